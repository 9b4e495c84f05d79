/** Where a declared name is used, and which function a callee is. */
import { type AssignmentNode, type FunctionNode, type Node, type SourceFile } from './ast.js';
import type { Inference } from './infer.js';
import { type Binding } from './scope.js';
/** The declaration that a name means at its place. */
export declare function bindingOf(id: Node, file: SourceFile): Binding | undefined;
/** Every use of a declared name in its file: neither its declaration nor a property of the same name. */
export declare function mentions(binding: Binding, file: SourceFile): readonly Node[];
/** `name = …`, `name += …`, for a declared name. */
export declare function assignmentsTo(binding: Binding, file: SourceFile): readonly AssignmentNode[];
/** The function that a callee or a handed-over name stands for, with its file. */
export declare function functionMeant(node: Node, file: SourceFile, inf: Inference): {
    fn: FunctionNode;
    file: SourceFile;
} | undefined;
/** The expression that a `const` or a variable set once starts with. */
export declare function initOf(id: Node, file: SourceFile): Node | undefined;
