/** What becomes of a promise: whether anyone waits for it, and whether something on the way bounds the wait. */
import { type FunctionNode, type Node, type SourceFile } from './ast.js';
import type { Inference } from './infer.js';
export interface Consumption {
    waited: boolean;
    /** What bounds it on its way, and where; a race leaves the loser waiting, and is bounded by its timer. */
    bound?: {
        by: 'race' | 'wrapper';
        reason: string;
        at: Node;
    };
    /** Where somebody waits: `await`, `return`, a chain, a call that takes it. */
    ends: Node[];
    /** Functions that hand it out or stay waiting for it; who calls them waits too. */
    functions: FunctionNode[];
}
export interface Place {
    file: SourceFile;
    inf: Inference;
}
export declare function consumptionOf(promise: Node, place: Place): Consumption;
/** The functions around a wait that are handed to something that times them: `withTimeout(async () => { await call() })`. */
export declare function surroundings(node: Node, place: Place): Consumption;
/** `timeout(5000)` of rxjs, `Effect.timeout('1 second')`. */
export declare function isTimeoutOperator(arg: Node, file: SourceFile, inf: Inference): boolean;
