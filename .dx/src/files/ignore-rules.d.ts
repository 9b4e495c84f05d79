import { type Ignore } from 'ignore';
export declare const ignoreFiles: readonly string[];
export declare class IgnoreRules {
    #private;
    readonly base: string;
    /** @param base Folder that all paths are relative to. */
    constructor(base: string, rules?: Ignore);
    /** These rules and those of the ignore files named, which lie in a folder below the base. */
    with(folder: string, names: readonly string[]): IgnoreRules;
    /** @param path Relative to the base, with `/`; folders end in one. */
    ignores(path: string): boolean;
}
