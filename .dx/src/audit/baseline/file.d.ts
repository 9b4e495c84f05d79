import { type Entry } from './entry.js';
export interface Baseline {
    readonly path: string;
    /** Each once, in the order of the file. */
    readonly entries: readonly Entry[];
    /** With their ends; comments have no entry. */
    readonly lines: readonly {
        text: string;
        entry?: Entry;
    }[];
}
/**
 * @param content What stands in for the file.
 * @throws UsageError, with the line, for what is no baseline.
 */
export declare function readBaseline(root: string, path: string, content?: Buffer): Baseline;
/** @param like Whose line ends it keeps. */
export declare function baselineText(entries: readonly Entry[], like?: Baseline): string;
/** The same file, byte for byte, without some entries. */
export declare function prunedText({ lines }: Baseline, gone: readonly Entry[]): string;
