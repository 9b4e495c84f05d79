/** What kind of collection an expression is, as far as its file says. */
import { type Syntax, type Tree } from '../tree.js';
export type Collection = 'array' | 'set' | 'map';
/** By its own form, else by its declaration: an annotation, or what it is made of. */
export declare function collectionOf(node: Syntax, tree: Tree): Collection | undefined;
