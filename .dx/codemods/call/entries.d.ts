/** Entries that a call made by hand leaves where its answer finds it: `pending.set(id, { resolve, reject })`. */
import type { Task } from '../codemod.js';
import type { Text } from './insert.js';
import type { MadePromise } from './made-promise.js';
export interface Entries {
    readonly edits: readonly Text[];
    /** The answer finds its request by a number of its own. */
    readonly numbered: boolean;
}
export declare function entriesOf(promise: MadePromise, task: Task): Entries | string;
