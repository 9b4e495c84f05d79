export interface Checkout {
    /** Absolute, as are the others. */
    readonly top: string;
    /** Where git looks for hooks. */
    readonly hooks: string;
    /** `.git`, that of the main checkout in a linked one. */
    readonly store: string;
    /** `core.hooksPath`, as it is written. */
    readonly hooksPath?: string;
    /** Addresses of remotes. */
    readonly remotes: readonly string[];
    /** The branch that others are merged into, as far as it is known. */
    readonly branch: string;
}
/** @returns None where there is no checkout; or what keeps git from saying. */
export declare function checkoutOf(folder: string, signal?: AbortSignal): Promise<Checkout | {
    trouble: string;
} | undefined>;
