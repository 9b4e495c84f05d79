import { type CallNode, type NewNode, type Node, type SourceFile } from './ast.js';
import type { Inference } from './infer.js';
import type { Given, Ty } from './ty.js';
/** What the result of a call, and the parameters of its callbacks, know; inherited from the receiver if the call says nothing. */
export declare function givenBy(inf: Inference, target: Ty, call: CallNode | NewNode, file: SourceFile): Given | undefined;
/** What the calls around a node, in whose arguments it stands, were given: `assign(…)` inside `setup({ … })`. */
export declare function givenAround(inf: Inference, node: Node, file: SourceFile): Given | undefined;
/** The same type, knowing what was given. */
export declare const withGiven: (ty: Ty, given: Given | undefined) => Ty;
