/** Whether an expression makes a new object each time it is evaluated. */
import { type Node, type SourceFile } from './ast.js';
import type { Inference } from './infer.js';
export type Freshness = 'fresh' | 'old' | 'unknown';
export declare function freshness(node: Node, file: SourceFile, inf: Inference, depth?: number): Freshness;
