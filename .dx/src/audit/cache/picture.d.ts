import { type Stats } from 'node:fs';
export interface Picture {
    /** Files whose content counts; those that were scanned come first. */
    files: string[];
    scanned: number;
    stamps: Stamps;
    /** Of the files, one after the other. */
    hashes: string;
    /** All folders in which something was looked at, and those above them. */
    folders: string[];
    /** Where a folder was written to meanwhile it equals nothing, and what is not in it is looked for one by one. */
    folderStamps: Stamps;
    /** Folder → text of the link that it is. */
    links: Record<string, string>;
    /** Folder → hash of its entries, where these were read. */
    lists: Record<string, string>;
    /** What is there, or not, whatever its content; to be looked at one by one. */
    kinds: [path: string, kind: string][];
    /** Folder → what was looked for in vain in it or below. */
    absent: () => Record<string, string[]>;
}
/** Numbers by which a change is noticed, a row for each path. */
export declare class Stamps {
    #private;
    constructor(values: Float64Array);
    static ofLength(rows: number): Stamps;
    get bytes(): Uint8Array;
    get rows(): number;
    set(row: number, { size, mtimeMs, ctimeMs, ino }: Stats): void;
    /** From now on equal to nothing. */
    blur(row: number): void;
    /** Whether anything depends on it. */
    counts(row: number): boolean;
    equals(row: number, { size, mtimeMs, ctimeMs, ino }: Stats): boolean;
}
/** Moment of a file system's clock. */
export interface Moment {
    /** Milliseconds since 1970. */
    readonly time: number;
    readonly device: number;
}
/** Whether nothing has changed since. Both times, as some file systems have only the one. */
export declare function isOlder({ mtimeMs, ctimeMs, dev }: Stats, { time, device }: Moment): boolean;
export declare const hashLength = 40;
export declare const hashOf: (data: string | Uint8Array) => string;
export interface Entries {
    hash: string;
    /** Links among them, which say nothing of what they lead to. */
    links: string[];
}
/** None if the folder can't be read. */
export declare function entriesOf(folder: string): Entries | undefined;
