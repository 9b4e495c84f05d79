import { type SourceFile } from './ast.js';
import type { Inference } from './infer.js';
import { type Binding } from './scope.js';
import { type Ty } from './ty.js';
/** Type of what a binding stands for. */
export declare function typeOfBinding(inf: Inference, b: Binding, file: SourceFile): Ty;
/** `declare const self: Scope`: it says what is there already, in the user's words. */
export declare const isAmbient: ({ kind, node }: Binding) => boolean;
