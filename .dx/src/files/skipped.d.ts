/** A file or folder that should have been looked at and could not be. */
export interface Skipped {
    /** Absolute. */
    file: string;
    reason: string;
}
export declare function unreadable(error: unknown): string;
/** Nothing is there: not a failure to read, but nothing to read. */
export declare function isMissing(error: unknown): boolean;
