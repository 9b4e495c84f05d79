import type { Sink } from './streams.js';
/** The report could not be written: exit code 3, one line, no stack. */
export declare class OutputError extends Error {
    name: string;
}
/** Says before a long scan what would fail after it. @throws OutputError */
export declare function checkWritable(path: string): void;
/** Writes to standard output. @throws OutputError */
export declare function writeOut(to: Sink, text: string): Promise<void>;
/**
 * Writes the whole file or nothing: a temporary file in the same folder takes the place of the old one, keeping its
 * mode. What a link points to is replaced, not the link. Devices and named pipes are written to directly.
 * @throws OutputError
 */
export declare function writeAtomically(path: string, text: string): Promise<void>;
/** Adds to the end of a file that others write to as well. @throws OutputError */
export declare function append(path: string, text: string): Promise<void>;
