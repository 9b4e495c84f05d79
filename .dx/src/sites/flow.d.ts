/** Where a node runs: the function that matters, whether that can run again, who calls it. */
import { type FunctionNode, type Node } from './ast.js';
/** The innermost function that has a name, is a method, or is handed over to somebody else; Promise executors, `forEach` callbacks and immediately called functions are seen through. */
export declare function ownerFunction(node: Node): FunctionNode | undefined;
export declare function isTransparent(fn: FunctionNode): boolean;
/** `new Promise(…)`, or a class of promises with an executor of the same form: `new CancelablePromise(…)`. */
export declare const makesPromise: (n: Node) => boolean;
export declare function functionName(fn: FunctionNode): string | undefined;
/** A function handed over as an argument: a handler, a listener, an effect. */
export declare function handedTo(fn: FunctionNode): Extract<Node, {
    type: 'CallExpression' | 'NewExpression';
}> | undefined;
export declare const isConstructor: (fn: FunctionNode) => boolean;
/** In a loop inside `within` (or anywhere, if that is the module). */
export declare function inLoop(node: Node, within: Node | undefined): boolean;
/** A loop runs the node again: what it goes over, and what it starts with, it asks for once. */
export declare function isRepeated(node: Node, loop: Node): boolean;
/** The field of an instance whose initialiser a node stands in: it runs once for each object. */
export declare function instanceField(node: Node): Node | undefined;
/**
 * Has run whenever `at` is reached: `node` stands before it in no branch that `at` is not in. A branch counts as taken
 * where the other one leaves, or has one of `others` in it.
 */
export declare function dominates(node: Node, at: Node, others: readonly Node[]): boolean;
