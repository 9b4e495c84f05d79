/** Wildcards match dot files; names may hold line breaks. */
export declare const globOptions: {
    dot: boolean;
    flags: string;
};
/**
 * Whether a path, relative and with `/`, matches one of the globs and none of those with a leading `!`.
 * A glob without wildcards, or with a `/` at its end, means a folder's content as well.
 */
export declare function globMatcher(globs: readonly string[]): (relativePath: string) => boolean;
/** Takes away what it matches; `!(a|b)` is a pattern like others. */
export declare function isNegated(glob: string): boolean;
/** Backslashes of Windows paths as `/`; those that take a bracket or parenthesis literally stay. */
export declare function globSlashes(glob: string): string;
