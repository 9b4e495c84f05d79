import { type Node, type SourceFile } from './ast.js';
import type { Inference } from './infer.js';
/** The function at an argument's place; `handed on` for one that came from elsewhere and will be told. */
export declare function callbackAt(arg: Node | undefined, inf: Inference, file: SourceFile): Node | 'handed on' | undefined;
/** A function that does nothing, by its name: `noop`, `_.noop`. */
export declare function isNoop(node: Node): boolean;
/** Whether a function reads its first parameter; a pattern reads it by itself. */
export declare function readsFirst(fn: Node, file: SourceFile): boolean;
