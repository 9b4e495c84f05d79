/** Whether code runs at most once in the life of the program. */
import { type Node, type SourceFile } from './ast.js';
import type { Callers } from './callers.js';
import type { Evidence } from './evidence.js';
import type { Inference } from './infer.js';
/** Module top level, a function that only such code calls, once, or one behind a guard that says so. */
export declare function runsOnce(node: Node, file: SourceFile, callers: Callers, depth?: number): boolean;
/** What the answer of {@link runsOnce} rests on, nearest first: a guard, a call that calls once, the only caller. None at module level. */
export declare function whatRunsOnce(node: Node, file: SourceFile, callers: Callers): Evidence | undefined;
/** Runs at most once for each object of its class: the constructor, or a method that only the constructor calls, once. */
export declare function oncePerObject(at: Node, file: SourceFile, callers: Callers, depth?: number): boolean;
/** The program names the events itself (an IPC channel called `open`): any of them may come again and again. */
export declare function hasOwnEvents(callee: Node, event: string, file: SourceFile, inf: Inference): boolean;
