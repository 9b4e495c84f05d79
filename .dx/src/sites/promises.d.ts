/** Promises that a file makes by hand: `new Promise(executor)`, `Promise.withResolvers()`, deferred objects. */
import { type FunctionNode, type Node, type SourceFile } from './ast.js';
import type { Inference } from './infer.js';
import { Settlers } from './settlers.js';
export interface Made {
    /** The call that makes it. */
    node: Node;
    executor?: FunctionNode;
    owner: FunctionNode | undefined;
    /** What resolves it: an answer comes this way. */
    answer: Settlers;
    /** What settles it in any way. */
    any: Settlers;
    /** The deferred's class or maker holds a timer of its own. */
    expiring: boolean;
}
export declare function promisesOf(file: SourceFile, inf: Inference, sends: ReadonlySet<Node>): Made[];
