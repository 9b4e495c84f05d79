/** What a listener of a call made by hand does: only one that merely settles the promise has nothing to do after it. */
import { type Syntax } from '../tree.js';
import type { MadePromise } from './made-promise.js';
/**
 * Nothing is missed if the listener goes with the call: it is `resolve` or `reject` itself, it does nothing but settle,
 * or the executor takes it away by itself. Any other may be meant to hear what comes later.
 */
export declare function mayGo(listener: Syntax, promise: MadePromise): boolean;
