import { cls, emitter, seen } from './helpers.js';
const piscina = 'piscina#Piscina';
const run = (from, type, extra) => ({
    ...extra,
    role: 'call',
    from,
    sym: `${type}#run`,
    target: 'this',
    msg: 0,
    options: 1,
    timeout: { path: '1.signal', default: null },
    returns: 'Promise<any>',
});
export const pools = {
    name: 'pools',
    about: 'Worker pools: a task that never ends keeps its caller waiting.',
    testedWith: { piscina: '5.3.2', tinypool: '2.2.0' },
    on: true,
    exports: {
        piscina: { default: cls(piscina), Piscina: cls(piscina) },
        tinypool: { default: cls('tinypool#Tinypool'), Tinypool: cls('tinypool#Tinypool') },
    },
    types: {
        [piscina]: {
            extends: ['events#EventEmitter'],
            members: {
                run: { returns: 'Promise<any>' },
                close: { returns: 'Promise<void>' },
                destroy: { returns: 'Promise<void>' },
                threads: { type: 'worker_threads#Worker[]' },
            },
        },
        'tinypool#Tinypool': {
            extends: ['events#EventEmitter'],
            members: { run: { returns: 'Promise<any>' }, destroy: { returns: 'Promise<void>' } },
        },
    },
    rows: [
        { role: 'spawn', from: 'piscina', sym: 'new Piscina' },
        run('piscina', 'Piscina', {
            dead: 'rejects',
            sev: 2,
            decl: 'piscina/dist/index.d.ts',
            atRuntime: seen('If its worker exits during the task it rejects; a task that never ends keeps it waiting.'),
        }),
        ...emitter('piscina', 'Piscina', { generic: true, events: ['drain', 'needsDrain', 'message', 'error', 'close'] }),
        { role: 'stop', from: 'piscina', sym: 'Piscina#destroy', target: 'this', returns: 'Promise<void>' },
        { role: 'stop', from: 'piscina', sym: 'Piscina#close', target: 'this', returns: 'Promise<void>' },
        { role: 'spawn', from: 'tinypool', sym: 'new Tinypool' },
        run('tinypool', 'Tinypool', {
            dead: 'hangs when a worker of worker_threads exits during the task',
            sev: 3,
            atRuntime: seen('With worker_threads, a worker that exits during a task leaves it waiting for ever, later tasks too, and `destroy()`.'),
        }),
        { role: 'stop', from: 'tinypool', sym: 'Tinypool#destroy', target: 'this', returns: 'Promise<void>' },
    ],
};
