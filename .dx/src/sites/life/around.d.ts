/** Objects of functions around the registering one, and of collections. */
import { type FunctionNode, type Node, type SourceFile } from '../ast.js';
import { type Binding } from '../scope.js';
import { type Life, type Search } from './common.js';
/** Made in a function around the registering one. */
export declare function captured(b: Binding, fn: FunctionNode | undefined, home: FunctionNode | undefined, at: Node, file: SourceFile, cx: Search, depth: number): Life;
/** A variable from outside that this very run has set to a new object. */
export declare function madeAnew(b: Binding, fn: FunctionNode, at: Node, file: SourceFile, cx: Search): Life | undefined;
/** The collection that a loop variable runs over. */
export declare function loopElement(b: Binding): Node | undefined;
/** @param each The declaration of the loop's variable: one run of the loop's body meets one element. */
export declare function elementOf(collection: Node, each: Node, at: Node, file: SourceFile, cx: Search, depth: number): Life;
