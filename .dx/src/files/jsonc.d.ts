/** The object in a file; none if it is missing, unreadable or no such thing. */
export declare function readJsonc(path: string): Record<string, unknown> | undefined;
