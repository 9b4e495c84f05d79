/** Parameters: what the library, or every visible caller, hands over. */
import { type Node, type SourceFile } from '../ast.js';
import type { Binding } from '../scope.js';
import { type Life, type Search } from './common.js';
/** Judged by who calls the function, with what. */
export declare function ofParameter(b: Binding, at: Node, file: SourceFile, cx: Search, depth: number): Life;
