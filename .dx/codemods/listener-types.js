/** What listeners are given, as it would be declared: of events whose listeners mean one thing wherever they stand. */
const child = 'number | null, NodeJS.Signals | null';
const signals = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGBREAK'];
/** `dialect event` → the types of its parameters. */
const given = new Map([
    ['node:worker_threads exit', 'number'],
    ['node:worker_threads error', 'Error'],
    ['node:worker_threads message', 'any'],
    ['node:worker_threads messageerror', 'Error'],
    ['node:child_process exit', child],
    ['node:child_process close', child],
    ['node:child_process error', 'Error'],
    ['node:child_process message', 'any, any'],
    ['node:cluster error', 'Error'],
    ['node:process exit', 'number'],
    ['node:process beforeExit', 'number'],
    ...signals.map((name) => [`node:process ${name}`, 'NodeJS.Signals']),
    ['ws close', 'number, Buffer'],
    ['ws error', 'Error'],
    ['ws ping', 'Buffer'],
    ['ws pong', 'Buffer'],
]);
export const typesOf = (dialect, event) => given.get(`${dialect} ${event}`)?.split(', ');
