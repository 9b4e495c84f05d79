/** Codemod → dialect → what was seen, at `--safety review`. */
export const traced = {
    'raw-send': { 'node:worker_threads': 'equal', 'node:child_process': 'equal', 'xstate@5': 'equal' },
    'serve-peer': { 'node:worker_threads': 'equal', 'node:child_process': 'equal' },
    broadcast: { 'node:worker_threads': 'equal' },
    // the same where the answer comes; without one, an end after the timeout
    'untimed-call': {
        '@grpc/grpc-js': 'differs as intended',
        'node:events': 'differs as intended',
        pools: 'differs as intended',
        'socket.io-client': 'differs as intended',
        'xstate@5': 'differs as intended',
    },
    'hand-made-call': {
        'node:child_process': 'differs as intended',
        'node:worker_threads': 'differs as intended',
        'socket.io-client': 'differs as intended',
    },
    // through the runtime: the same code, signal and order of exits
    'lifecycle-monitor': { 'node:child_process': 'equal', 'node:cluster': 'equal', 'node:worker_threads': 'equal' },
    // the same while the owner lives; behind its end, nothing
    'release-watcher': {
        'abort-signal': 'differs as intended',
        'node:child_process': 'differs as intended',
        'node:cluster': 'differs as intended',
        'node:worker_threads': 'differs as intended',
        'xstate@5': 'differs as intended',
    },
};
export const traceOf = ({ codemod, dialect, safety }) => safety === 'all' ? 'not traced' : (traced[codemod]?.[dialect] ?? 'not traced');
