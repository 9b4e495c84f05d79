import type { Edit } from '../fix.js';
export interface Touched {
    readonly path: string;
    /** Unformatted. */
    readonly text: string;
    /** What was written into it: in order. */
    readonly spans: readonly {
        readonly start: number;
        readonly end: number;
    }[];
}
/** All that differs, by whole lines: right where the file was in format before, so that its edits have caused it all. */
export declare function allEdits({ path, text }: Touched, formatted: string): Edit[];
/** Whether all that differs is on the lines of the edits. */
export declare const isWithin: (touched: Touched, edits: readonly Edit[]) => boolean;
/**
 * Only what differs on the lines of the edits. Where formatting goes on beyond them, it is followed token by token.
 * @returns None where that would say something else than the text did.
 */
export declare function ownEdits(touched: Touched, all: readonly Edit[]): Edit[] | undefined;
