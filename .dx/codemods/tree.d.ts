/** A file as jscodeshift sees it. Nodes are read and built here; the file itself is never printed. */
import jscodeshift from 'jscodeshift';
import type { SiteReport } from '../src/result.js';
/** A node as the parser gives it: with offsets in the text. What it holds depends on its type. */
export interface Syntax {
    readonly type: string;
    readonly start: number;
    readonly end: number;
    readonly [key: string]: unknown;
}
export type Path = jscodeshift.ASTPath;
export type Comment = Syntax & {
    readonly value: string;
};
export type Printable = jscodeshift.ASTNode;
export interface Tree {
    readonly text: string;
    readonly root: ReturnType<typeof jscodeshift>;
    readonly comments: readonly Comment[];
    readonly lineStarts: readonly number[];
}
export declare const j: typeof jscodeshift;
/** Those of Babel, which call the nodes alike: jscodeshift's `babel` would call them as ESTree does. */
export declare const parserOf: (path: string) => 'ts' | 'tsx' | 'babylon';
/**
 * Parsed by the parser itself and not by recast, which would count offsets in a text without tabs and carriage returns.
 * @throws SyntaxError
 */
export declare function treeOf(path: string, text: string): Tree;
export declare const offsetOf: (tree: Tree, line: number, column: number) => number;
/** The call of a site: found by where its callee's name begins and where it ends. */
export declare function callAt(tree: Tree, site: SiteReport): Path | undefined;
export declare const nodeOf: (path: Path) => Syntax;
/** Without `!`, casts and parentheses. */
export declare function unwrapped(node: Syntax): Syntax;
export declare const sourceOf: (tree: Tree, { start, end }: Syntax) => string;
/** Comments inside a range and outside all of the parts that are kept. */
export declare function commentsBeside(tree: Tree, range: Pick<Syntax, 'start' | 'end'>, kept: readonly Syntax[]): Comment[];
/**
 * Prints a new node on one line. Parts of the old text stand in it as holes, identifiers that are replaced with that
 * text as it was written: printed anew it would be in another style.
 */
export declare function printed(node: Printable, holes: readonly string[], quote: "'" | '"'): string;
export declare const hole: (n: number) => jscodeshift.Identifier;
/** `name`, or `namespace.name`. */
export declare const nameNode: (local: string) => jscodeshift.Identifier | jscodeshift.MemberExpression;
