/** Folders of the packages that a workspace's root names; to find them takes a module that most scans need not load. */
type MembersOf = (folder: string) => string[];
export declare class Packages {
    #private;
    readonly root: string;
    /** @param root Folders above it are looked at only for the workspace that it is a part of. */
    constructor(root: string);
    /**
     * Makes packages of the same repository known.
     * @returns Names of the packages that these depend on.
     */
    learn(files: readonly string[]): Set<string>;
    /** Absolute paths at which the source of what is imported from one of these packages may be, the likeliest first. */
    sourcesOf(specifier: string, membersOf: MembersOf): string[];
}
export {};
