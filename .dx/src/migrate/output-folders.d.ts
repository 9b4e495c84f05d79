export declare class OutputFolders {
    #private;
    /** Paths that a compiled file may come from, with its own ending. */
    sourcesOf(path: string): string[];
    /** The path is one of a compiled file. */
    holds(path: string): boolean;
}
