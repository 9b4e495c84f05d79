/**
 * A process, thread or actor whose end or failure nobody hears.
 *
 * 1. Children of machines and actors: the parent is told.
 * 2. A callback that looks at its error, a listener, an observer, or a wait on the handle, wherever that goes: its names,
 *    the functions it is passed to, the callers it is returned to.
 * 3. A handle that leaves what can be seen is undecided, not unsupervised.
 */
import type { Rule } from '../../src/audit/rule.js';
export declare const unsupervisedSpawn: Rule;
