/** What a name stands for, and by which other names the same peer goes in its file. */
import { type Node, type SourceFile } from './ast.js';
import { type Binding } from './scope.js';
export declare const bindingOf: (node: Node, file: SourceFile) => Binding | undefined;
/** The expression that a variable is made from, the whole of it for a destructured one. */
export declare function initialiser(binding: Binding | undefined): Node | undefined;
/** A constant's value, through any number of names: `PING` for `'ping'`. */
export declare function constant(node: Node, file: SourceFile, depth?: number): Node;
/** The identifier at the head of a chain of members and calls: `a` of `a.b().c`. */
export declare function rootOf(node: Node): Node;
/** Keys of one peer: its own, and those of the names it is assigned to or from anywhere in the file. */
export declare function peerKeys(target: Node, file: SourceFile): Set<string>;
/** The peer of `peer.on(…).on(…)` and `actor.start()`: those members hand back their receiver. */
export declare function chainHead(node: Node): Node;
