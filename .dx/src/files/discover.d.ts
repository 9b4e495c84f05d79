import type { Skipped } from './skipped.js';
export interface DiscoverOptions {
    root: string;
    /** Files, folders and globs, relative to the root; a glob with a leading `!` takes files away. Default: the root. */
    paths?: readonly string[];
    signal?: AbortSignal;
}
export interface Discovered {
    /** Absolute, real, each once, in the order of their paths from the root. */
    files: string[];
    /** What should have been looked at and could not be; absolute, in the same order. */
    skipped: Skipped[];
    /** HEAD of the root's checkout. */
    commit?: string;
}
/** @throws UsageError for a path that does not exist, is no source file, or matches nothing. */
export declare function discover({ root, paths, signal }: DiscoverOptions): Promise<Discovered>;
