/** The scanning thread: answers one question after the other, and wakes who waits for it. */
import { workerData } from 'node:worker_threads';
const { port, posted } = workerData;
const signal = new Int32Array(posted);
function answer(given) {
    port.postMessage(given);
    Atomics.add(signal, 0, 1);
    Atomics.notify(signal, 0);
}
/** Who asks is blocked, and hears of an end only from here. */
process.on('exit', code => answer({ kind: 'failed', by: 'scan', message: `the scan ended with exit code ${code}` }));
process.on('uncaughtException', error => {
    answer({ kind: 'failed', by: 'scan', message: `the scan failed: ${stackOf(error)}` });
});
let projects;
port.on('message', (question) => {
    projects ??= import('./projects.js').then(({ Projects }) => new Projects());
    projects.then(all => all.answer(question)).then(answer, (error) => answer(failureOf(error)));
});
function failureOf(error) {
    return error.name === 'UsageError'
        ? { kind: 'failed', by: 'usage', message: error.message }
        : { kind: 'failed', by: 'scan', message: `the scan failed: ${stackOf(error)}` };
}
const stackOf = (error) => (error instanceof Error ? (error.stack ?? error.message) : String(error));
