/** Where one call of a function ends: in its `finally`, or behind all that it waits for. */
import { type Syntax } from '../tree.js';
import type { Owner } from './owner.js';
import type { Registration } from './registration.js';
/**
 * The function sends to the one it watches, and one of the listeners that it adds gives what comes to whoever asked:
 * it calls what its function was given. In an executor that is how it settles, so that sending is enough.
 */
export declare function answers(r: Registration, fn: Syntax, isExecutor?: boolean): boolean;
export declare function callOwner(r: Registration, fn: Syntax, ofCall: ReadonlySet<string>): Owner | string;
