/** What keeps code from running twice: a flag that it sets, or a set that remembers whom it has met. */
import { type FunctionNode, type Node, type SourceFile } from './ast.js';
export interface Guards {
    /** A flag of the module: once in the life of the program. */
    module: boolean;
    /** A flag of the object: once for each. */
    object: boolean;
    /** Once for each of these: `if (!seen.has(x)) seen.add(x)`. */
    keys: Node[];
}
/** Guards around a node in its function: `if (started) return` before it, `if (!started) { … }` around it. */
export declare function guardsOf(node: Node, fn: FunctionNode, file: SourceFile): Guards;
