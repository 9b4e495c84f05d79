import { type Skipped } from './skipped.js';
export interface Found {
    /** Relative to the folder, with `/`, links as they are written. */
    name: string;
    /** Absolute and real. */
    file: string;
}
/**
 * @param folder Absolute and real.
 * @param root Links may lead to files inside it or the folder; what they lead to elsewhere is not of this program.
 */
export declare function listFolder(folder: string, root: string, signal?: AbortSignal): Promise<{
    found: Found[];
    skipped: Skipped[];
}>;
