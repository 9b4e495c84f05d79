import type { Task } from '../codemod.js';
import { type Text } from './insert.js';
import { type MadePromise } from './made-promise.js';
/** Edits that name what has no name and release it; or why it can't be released. */
export declare function listenersOf(promise: MadePromise, task: Task): {
    edits: Text[];
} | string;
