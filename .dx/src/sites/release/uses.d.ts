/** Where a file calls and reads members, by name: what is looked for at every watcher. */
import { type Node, type SourceFile } from '../ast.js';
type Call = Extract<Node, {
    type: 'CallExpression';
}>;
/** The calls of a file by the name of their member. */
export declare function memberCalls(file: SourceFile, name: string): Call[];
/** `x.name` and `x.#name` wherever they stand. */
export declare function memberUses(file: SourceFile, name: string): Node[];
export declare function add<T>(map: Map<string, T[]>, name: string | undefined, value: T): void;
export declare const isWritten: (m: Node) => boolean;
export {};
