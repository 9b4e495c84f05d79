/** Whether anything runs a release. */
import { type Node, type SourceFile } from '../ast.js';
import type { Callers } from '../callers.js';
/** `never`: nothing runs it. `before`: it takes the former listener away first. */
export type Reach = 'runs' | 'before' | 'never';
export declare function reachOf(release: Node, registration: Node, file: SourceFile, callers: Callers): Reach;
