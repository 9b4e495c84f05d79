/** What takes a watcher away again: the matching `off`, the handle, a signal, or the end of the target itself. */
import { type Node, type SourceFile } from '../ast.js';
import type { Callers } from '../callers.js';
import type { Site } from '../find.js';
import { type Reach } from './reach.js';
export { type Handle, handleReleased } from './handle.js';
export { isOneShot, signalOption } from './options.js';
export { unreleasedPath } from './paths.js';
export { memberCalls } from './uses.js';
export interface Release {
    node: Node;
    how: 'pair' | 'all' | 'stop' | 'delegated';
    reach: Reach;
}
export interface Found {
    release?: Release;
    /** Every release that something runs. */
    all: Node[];
    /** A release of the same event that has another listener or another name: it removes nothing. */
    mismatch?: {
        node: Node;
        why: string;
    };
}
/** Looks for what releases a registration on `target`. */
export declare function findRelease(site: Site, file: SourceFile, callers: Callers): Found;
