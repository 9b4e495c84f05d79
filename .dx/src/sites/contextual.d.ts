import { type FunctionNode, type SourceFile } from './ast.js';
import type { Inference } from './infer.js';
import { type Ty } from './ty.js';
export declare function contextualType(inf: Inference, fn: FunctionNode, index: number, file: SourceFile): Ty;
