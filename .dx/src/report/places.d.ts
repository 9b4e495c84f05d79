import type { Finding, SiteReport } from '../result.js';
import type { Source } from './source.js';
import type { View } from './view.js';
/** A file as its checkout names it; what lies outside begins with `../` or a drive. */
export declare function inCheckout(file: string, { checkout }: View): string;
export declare const isOutside: (path: string) => boolean;
/** A path with `/` as part of a URI: spaces, `%`, `#` and all that is not ASCII escaped. */
export declare function uriPath(path: string): string;
/** A path outside of an absolute folder, of either system, as a URI. */
export declare function fileUri(path: string, folder: string): string;
export interface Region {
    line: number;
    column: number;
    endLine: number;
    /** Behind the last unit. */
    endColumn: number;
}
/**
 * What to mark, of the first line only: reviews show a mark only where all of its lines have changed.
 * None where that line's end is not known.
 */
export declare function regionOf({ line, column }: Finding | SiteReport, site: SiteReport | undefined, source: Source | undefined): Region | undefined;
