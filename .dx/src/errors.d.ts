/** A mistake of whoever runs the tool: exit code 2, one line each, no stack. */
export declare class UsageError extends Error {
    readonly more: readonly string[];
    name: string;
    /** @param more Further mistakes of the same kind, a line each. */
    constructor(message: string, more?: readonly string[]);
}
