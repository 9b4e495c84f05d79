/** A watcher of a peer's end that something takes away by hand: both become `monitor` and `demonitor`, or neither. */
import { type Task } from '../codemod.js';
import { type Path } from '../tree.js';
import { type Registration } from './registration.js';
import { type Text } from './text.js';
/** Calls that take this listener away again; empty for one written at the call, which nobody can name. */
export declare function removalsOf(r: Registration, { tree }: Task): Path[];
export interface Paired {
    readonly edits: readonly Text[];
    readonly imports: ReturnType<Task['names']['need']>[];
    readonly difference: string;
}
/** The edits of both sides, or why they can't be made. */
export declare function paired(r: Registration, removals: readonly Path[], down: string, task: Task): Paired | string;
