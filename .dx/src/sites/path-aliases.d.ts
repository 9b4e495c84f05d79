export interface Aliases {
    /** Pattern before and after `*`, and where it leads. */
    patterns: {
        prefix: string;
        suffix: string;
        exact: boolean;
        targets: string[];
    }[];
    baseUrl?: string;
}
export declare class PathAliases {
    #private;
    /** Those that hold for the files of a folder. */
    nearest(dir: string): Aliases | undefined;
    /** Absolute paths, without extension, that a specifier may mean by them. */
    static targets(aliases: Aliases, specifier: string): string[];
}
