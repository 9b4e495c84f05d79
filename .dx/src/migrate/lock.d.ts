/**
 * Does the work while nobody else writes.
 * @throws UsageError where somebody does.
 */
export declare function locked<T>(root: string, id: string, folders: readonly string[], work: () => Promise<T>): Promise<T>;
/**
 * Clears away what a process that was killed left behind.
 * @returns The migration that it was busy with.
 * @throws UsageError where a process that may be alive holds the lock.
 */
export declare function recover(root: string): string | undefined;
