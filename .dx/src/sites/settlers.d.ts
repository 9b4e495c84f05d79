/** Everything by which a promise made by hand can be settled: names, fields, and collections that hold its `resolve`. */
import { type FunctionNode, type Node, type SourceFile } from './ast.js';
import type { Inference } from './infer.js';
import type { Binding } from './scope.js';
export interface Home {
    file: SourceFile;
    inf: Inference;
    /** The executor, or the function that makes the deferred: calling `resolve` there at once is no wait. */
    area: Node;
    /** The function that the promise is made in, executors seen through. */
    owner: FunctionNode | undefined;
    /** Calls whose own callbacks tell of the call and not of an answer: the sends. */
    sends: ReadonlySet<Node>;
}
export declare class Settlers {
    #private;
    readonly home: Home;
    constructor(home: Home, seeds: {
        settlers?: Binding[];
        carriers?: Binding[];
        fields?: string[];
    });
    /** Code outside of the function that makes the promise can settle it. */
    get reachable(): boolean;
    /** Whether an expression is one of the settlers: `resolve`, `this._reject`, `reject.bind(null, e)`. */
    is(node: Node): boolean;
    /** Whether running a function, or one that it calls, settles the promise. */
    settledBy(node: Node, depth?: number): boolean;
}
