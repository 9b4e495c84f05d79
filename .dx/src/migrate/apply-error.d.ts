/** Something could not be read or written. Its message says what became of the files. */
export declare class ApplyError extends Error {
    name: string;
}
/** In words, where the system has a code for it. */
export declare function reasonOf(error: unknown): string;
