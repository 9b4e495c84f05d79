/**
 * `peer.send(message)` → `postSupervised(peer, message)`, and `await sendSupervised(peer, message)` at the end of an
 * async function.
 *
 * 1. `worker.postMessage(m)`, `port.postMessage(m)`, `child.send(m)`, `process.send?.(m)`, `socket.send(d)`,
 *    `actor.send(e)`, `dispatch(ref, m)`: recipient and message stay as they are written.
 * 2. With a transfer list: `{ transfer: [b] }`, and no retries, since what has moved can't be sent again.
 * 3. `peer?.send(m)`: `if (peer) postSupervised(peer, m)`, the peer looked up once.
 *
 * Safety. The runtime hands over the same message to the same recipient by the same member, within the call: what the
 * message holds, its place among raw sends, what an actor is on the next line, and what `terminate()` right behind leaves
 * of it, are as they were. A peer that knows nothing of the runtime gets the same payload. Nobody used what the call
 * returned. What the recipient's own member throws at a message that it can't take at all is thrown here as well. Three
 * things differ. It throws nothing else: safe only outside `try`. It hears the recipient's error, and an
 * unheard one ends the process: where the file does not hear it already, that is stated as the difference, since to tell
 * of the recipient's end is what supervision is for. And it takes in no more than 10 000 messages that
 * have not left: safe only outside of loops, where what was sent counts until the operating system has it. Awaiting comes
 * last in an async function or not at all, so that nothing overtakes anything. The argument fails where the recipient
 * serves already (`servePeer`) and this tool does not see its program: there messages leave at the end of the microtask.
 */
import type { Fix } from '../src/migrate/fix.js';
import type { Finding } from '../src/result.js';
import { type Alone } from './alone.js';
import { type Codemod, type Task } from './codemod.js';
export declare const rawSend: Codemod;
declare const transform: Alone;
export default transform;
/** The supervised send in place of one raw one, or why there is none. */
export declare function sendFix(finding: Finding, task: Task): Fix | string;
