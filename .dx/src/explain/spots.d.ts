import { type Node, type SourceFile } from '../sites/ast.js';
import type { Spot } from './explanation.js';
/** Places as they are reported, relative to the root. */
export type SpotOf = (what: string, node: Node, file: SourceFile) => Spot;
export declare const spotsIn: (root: string) => SpotOf;
