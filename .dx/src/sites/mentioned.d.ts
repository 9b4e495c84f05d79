/** What texts were searched for and found to hold: scans that follow each other need not read them again for it. */
export declare class Mentioned {
    #private;
    /** Files that a file imports. */
    imports(path: string, text: string | undefined): readonly string[] | undefined;
    learnImports(path: string, text: string | undefined, targets: readonly string[]): void;
    /**
     * Tells which of the names a file was not searched for yet: the same set, as an object, for files of which the same
     * is known.
     */
    unsearched(names: ReadonlySet<string>): (path: string, text: string | undefined) => ReadonlySet<string>;
    /** Those of the names that a file holds, as far as it was searched for them. */
    in(path: string, text: string | undefined, names: ReadonlySet<string>): Set<string>;
    /** Begins a search for names; what it finds is told to what this returns. */
    search(names: ReadonlySet<string>): (path: string, text: string | undefined, found: readonly string[]) => void;
}
