/** The recipients of a loop as one expression: an array of what its turns send to, in their order. */
import { type Syntax, type Tree } from '../tree.js';
import type { Loop } from './loop.js';
/** @param optional Turns without a recipient are passed over (`peer?.send(m)`). */
export declare function recipientsOf(loop: Loop, target: Syntax, optional: boolean, tree: Tree): string | undefined;
