/** The `new Promise(executor)` of a call made by hand. */
import type { SiteReport } from '../../src/result.js';
import type { Task } from '../codemod.js';
import { type Path, type Syntax } from '../tree.js';
export interface MadePromise {
    readonly path: Path;
    readonly node: Syntax;
    readonly executor: Syntax;
    /** Names of the executor's parameters. */
    readonly resolve?: string;
    readonly reject?: string;
}
/** The promise around a site, or the one beside it that listens to the same peer. */
export declare function promiseOf(site: SiteReport, task: Task): MadePromise | string;
/** Sites that register listeners inside a node. */
export declare const watchesIn: ({ start, end }: Syntax, { sites, tree }: Task) => SiteReport[];
