import { type CallNode, type NewNode, type SourceFile } from './ast.js';
import type { Inference } from './infer.js';
import { type Ty } from './ty.js';
export declare function callType(inf: Inference, node: CallNode | NewNode, file: SourceFile): Ty;
