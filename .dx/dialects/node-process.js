import { documented, emitter } from './helpers.js';
import { processShape } from './process-shape.js';
const signals = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGBREAK', 'SIGUSR1', 'SIGUSR2', 'SIGPIPE', 'SIGWINCH'];
const others = ['exit', 'beforeExit', 'worker', 'SIGALRM', 'SIGCHLD', 'SIGCONT', 'SIGTSTP'];
const readable = ['data', 'end', 'close', 'error', 'readable', 'pause', 'resume', 'keypress'];
const writable = ['drain', 'finish', 'close', 'error', 'pipe', 'unpipe', 'resize'];
const decl = '@types/node/process.d.ts';
export const nodeProcess = {
    name: 'node:process',
    about: '`process` and its streams exist once: a listener added by code that runs again stays for good.',
    testedWith: { '@types/node': '22.20.5' },
    on: true,
    exports: processShape.exports,
    types: processShape.types,
    globals: processShape.globals,
    rows: [
        ...emitter('process', 'Process', {
            events: [...signals, ...others],
            terminal: ['exit'],
            singleton: true,
            decl,
            atRuntime: documented('The process outlives all code: a listener that is added again each time some code runs stays with the others.'),
        }),
        // hooks for errors and warnings: of everybody, and so of no peer
        ...emitter('process', 'Process', { singleton: true, generic: true, decl }),
        ...emitter('process', 'ReadStream', { events: readable, singleton: true, decl }),
        ...emitter('process', 'WriteStream', { events: writable, singleton: true, decl }),
    ],
};
