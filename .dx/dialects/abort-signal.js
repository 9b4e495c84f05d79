import { eventTarget, seen, slots } from './helpers.js';
const from = 'lib.dom';
const signal = 'lib.dom#AbortSignal';
const extra = {
    events: ['abort'],
    terminal: ['abort'],
    atRuntime: seen('A signal keeps its listeners until it fires: one per request on a signal of the caller stays with all that it closes over, and at the eleventh Node warns.'),
};
export const abortSignal = {
    name: 'abort-signal',
    about: 'Listeners on a signal that outlives the work they belong to.',
    testedWith: { typescript: '6.0.2' },
    on: true,
    types: {
        [signal]: {
            extends: ['lib.dom#EventTarget'],
            members: {
                aborted: { type: 'boolean' },
                reason: { type: 'any' },
                throwIfAborted: { returns: 'void' },
                addEventListener: { returns: 'void' },
                removeEventListener: { returns: 'void' },
            },
        },
        [`${signal} static`]: {
            members: { timeout: { returns: signal }, any: { returns: signal }, abort: { returns: signal } },
        },
        'lib.dom#AbortController': { members: { signal: { type: signal }, abort: { returns: 'void' } } },
    },
    globals: {
        AbortController: { constructs: 'lib.dom#AbortController' },
        AbortSignal: { type: `${signal} static` },
    },
    rows: [
        ...eventTarget(from, 'AbortSignal', extra),
        ...slots(from, 'AbortSignal', ['onabort'], { terminal: ['abort'] }),
    ],
};
