import type { Node } from './ast.js';
import type { Inference } from './infer.js';
import { type Ty } from './ty.js';
/** Library types that a value is or inherits from, nearest first, and whether the user's own class answers `name` before them. */
export declare function libraryTypes(inf: Inference, ty: Ty, name: string, depth?: number, seen?: Set<Node>): {
    types: string[];
    why?: string;
    own?: boolean;
};
