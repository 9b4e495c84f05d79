/** Which files can know what a file declares: those that import it, and those that import one of these. */
/** What a text imports, by whatever form. */
export declare function specifiersIn(text: string): Generator<string>;
export declare class Importers {
    #private;
    /** @param importsOf Files that a file imports. */
    constructor(importsOf: (path: string) => Iterable<string>, files: readonly string[]);
    /** Those from which a chain of imports leads to the file. */
    of(path: string): ReadonlySet<string>;
}
