/** Fields of the object itself, and members of others. */
import { type Node, type SourceFile } from '../ast.js';
import { type Life, type Search } from './common.js';
/** `this.x`, or `this` itself in a class that is a peer. */
export declare function ofField(name: string | undefined, n: Node, at: Node, file: SourceFile, cx: Search, depth: number): Life;
export declare function ofMember(n: Extract<Node, {
    type: 'MemberExpression';
}>, at: Node, file: SourceFile, cx: Search, depth: number): Life;
