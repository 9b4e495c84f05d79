/** What stands around a watcher: functions, classes, loops; and what they are called. */
import { type Path, type Syntax } from '../tree.js';
import type { Registration } from './registration.js';
export declare const lastName: (node: Syntax) => string;
export declare const computed: (node: Syntax) => string | undefined;
/** A member's name as it is written; `[Symbol.dispose]` for that one. */
export declare function keyOf(member: Syntax): string | undefined;
/** As it is told to the user. */
export declare const called: (fn: Syntax) => string;
export declare function nameOf(fn: Syntax): string;
/** The innermost function that is no executor, no callback of a list and not called where it stands. */
export declare function functionAround(path: Path): Path | undefined;
/** The `new Promise(…)` whose executor a node is in, by no function of its own. */
export declare function executorAround(path: Path): Path | undefined;
export declare function loopAround(path: Path): string | undefined;
/** What the watcher takes from its function: variables and parameters of one call. */
export declare function ownNames(r: Registration, fn: Syntax): Set<string>;
