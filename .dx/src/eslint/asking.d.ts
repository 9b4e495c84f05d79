/**
 * Asks the scanning thread and waits for its answer. Rules of ESLint are synchronous; the scan is not, as it starts a
 * type checker and reads what it says.
 */
import { type MessagePort } from 'node:worker_threads';
import type { Answer, Question } from './answer.js';
/** Handed to the thread as it starts. */
export interface Mailbox {
    port: MessagePort;
    /** One 32-bit number: how many answers were posted. */
    posted: SharedArrayBuffer;
}
export declare class Asking {
    #private;
    readonly script: URL;
    /** @param script The thread's program. */
    constructor(script?: URL);
    /** @param timeoutMs Time for the answer, the start of the thread and a scan of the whole project included. */
    ask(question: Question, timeoutMs: number): Answer;
}
