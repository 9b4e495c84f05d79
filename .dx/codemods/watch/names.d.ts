/** Which names a piece of code uses, and which ones a function brings along. */
import type { Syntax } from '../tree.js';
export declare const isFunction: (node: Syntax) => boolean;
/** The nodes below, types left out. `into` says whether to go on below one. */
export declare function walk(node: Syntax, visit: (node: Syntax, key: string, parent: Syntax) => boolean | undefined): void;
/** Nodes of the function's own, not of functions inside. */
export declare function own(fn: Syntax, visit: (node: Syntax) => void): void;
/** Names that a node refers to, its own among them. */
export declare function namesIn(node: Syntax): Set<string>;
/** Names declared in a function or a block: parameters, variables, functions and classes; not those of functions inside. */
export declare function declaredIn(node: Syntax): Set<string>;
/** Names from outside that code uses, of those that a function around it declares. */
export declare function captured(code: Syntax, by: Syntax): Set<string>;
/** `this`, `super` or `arguments` of its own; arrow functions have none. */
export declare function usesThis(fn: Syntax): boolean;
/** Something here waits: `await`, or `for await`. */
export declare function waits(node: Syntax): boolean;
export declare function returnsIn(node: Syntax): Syntax[];
