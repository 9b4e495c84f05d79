/** A mistake of whoever runs the tool: exit code 2, one line each, no stack. */
export class UsageError extends Error {
    more;
    name = 'UsageError';
    /** @param more Further mistakes of the same kind, a line each. */
    constructor(message, more = []) {
        super(message);
        this.more = more;
    }
}
