export declare function remember(root: string, run: object): Promise<void>;
/**
 * @returns What was kept last; none if nothing was.
 * @throws Error, in words for the user, if it can't be read or is not as it was written.
 */
export declare function recall(root: string): unknown;
