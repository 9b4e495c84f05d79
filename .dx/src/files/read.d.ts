import { type Skipped } from './skipped.js';
/**
 * @param text Decodes the file, without its byte order mark; it throws for what is not UTF-8, which skips the file.
 * @param bytes Valid only until the visit returns.
 */
export type Visit = (path: string, text: () => string, bytes: Buffer) => void;
/** Texts that stand in for files, by path: what a migration would write, before it is written. */
export type Texts = ReadonlyMap<string, string>;
/** What is not text of ours, in words that follow the file's name. */
export declare class NotSource extends Error {
    name: string;
}
/**
 * Visits every file that is text, in order, and returns the others with the reason.
 * Only regular files are ever read: reading a pipe would wait for ever.
 */
export declare function readAll(files: Iterable<string>, visit: Visit, signal?: AbortSignal, texts?: Texts): Promise<Skipped[]>;
/**
 * Text of a file without its byte order mark, so that offsets are those of every other tool.
 * @throws NotSource for what is not UTF-8: it could not be written again as it was.
 */
export declare const readText: (path: string) => string;
