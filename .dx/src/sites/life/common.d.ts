/** What is said of an object's life, and the words it is said in. */
import { type Node, type SourceFile } from '../ast.js';
import type { Callers } from '../callers.js';
import type { Inference } from '../infer.js';
/**
 * `local`: made in the registering function. `own`: a field set to a new object by the same run. `fresh`: handed over
 * once per object. `process`: exists once and outlives all code. `outer`: outlives the function. `unknown`: depends on
 * callers that are not seen.
 */
export interface Life {
    life: 'local' | 'own' | 'fresh' | 'process' | 'outer' | 'unknown';
    why: string;
    /** Node that makes or declares the object, for loops around it. */
    origin?: Node;
}
export interface LifeContext {
    inf: Inference;
    callers: Callers;
    /** A named function's parameter of this type outlives the call although no caller shows it: an AbortSignal of the caller's. */
    parameterIsOuter?: boolean;
}
/** The context of one search, which parts of it go on with. */
export interface Search extends LifeContext {
    of(target: Node, at: Node, file: SourceFile, cx: Search, depth: number): Life;
}
export declare const outer: (why: string, origin?: Node) => Life;
export declare const unknown: (why: string) => Life;
export declare const worst: (a: Life, b: Life) => Life;
export declare const isNew: ({ life }: Life) => boolean;
/**
 * In a loop that meets the same object in each turn: one that does not make, or hand out, the object itself.
 * @param passed A loop over this, the event's name, is none.
 */
export declare function inLoopOver(node: Node, origin: Node | undefined, passed?: Node): boolean;
