/**
 * A migration is reviewed as a diff of its own.
 * @returns False where there is no git that could tell.
 * @throws UsageError where something is not committed, or git fails.
 */
export declare function expectClean(root: string, signal?: AbortSignal): Promise<boolean>;
