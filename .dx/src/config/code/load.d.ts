/** Configurations that are programs, TypeScript among them: loaded as modules, with nothing written to the disk. */
/**
 * The default export, awaited.
 * @param stamp Changes with the file: what an earlier version exported is not given again.
 * @throws UsageError if it throws, or is no object.
 */
export declare function loadCode(path: string, stamp: string): Promise<unknown>;
