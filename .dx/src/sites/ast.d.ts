/** Parsing one file, and the small questions every later step asks of its tree. */
import type { Class, Comment, Function as FunctionLike, Node, Program } from 'oxc-parser';
import { type Scope } from './scope.js';
export type { Node } from 'oxc-parser';
export { lineOf } from './lines.js';
export type FunctionNode = FunctionLike | Extract<Node, {
    type: 'ArrowFunctionExpression';
}>;
export type ClassNode = Class;
export type CallNode = Extract<Node, {
    type: 'CallExpression';
}>;
export type NewNode = Extract<Node, {
    type: 'NewExpression';
}>;
export type AssignmentNode = Extract<Node, {
    type: 'AssignmentExpression';
}>;
export type IdentifierNode = Extract<Node, {
    type: 'Identifier';
}>;
/** One parsed file: its tree with parent links, its scopes, and the nodes that sites can be. */
export interface SourceFile {
    path: string;
    text: string;
    program: Program;
    comments: Comment[];
    scope: Scope;
    calls: (CallNode | NewNode)[];
    assignments: AssignmentNode[];
    /** As `assignments`, by the name that is assigned: `x` in `x = 1` and in `this.x = 1`. */
    assigned: Map<string, AssignmentNode[]>;
    classes: ClassNode[];
    /** Every identifier in expression or pattern position, by name. */
    readonly identifiers: Map<string, IdentifierNode[]>;
    scopeOf: Map<Node, Scope>;
    readonly lineStarts: number[];
}
export declare class ParseError extends Error {
    name: string;
}
export declare const langOf: (path: string) => 'ts' | 'tsx' | 'js' | 'jsx';
/**
 * Parses `text`, links parents, builds scopes.
 * @throws ParseError with the first syntax error and its line.
 */
export declare function parseFile(path: string, text: string): SourceFile;
/** 1-based line and column (UTF-16 units) of an offset. */
export declare function positionOf(file: SourceFile, offset: number): {
    line: number;
    column: number;
};
export declare const textOf: (file: SourceFile, node: Node) => string;
export declare function isFunction(node: Node | null | undefined): node is FunctionNode;
export declare function isClass(node: Node | null | undefined): node is ClassNode;
/** Takes off `!`, casts, `satisfies`, optional-chain wrappers and parentheses. */
export declare function strip(node: Node): Node;
/** Like {@link strip}, but upwards: the outermost wrapper whose value is this node's value. */
export declare function unwrapUp(node: Node): Node;
/** Name of a member access, `x.m`, `x['m']` and `x.#m` alike. */
export declare function memberName(node: Node): string | undefined;
/** Text of a string literal or of a template without holes. */
export declare function literalText(node: Node | null | undefined): string | undefined;
/** Name of a property, method or field key. */
export declare function keyName(key: Node, computed: boolean): string | undefined;
export declare function ancestors(node: Node): Generator<Node>;
/** The innermost function around a node, not the node itself; none at module level. */
export declare function functionOf(node: Node): FunctionNode | undefined;
/** The class whose member (method, field, constructor) the node stands in, `this` being its instance. */
export declare function classOf(node: Node): ClassNode | undefined;
/** Index of the first, of what is in the order of the text, that begins at or after an offset. */
export declare function firstFrom(inOrder: readonly {
    start: number;
}[], offset: number): number;
export declare const contains: (outer: Node, inner: Node) => boolean;
/** Walks a subtree; `visit` returns false to leave a node's children out. */
export declare function walk(root: Node, visit: (node: Node) => boolean | undefined): void;
