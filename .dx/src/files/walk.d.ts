import type { Listing } from './listing.js';
/** @param root Ignore files between it and the folder count as well. */
export declare function walk(folder: string, root: string, signal?: AbortSignal): Promise<Listing>;
