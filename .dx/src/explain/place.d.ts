import type { ScanOptions } from '../result.js';
import type { PlaceExplanation } from './explanation.js';
export interface Place {
    /** Absolute. */
    file: string;
    line: number;
    column?: number;
}
/** The file could not be read or parsed: nothing can be said of it. */
export declare class UnreadableError extends Error {
    name: string;
}
export type ExplainOptions = Pick<ScanOptions, 'root' | 'preset' | 'types' | 'config' | 'testFiles' | 'signal'>;
/**
 * Explains what a scan of the root says of a place.
 *
 * The whole root is read, as verdicts depend on who calls what; only the file itself is judged.
 * @throws UsageError for a place that does not exist; UnreadableError.
 */
export declare function explainPlace(place: Place, options?: ExplainOptions): Promise<PlaceExplanation>;
