import { cls, read, reported, returning } from './helpers.js';
const from = 'bullmq';
const job = 'bullmq#Job';
const stop = (type) => ({
    role: 'stop',
    from,
    sym: `${type}#close`,
    target: 'this',
    returns: 'Promise<void>',
});
export const bullmq = {
    name: from,
    about: 'bullmq: waiting for a job to be finished. Adding one is confirmed by Redis, and what fails is kept there.',
    testedWith: { bullmq: '6.7.0' },
    on: true,
    exports: {
        bullmq: { Queue: cls('bullmq#Queue'), Job: cls(job, true), QueueEvents: cls('bullmq#QueueEvents') },
    },
    types: {
        [job]: { members: returning('Promise<any>', 'waitUntilFinished') },
        [`${job} static`]: { members: returning(`Promise<${job}>`, 'create', 'fromId') },
        'bullmq#Queue': {
            members: { ...returning(`Promise<${job}>`, 'add', 'getJob'), ...returning(`Promise<${job}[]>`, 'addBulk') },
        },
        'bullmq#QueueEvents': { extends: ['events#EventEmitter'] },
    },
    rows: [
        {
            role: 'call',
            from,
            sym: 'Job#waitUntilFinished',
            target: 'this',
            timeout: { arg: 1, default: null, zeroMeansNone: true },
            returns: 'Promise<any>',
            dead: 'hangs while no worker takes the job',
            atRuntime: [
                ...read('Without a ttl nothing ends it; each call adds three listeners to emitters that are shared.'),
                ...reported('taskforcesh/bullmq#2341: it never returns without a ttl.'),
            ],
            sev: 3,
            decl: 'bullmq/dist/esm/classes/job.d.ts',
        },
        stop('Queue'),
        stop('QueueEvents'),
    ],
};
