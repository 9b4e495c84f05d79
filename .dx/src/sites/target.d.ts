/** One key for one object, however it is written: what pairs a registration with its release. */
import { type AssignmentNode, type Node, type SourceFile } from './ast.js';
/** All keys of an object: a parameter or variable that goes into a field is that field as well. */
export declare function keysOf(node: Node, file: SourceFile): string[];
/** `x.y = …`, by the key of what is set. */
export declare function membersSet(file: SourceFile): Map<string, AssignmentNode[]>;
/** Members that give their receiver back. */
export declare const chaining: ReadonlySet<string>;
/** Canonical key of a target or listener. Follows `const` aliases; two equal keys mean one object. */
export declare function keyOf(node: Node, file: SourceFile): string;
