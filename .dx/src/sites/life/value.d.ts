/** What a variable or a field holds at a place. */
import type { AssignmentNode, Node, SourceFile } from '../ast.js';
import type { Binding } from '../scope.js';
export interface Value {
    /** Expressions that it may hold, the nearest first. */
    values: Node[];
    /** It holds one of these for sure: nothing older is left in it. */
    certain: boolean;
}
/** What assignments of the same run leave at a place. */
export declare function assigned(before: AssignmentNode[], at: Node): Value;
/** The value that a variable has at a place: assigned before by the same function, or its initialiser. */
export declare function valueAt(b: Binding, at: Node, file: SourceFile): Value;
