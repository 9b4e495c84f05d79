import { all, reported, seen } from './helpers.js';
const from = 'comlink';
const decl = 'comlink/dist/umd/comlink.d.ts';
const members = {
    wrap: { returns: 'comlink#Remote' },
    expose: { returns: 'void' },
    proxy: { passes: 0 },
    transfer: { passes: 0 },
    windowEndpoint: { returns: 'object' },
    releaseProxy: { type: 'symbol' },
    createEndpoint: { type: 'symbol' },
    finalizer: { type: 'symbol' },
};
export const comlink = {
    name: 'comlink',
    about: 'comlink: every member of a `Remote` is a call that nothing bounds.',
    testedWith: { comlink: '4.4.2' },
    on: true,
    exports: { comlink: { ...all('comlink#Module', '*'), ...members } },
    types: { 'comlink#Module': { members }, 'comlink#Remote': {} },
    rows: [
        { role: 'spawn', from, sym: 'wrap', target: 0, decl, note: 'Takes a worker or a port as its peer.' },
        {
            role: 'call',
            from,
            sym: 'Remote#*',
            target: 'this',
            timeout: { default: null },
            returns: 'Promise<any>',
            dead: 'hangs',
            sev: 3,
            decl,
            note: 'Except [releaseProxy] and [createEndpoint].',
            atRuntime: [
                ...seen('If the worker exits during the call, or has exited before, it waits for ever; there is no timeout and no way to ask whether it lives.'),
                ...reported('GoogleChromeLabs/comlink#601: pending calls never settle when the proxy is released or the worker dies.'),
            ],
        },
        {
            role: 'unwatch',
            from,
            sym: 'releaseProxy',
            target: 'this',
            all: true,
            decl,
            note: 'A symbol: `api[releaseProxy]()`. New calls throw, pending ones never settle.',
        },
    ],
};
