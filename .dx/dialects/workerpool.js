import { all, returning, seen } from './helpers.js';
const from = 'workerpool';
const pool = 'workerpool#Pool';
const members = { pool: { returns: pool }, worker: { returns: 'void' } };
export const workerpool = {
    name: from,
    about: 'workerpool: the promise of a task has a `timeout` of its own, which also ends the worker.',
    testedWith: { workerpool: '10.0.3' },
    on: true,
    exports: { workerpool: { ...all(`${from}#Module`, '*', 'default'), ...members } },
    types: {
        [`${from}#Module`]: { members },
        [pool]: { members: { ...returning('Promise<any>', 'exec', 'proxy', 'terminate') } },
    },
    rows: [
        {
            role: 'call',
            from,
            sym: 'Pool#exec',
            target: 'this',
            msg: 1,
            topic: 0,
            timeout: { result: 'timeout', default: null },
            returns: 'Promise<any>',
            dead: 'rejects when its worker ends, hangs while it is busy',
            atRuntime: seen('If its worker exits it rejects; without `.timeout(ms)` a task that never ends keeps it waiting.'),
            sev: 2,
        },
        { role: 'stop', from, sym: 'Pool#terminate', target: 'this' },
    ],
};
