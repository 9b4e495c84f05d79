/**
 * A message whose delivery the sending code does not confirm.
 *
 * 1. To oneself: kept. `x ?? self` may be to oneself and is never rewritten.
 * 2. Confirmed: an error callback that looks at its error, an awaited acknowledgement, a tested return with an `error`
 *    listener, a `try` around a send that throws when its peer is dead.
 * 3. A part of a call made by hand: the call's.
 * 4. All else is raw. A dead peer either loses the message or, for child processes without callback and `error`
 *    listener, ends the sender.
 */
import type { Rule } from '../../src/audit/rule.js';
export declare const rawSend: Rule;
