import type { Preset } from '../result.js';
import type { UserConfig } from './user-config.js';
export interface Config {
    /** What it holds for, and what its globs are relative to: the folder it was read from. */
    readonly folder: string;
    /** Path it was read from; none: there is no file, and the defaults hold. */
    readonly path?: string;
    readonly says: UserConfig;
}
/**
 * Reads the nearest configuration at or above each path that is scanned; the innermost stands first.
 * @param paths Folders, files or globs, as they were asked for.
 * @param file A path to read instead, or `false` for none.
 * @throws UsageError for a file that is missing, can't be loaded, or says something unknown, and for a folder with two.
 */
export declare function loadConfigs(root: string, paths: readonly string[], file?: string | false): Promise<Config[]>;
/** @throws UsageError if it is none. */
export declare function presetOf(value: unknown, where: string): Preset;
