/**
 * Asks the scanning thread and waits for its answer. Rules of ESLint are synchronous; the scan is not, as it starts a
 * type checker and reads what it says.
 */
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
/** So long after a failure, each file is told of it at once: hundreds of files do not wait for hundreds of timeouts. */
const restMs = 30_000;
export class Asking {
    script;
    #thread;
    #failed;
    /** @param script The thread's program. */
    constructor(script = new URL('./thread.js', import.meta.url)) {
        this.script = script;
    }
    /** @param timeoutMs Time for the answer, the start of the thread and a scan of the whole project included. */
    ask(question, timeoutMs) {
        if (this.#failed && performance.now() < this.#failed.until)
            return this.#failed.answer;
        this.#failed = undefined;
        this.#thread ??= this.#start();
        const { worker, port } = this.#thread;
        port.postMessage(question);
        const answer = wait(this.#thread, timeoutMs) ?? {
            kind: 'failed',
            by: 'scan',
            message: `the scan did not end within ${timeoutMs} ms; raise settings['otp-audit'].timeoutMs`,
        };
        if (answer.kind === 'failed' && answer.by === 'scan') {
            // what it was at is not known any more
            this.#failed = { answer, until: performance.now() + restMs };
            this.#thread = undefined;
            void worker.terminate();
        }
        return answer;
    }
    #start() {
        const { port1, port2 } = new MessageChannel();
        const posted = new SharedArrayBuffer(4);
        const workerData = { port: port2, posted };
        // flags of ESLint's process, such as hooks for its modules, are not meant for this one
        const worker = new Worker(this.script, { workerData, transferList: [port2], execArgv: [], name: 'otp-audit' });
        const thread = { worker, port: port1, posted: new Int32Array(posted) };
        worker.unref();
        const ended = () => {
            if (this.#thread === thread)
                this.#thread = undefined;
        };
        // heard of only between two questions; while one is open, the thread tells of its end itself
        worker.on('error', ended);
        worker.on('exit', ended);
        return thread;
    }
}
function wait({ port, posted }, timeoutMs) {
    const end = performance.now() + timeoutMs;
    for (;;) {
        const seen = Atomics.load(posted, 0);
        const received = receiveMessageOnPort(port);
        if (received)
            return received.message;
        const left = end - performance.now();
        if (left <= 0)
            return undefined;
        Atomics.wait(posted, 0, seen, left);
    }
}
