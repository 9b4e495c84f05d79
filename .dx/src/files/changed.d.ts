export interface Changed {
    /** What the checkout was compared with, as it was given or found: `origin/main`. */
    ref: string;
    /** The newest commit that HEAD and the ref have in common. */
    mergeBase: string;
    /** Absolute and real paths of what differs and is there; not of source files alone. */
    files: ReadonlySet<string>;
    /** Which of these files git can't compare here, as they belong to other repositories; one line each repository. */
    notCompared(files: readonly string[]): Promise<string[]>;
}
/**
 * @param root Any folder of the checkout.
 * @param ref A branch, tag or commit; `true`: the default branch of the remote.
 * @throws UsageError where there is nothing to compare, or nothing to compare with.
 */
export declare function changedFiles(root: string, ref: string | true, signal?: AbortSignal): Promise<Changed>;
