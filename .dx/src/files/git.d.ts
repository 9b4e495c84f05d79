import type { Listing } from './listing.js';
export interface Checkout extends Listing {
    /** Submodules and repositories inside this one, relative; git lists their files only from inside them. */
    nested: string[];
}
/** Files of a folder that git tracks or would; none where there is no git, or where the folder itself is ignored. */
export declare function listCheckout(folder: string, signal?: AbortSignal): Promise<Checkout | undefined>;
/** HEAD of the checkout that a folder belongs to; none before the first commit, or where git ignores the folder. */
export declare function headCommit(folder: string, signal?: AbortSignal): Promise<string | undefined>;
/**
 * What is changed, staged or new below a folder and not committed, relative to it.
 * @returns None where there is no checkout, or one that ignores the folder.
 */
export declare function uncommitted(folder: string, signal?: AbortSignal): Promise<string[] | {
    trouble: string;
} | undefined>;
export interface IndexEntry {
    /** Relative to the folder, with `/`. */
    name: string;
    /** It is to be committed; else it only differs from the work tree. */
    isStaged: boolean;
    content: Buffer | 'unmerged';
}
export interface Index {
    /** Regular files that are staged, or whose text in the index is not that of the work tree; by name. */
    entries: IndexEntry[];
    /** HEAD, as {@link headCommit} tells it. */
    commit?: string;
}
/** A file as it stands in the index; none where it does not, or has a merge conflict. */
export declare function indexedFile(path: string, signal?: AbortSignal): Promise<Buffer | undefined>;
/**
 * What is in the index below a folder. A person waits for it at each commit, and starting git takes longer than what it
 * does: three times, two of them at once.
 */
export declare function indexed(folder: string, signal?: AbortSignal): Promise<Index | {
    trouble: string;
}>;
/** What `.gitattributes` says of how a file is merged, `union`; none where there is no git. */
export declare function mergeDriver(folder: string, name: string, signal?: AbortSignal): Promise<string | undefined>;
/** What stands before the names of a folder's files where git names them; ends in `/`, or is empty. */
export declare function prefixOf(folder: string): string;
/** Top folder of the checkout that a folder seems to be in; git may think otherwise, or be missing. */
export declare function repositoryOf(folder: string): string | undefined;
/** A checkout does not ignore its own top folder. */
export declare function isIgnored(folder: string, top: string, signal?: AbortSignal): Promise<boolean>;
export interface Output {
    /** None if git could not be started. */
    status?: number;
    stdout: string;
    stderr: string;
    /** Standard output as it came. */
    bytes: Buffer;
}
export interface Given {
    input?: string;
    /** Another index than the checkout's. */
    index?: string;
}
/** Git, without a shell, the variables of hooks and programs that a repository names. */
export declare function git(folder: string, args: string[], signal?: AbortSignal, { input, index }?: Given): Promise<Output>;
