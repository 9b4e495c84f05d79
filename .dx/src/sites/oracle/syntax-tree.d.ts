/** Where a declaration stands in its file, read out of the tree that TypeScript 7's server sends. */
import type { Enclosing } from './lens.js';
/** Kinds of nodes in TypeScript 7.0.2's tree. */
export declare const KINDS: Readonly<Record<string, number>>;
/**
 * A file's tree in the encoding of TypeScript 7.0.2, of which only names and parents are read. It is asked for
 * when a symbol alone does not say where it stands: members of unions and of mapped types, function types.
 */
export declare class SyntaxTree {
    #private;
    constructor(base64: string | undefined);
    chain(index: number): Enclosing[];
}
