/** Removers and handles that go into a collection: of use only if something reads it again. */
import { type Node, type SourceFile } from '../ast.js';
/** Added to a collection that nothing reads. */
export declare function keptInVain(value: Node, file: SourceFile): boolean;
/** Assigned to a private field that nothing reads. */
export declare function assignedInVain(value: Node, file: SourceFile): boolean;
