import type { Texts } from '../../files/read.js';
import type { Context, Scan } from '../context.js';
export interface Piped {
    /** The file that it is, as the scan is to be told. */
    paths: string[];
    scan: Scan;
    texts: Texts;
}
interface Asked {
    /** `--stdin` was given. */
    isAsked: boolean;
    /** Of the file, absolute or relative to the root. */
    name?: string;
    /** Given besides. */
    paths: readonly string[];
}
/**
 * Reads standard input to its end.
 * @throws UsageError where nothing is piped in, or it is no source; OutputError where it can't be read.
 */
export declare function readPiped({ isAsked, name, paths }: Asked, { root }: {
    root: string;
}, context: Context): Promise<Piped>;
export {};
