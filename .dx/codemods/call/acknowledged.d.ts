import type { SiteReport } from '../../src/result.js';
import type { Task } from '../codemod.js';
import type { Bounded } from './bounds.js';
import type { MadePromise } from './made-promise.js';
/** Nothing where the answer does not come as an acknowledgement. */
export declare function acknowledgedCall(site: SiteReport, promise: MadePromise, task: Task): Bounded | undefined;
