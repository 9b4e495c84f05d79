/** Everything in a file that could be asked about: calls, constructions, slots, and what the scan reports besides. */
import { type Node, type SourceFile } from '../sites/ast.js';
import type { Found } from './sites.js';
export interface Candidate {
    node: Node;
    /** What makes it one: the member's or the function's name. */
    name: Node;
    found?: Found;
}
export declare const calleeOf: (node: Node) => Node;
/** The name of a class or function, for what is no call. */
export declare const startOf: (node: Node) => Node;
/** Everything in the file that could be asked about. Of assignments only those to a member that begins like a slot. */
export declare function candidatesOf(source: SourceFile, found: readonly Found[]): Candidate[];
