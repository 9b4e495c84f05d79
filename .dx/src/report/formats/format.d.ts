import type { ScanResult } from '../../result.js';
import type { View } from '../view.js';
export type Render = (result: ScanResult, view: View) => string;
/** One way to write a result down. */
export interface ReportFormat {
    /** As `--format` knows it. */
    name: string;
    /** Of files that hold it. */
    extension: string;
    mediaType: string;
    load: () => Promise<Render>;
    /** It quotes the code: `View.source` is asked. */
    quotes?: true;
    /** It has a place for the edits of `--fixes`. */
    holdsFixes?: true;
    /** It says what `--why` asks: how findings were matched with the baseline. */
    explains?: true;
    /** It has a part for GitHub's summary of the job. */
    summarises?: true;
}
/** Text as JSON readers of all kinds accept it: halves of characters are replaced. */
export declare const jsonText: (document: unknown) => string;
