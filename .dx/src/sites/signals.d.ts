/** Whether an `AbortSignal` fires by itself after a while. */
import { type Node, type SourceFile } from './ast.js';
import type { Evidence } from './evidence.js';
import type { Inference } from './infer.js';
export interface SignalBound {
    by: 'time' | 'caller' | 'none';
    reason: string;
    /** What aborts it. */
    at?: Evidence;
}
/** `time`: it is aborted by a timer; `caller`: by whoever handed it over; `none`: by nothing that ends by itself. */
export declare function signalBound(node: Node, file: SourceFile, inf: Inference, depth?: number): SignalBound;
