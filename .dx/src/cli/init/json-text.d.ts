/**
 * Sets a member, made with all that leads to it where it is missing.
 * @param text Valid JSON that holds an object.
 * @returns None where a value on the way is no object.
 */
export declare function withMember(text: string, path: readonly string[], value: string): string | undefined;
