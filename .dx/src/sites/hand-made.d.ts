/**
 * Calls made by hand: a message is sent, and a promise of the same function settles when the answer comes, by a
 * listener on the same peer or through a stored `resolve`. The send and its promise are one call; so is a promise that
 * only listens.
 */
import { type FunctionNode, type Node, type SourceFile } from './ast.js';
import { type Consumption } from './consumption.js';
import { type Site } from './find.js';
import type { Inference } from './infer.js';
import { type Made } from './promises.js';
export interface HandMade {
    /** `new Promise(…)`, `Promise.withResolvers()`, what makes a deferred, or the `once()` that waits for the answer. */
    promise: Node;
    /** The function that sends and hands the promise out. */
    owner: FunctionNode | undefined;
    /** None: it only listens. */
    send?: Site;
    /** Listeners that settle it: the answer's first, then those of the peer's end. */
    watches: Site[];
    /** The site that carries the verdict. */
    primary: Site;
    made?: Made;
    consumption: Consumption;
}
/** All calls made by hand in one file, by each of their parts. */
export declare function handMadeCalls(file: SourceFile, sites: Site[], inf: Inference): Map<Node, HandMade>;
/** What is registered, as it is written; an observer has several. */
export declare function listenersOf(site: Site): Node[];
export declare function listenerOf(site: Site, inf: Inference, file: SourceFile): FunctionNode | undefined;
