import type { Discovered } from './discover.js';
import type { Texts } from './read.js';
export interface Staged {
    /** What is staged and not yet committed. */
    found: Discovered;
    /** Of all files whose work tree differs, staged or not, without byte order marks. */
    texts: Texts;
    /** Texts of the staged files with their byte order marks. */
    raws: ReadonlyMap<string, string>;
}
/**
 * @param paths Files, folders or globs relative to the root; `!glob` takes away. Default: the root.
 * @throws UsageError where there is no index.
 */
export declare function readStaged(root: string, paths: readonly string[], signal?: AbortSignal): Promise<Staged>;
