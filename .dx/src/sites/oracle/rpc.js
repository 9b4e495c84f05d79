/** JSON-RPC to one child process, whose life ends with ours whatever happens. */
import { spawn } from 'node:child_process';
import { OracleError } from './oracle.js';
/** How long a child that has been asked to go may take before it is killed. */
const GRACE_MS = 2000;
export class RpcChild {
    #child;
    #pending = new Map();
    #gone;
    #onRequest;
    #kill = () => {
        this.#child.kill('SIGKILL');
    };
    #chunks = [];
    #size = 0;
    #wanted = 0;
    #next = 1;
    #dead;
    constructor({ command, args, env, onRequest }) {
        this.#onRequest = onRequest;
        this.#child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'], env, windowsHide: true });
        process.once('exit', this.#kill);
        this.#gone = new Promise(resolve => {
            this.#child.once('error', error => {
                this.#die(new OracleError(`the type checker can't be started: ${error.message}`));
                if (this.#child.pid === undefined)
                    resolve();
            });
            this.#child.once('exit', (code, signal) => {
                this.#die(new OracleError(`the type checker ended (${signal ?? `exit code ${code}`})`));
                resolve();
            });
        });
        // Writing to a child that has just died: its exit says so.
        this.#child.stdin.on('error', () => { });
        this.#child.stdout.on('data', (chunk) => this.#read(chunk));
        this.#hold(false);
    }
    get pid() {
        return this.#child.pid;
    }
    request(method, params) {
        if (this.#dead)
            return Promise.reject(this.#dead);
        const id = this.#next++;
        return new Promise((resolve, reject) => {
            this.#pending.set(id, { resolve: resolve, reject });
            if (this.#pending.size === 1)
                this.#hold(true);
            this.#write({ id, method, params });
        });
    }
    /** All that is asked within `work` is answered in time, or the child is killed. */
    async within(milliseconds, work) {
        const timer = setTimeout(() => {
            this.#die(new OracleError(`the type checker did not answer within ${milliseconds} ms`));
            this.#kill();
        }, milliseconds);
        try {
            return await work();
        }
        finally {
            clearTimeout(timer);
        }
    }
    /** Resolves when the child is gone and reaped. */
    async close() {
        this.#die(new OracleError('the type checker was closed'));
        this.#child.ref();
        this.#child.stdin.end();
        const timer = setTimeout(this.#kill, GRACE_MS);
        await this.#gone;
        clearTimeout(timer);
        process.removeListener('exit', this.#kill);
        this.#child.stdout.destroy();
    }
    #write(message) {
        const body = JSON.stringify({ jsonrpc: '2.0', ...message });
        this.#child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    }
    #die(error) {
        this.#dead ??= error;
        for (const { reject } of this.#pending.values())
            reject(this.#dead);
        this.#pending.clear();
        this.#hold(false);
    }
    /** A child that nobody waits for keeps nobody alive. */
    #hold(on) {
        const stdout = this.#child.stdout;
        const stdin = this.#child.stdin;
        if (on) {
            this.#child.ref();
            stdout.ref?.();
            stdin.ref?.();
        }
        else {
            this.#child.unref();
            stdout.unref?.();
            stdin.unref?.();
        }
    }
    #read(chunk) {
        this.#chunks.push(chunk);
        this.#size += chunk.length;
        if (this.#size < this.#wanted)
            return;
        let data = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks);
        this.#wanted = 0;
        // what it asked at once is answered at once
        this.#child.stdin.cork();
        for (;;) {
            const head = data.indexOf('\r\n\r\n');
            if (head < 0)
                break;
            const length = Number(/content-length: *(\d+)/i.exec(data.toString('latin1', 0, head))?.[1]);
            const end = head + 4 + length;
            if (data.length < end) {
                this.#wanted = end;
                break;
            }
            const message = JSON.parse(data.toString('utf8', head + 4, end));
            if ('method' in message)
                this.#write({ id: message.id, result: this.#onRequest?.(message.method, message.params) ?? null });
            else
                this.#settle(message);
            data = data.subarray(end);
        }
        this.#child.stdin.uncork();
        this.#chunks = data.length > 0 ? [data] : [];
        this.#size = data.length;
    }
    #settle(reply) {
        const waiting = reply.id === undefined ? undefined : this.#pending.get(reply.id);
        if (reply.id === undefined || !waiting)
            return;
        this.#pending.delete(reply.id);
        if (this.#pending.size === 0)
            this.#hold(false);
        if (reply.error)
            waiting.reject(new OracleError(`the type checker failed: ${reply.error.message ?? 'no reason given'}`));
        else
            waiting.resolve(reply.result);
    }
}
