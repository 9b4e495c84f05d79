/** A unified diff that `git apply` accepts, made from the edits themselves: what they don't touch is context. */
/** The whole patch of one file; empty if nothing changed. `file` has `/`. */
export declare function unifiedDiff(file: string, before: string, after: string): string;
/** The patch that makes a file. */
export declare function newFileDiff(file: string, text: string, isExecutable?: boolean): string;
/** Each with its line end; only the last may lack one. */
export declare const linesOf: (text: string) => string[];
