/** By which declarations a receiver, or a function, is known: from the name in the call back to an import. */
import { type Node, type SourceFile } from '../sites/ast.js';
import type { Inference } from '../sites/infer.js';
import type { Spot } from './explanation.js';
import type { SpotOf } from './spots.js';
export declare function trailOf(expression: Node, file: SourceFile, inf: Inference, spot: SpotOf): Spot[];
