import type { FileSites } from '../audit/collect.js';
import { type AssignmentNode, type CallNode, type NewNode, type Node, type SourceFile } from '../sites/ast.js';
import type { Inference } from '../sites/infer.js';
import type { Prefilter } from '../sites/prefilter.js';
import type { Silent } from './explanation.js';
import type { SpotOf } from './spots.js';
export type Call = CallNode | NewNode | AssignmentNode;
export interface Surroundings {
    root: string;
    file: SourceFile;
    inf: Inference;
    prefilter: Prefilter;
    /** None where the quick test let the file go. */
    sites?: FileSites;
    spot: SpotOf;
}
export declare function silenceOf(node: Call, nameNode: Node, callee: string, cx: Surroundings): Silent;
