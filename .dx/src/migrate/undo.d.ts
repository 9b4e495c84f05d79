import { type Written } from './journal.js';
/**
 * Puts the files back as they were before a migration (the last one if none is named).
 * @throws UsageError if there is no such migration, or a file has been changed since; ApplyError.
 */
export declare function undo(root: string, id?: string): Promise<{
    id: string;
    files: string[];
}>;
/**
 * Writes the texts before. All are on the disk before the first takes its place.
 * @throws ApplyError
 */
export declare function restore(root: string, files: readonly Pick<Written, 'file' | 'before'>[]): Promise<void>;
