/** A bound for each way that a dialect's row knows of. */
import type { ImportNeed } from '../../src/migrate/fix.js';
import type { Task } from '../codemod.js';
import type { CallSite } from './call-site.js';
import { type Text } from './insert.js';
export interface Bounded {
    readonly edits: readonly Text[];
    readonly imports: readonly ImportNeed[];
}
/** The edits, or why there are none. */
export declare function bounded(call: CallSite, task: Task): Bounded | string;
