import { type Project } from '../codemod.js';
export interface Served {
    /** The program's file. */
    readonly file: string;
    /** What it hears its owner on. */
    readonly endpoint: 'ParentPort' | 'Process';
    /** Fixes of the sender, all of which have to be made. */
    readonly after: readonly string[];
}
export declare function servedBy(project: Project): Iterable<Served>;
/** Sends to peers whose program serves already: theirs leave at the end of the microtask, no longer with the call. */
export declare function toServed(project: Project): Set<string>;
