import { type Stats } from 'node:fs';
/** The new text of a file on the disk, beside the old one. */
export interface Staged {
    /** In one step: whoever reads sees the old file or the new one. */
    commit(): Promise<void>;
    discard(): Promise<void>;
}
/** Writes a temporary file in the same folder, flushed to the disk, with the mode of the old one. */
export declare function stage(path: string, text: string, old: Stats | undefined): Promise<Staged>;
export declare function replaceFile(path: string, text: string, old: Stats | undefined): Promise<void>;
/** Takes away what a process that was killed left staged in a folder. */
export declare function sweep(folder: string): void;
