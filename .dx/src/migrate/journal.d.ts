export interface Entry {
    readonly id: string;
    readonly written: string;
    readonly safety: string;
    readonly files: readonly Written[];
}
export interface Written {
    readonly file: string;
    /** Text with its byte order mark. */
    readonly before: string;
    /** Hash of what was written. */
    readonly after: string;
}
export declare const hashOf: (text: string) => string;
/** Names sort by time; the random part keeps two of one moment apart. */
export declare const newId: (now: Date) => string;
/** On the disk before the first file is touched, so that a crash in between can be taken back as well. */
export declare function record(root: string, entry: Entry): Promise<void>;
/** Of a migration that wrote nothing in the end. */
export declare const forget: (root: string, id: string) => Promise<void>;
/** It can't be undone again, but is still there to be read. */
export declare function retire(root: string, id: string): Promise<void>;
export declare const isRecorded: (root: string, id: string) => boolean;
/**
 * The migration of this id; the last one without.
 * @throws UsageError if there is none, naming those that are there; ApplyError if its record can't be read.
 */
export declare function recorded(root: string, id?: string): Entry;
/** Whether a migration was taken back. */
export declare const isUndone: (root: string, id: string) => boolean;
/** The last migration that was recorded later than a moment, ISO 8601; none if there is none. */
export declare function recordedAfter(root: string, moment: string): string | undefined;
