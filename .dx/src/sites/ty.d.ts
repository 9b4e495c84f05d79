/** The little that the in-file resolver knows of types: enough to say which library's object a receiver is. */
import type { ClassNode, FunctionNode, Node, SourceFile } from './ast.js';
import type { Member } from './dialect.js';
/** What a library's object was told of types by the call that made it: `context` of an XState machine. */
export interface Given {
    [property: string]: Ty;
}
export type Ty = 
/** An object of a library's type: `worker_threads#Worker`. */
{
    k: 'lib';
    name: string;
    given?: Given;
}
/** A library's function, class or value, under the name it has in the tables. */
 | {
    k: 'member';
    member: Member;
    path: string;
    self?: Ty;
} | {
    k: 'module';
    module: string;
    file?: SourceFile;
} | {
    k: 'instance';
    decl: ClassNode;
    file: SourceFile;
} | {
    k: 'class';
    decl: ClassNode;
    file: SourceFile;
} | {
    k: 'shape';
    decl: Node;
    file: SourceFile;
} | {
    k: 'object';
    node: Extract<Node, {
        type: 'ObjectExpression';
    }>;
    file: SourceFile;
} | {
    k: 'function';
    node: FunctionNode;
    file: SourceFile;
} | {
    k: 'list';
    of: Ty;
} | {
    k: 'map';
    of: Ty;
} | {
    k: 'tuple';
    of: Ty[];
} | {
    k: 'promise';
    of: Ty;
} | {
    k: 'union';
    of: Ty[];
}
/** All of these at once: an intersection without a library's type. */
 | {
    k: 'joint';
    of: Ty[];
}
/** Known, and no peer: a string, a number, a literal, `void`. */
 | {
    k: 'plain';
    text?: string;
} | {
    k: 'unknown';
    why: string;
};
export declare const plain: Ty;
export declare const unknown: (why: string) => Ty;
export declare function union(parts: Ty[]): Ty;
export declare const parts: (ty: Ty) => Ty[];
/** Reads a type as dialects write it. @throws Error when the text is no such type: a fault of the table. */
export declare function parseTypeText(text: string, self?: Ty): Ty;
