import { type Node, type SourceFile } from '../../src/sites/ast.js';
/** What happens to a handle at one mention. */
export type Use = 
/** Its end or failure is listened to. */
{
    kind: 'heard';
    by: string;
    at: Node;
}
/** An argument of a call. */
 | {
    kind: 'passed';
    call: Extract<Node, {
        type: 'CallExpression' | 'NewExpression';
    }>;
    at: number;
} | {
    kind: 'returned';
    node: Node;
    wrapped: boolean;
} | {
    kind: 'stored';
} | {
    kind: 'exported';
}
/** It lets the program end before it. */
 | {
    kind: 'unref';
} | {
    kind: 'named';
    key: string;
} | {
    kind: 'none';
};
/** All mentions of a peer by any of its keys. */
export declare function mentions(keys: Set<string>, file: SourceFile): Node[];
/** What is done with the value of an expression. */
export declare function useOf(node: Node, events: readonly string[], file: SourceFile): Use;
