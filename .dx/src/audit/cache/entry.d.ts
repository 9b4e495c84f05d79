/** One kept result as bytes: a line that says how long its parts are and what their hash is, then the parts. */
import type { ScanResult } from '../../result.js';
import { type Picture } from './picture.js';
/** Facts that the result depends on besides the disk, in words for whoever asks why it is of no use. */
export type Facts = Record<string, string>;
export interface Entry {
    facts: Facts;
    /** Files that the scan could not use: found, but left out. */
    skipped: string;
    /** It holds for this day alone, as comments in the code count until some other. */
    day?: string;
    picture: Picture;
    result: () => ScanResult;
}
export declare function encoded({ facts, skipped, day, picture, result }: Entry): Buffer;
/** None if these are not the bytes that were written, or of another version. */
export declare function decoded(bytes: Buffer): Entry | undefined;
