/** Meaning of a written type. */
import { type Node, type SourceFile } from './ast.js';
import type { Inference } from './infer.js';
import { type Ty } from './ty.js';
export declare function annotationType(inf: Inference, node: Node, file: SourceFile): Ty;
