/** The one listener of a program to what its owner sends. */
import type { SiteReport } from '../../src/result.js';
import type { FileInput } from '../codemod.js';
import { type Syntax } from '../tree.js';
export interface Listener {
    readonly site: SiteReport;
    /** `parentPort`, `process`, or another name of it. */
    readonly target: Syntax;
    readonly handler: Syntax;
    /** What has to be there: `parentPort` in `parentPort?.on(…)`. */
    readonly condition?: string;
    readonly range: {
        readonly start: number;
        readonly end: number;
    };
    /** Its parameter is of type any now, and would be unknown. */
    readonly isAny: boolean;
    /** It could take more than the message, and must not. */
    readonly wraps: boolean;
}
/** None where the program hears its owner in another way as well, or its listener may be taken away again. */
export declare function listenerOf({ tree, sites, file }: FileInput, endpoint: 'ParentPort' | 'Process'): Listener | undefined;
