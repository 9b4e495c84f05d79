/** Expressions that mean the same when they are read again: names, members, literals. */
import type { Syntax } from '../tree.js';
export declare function isStable(node: Syntax): boolean;
