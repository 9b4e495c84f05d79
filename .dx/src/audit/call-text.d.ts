import { type Node, type SourceFile } from '../sites/ast.js';
/** The whole expression. */
export declare const callText: (node: Node) => string;
/** Without what stands in the blocks of listeners: one that is edited is still the same listener. */
export declare const callShape: (node: Node) => string;
/** For people: as it is written, without comments and what stands in the blocks of listeners. */
export declare function callLabel(file: SourceFile, node: Node): string;
