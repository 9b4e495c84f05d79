import { UsageError } from '../errors.js';
import { type Skipped } from './skipped.js';
export type Request = {
    kind: 'file';
    file: string;
} | {
    kind: 'folder';
    folder: string;
}
/** `glob` is relative to the folder; `text` is how it was written. */
 | {
    kind: 'glob';
    folder: string;
    glob: string;
    text: string;
};
export interface Requests {
    wanted: Request[];
    /** Globs written with a leading `!`, without it. */
    unwanted: string[];
    skipped: Skipped[];
}
/** @throws UsageError for a path that does not exist, or that is no source file. */
export declare function readRequests(root: string, paths: readonly string[]): Requests;
/** The root as a real folder. @throws UsageError if it is none. */
export declare function realRoot(root: string): string;
export declare function noMatch(text: string, root: string): UsageError;
