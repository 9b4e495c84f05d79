import { type Discovered } from '../files/discover.js';
export type Change = 
/** Other files than before, or others of those that decide about all. */
{
    kind: 'layout';
}
/** These have other text. */
 | {
    kind: 'texts';
    files: readonly string[];
};
export declare class Disk {
    #private;
    readonly found: Discovered;
    /** How long it took to ask when all of it was written. */
    askingMs: number;
    private constructor();
    /**
     * @param root Absolute and real.
     * @param more Files that decide about all, besides those known by their names.
     * @throws UsageError for paths that do not exist.
     */
    static look(root: string, paths: readonly string[] | undefined, more: readonly string[]): Promise<Disk>;
    /** Whether it is one of the files that are scanned. */
    has(path: string): boolean;
    /** None, if all is as it was. What is told once is not told again. */
    change(again: () => Promise<Disk>): Promise<Change | undefined>;
}
