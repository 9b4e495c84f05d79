import type { Migration } from './migration.js';
import type { FilePlan } from './plan.js';
type Plan = Pick<FilePlan, 'file' | 'path' | 'raw' | 'after'>;
/**
 * All files or none: the new texts are on the disk before the first takes its place, so that what then can go wrong is
 * a file that moved on or an interruption, and both are taken back.
 * @returns The id that undoes it; none if there was nothing to write.
 * @throws ApplyError; UsageError where another migration is being written; the signal's reason.
 */
export declare function apply(migration: Pick<Migration, 'root' | 'safety'> & {
    readonly files: readonly Plan[];
}, now: Date, signal?: AbortSignal): Promise<string | undefined>;
/** The text as it goes to the disk: with the byte order mark that it had. */
export declare const textAfter: ({ raw, after }: Pick<FilePlan, 'raw' | 'after'>) => string;
export {};
