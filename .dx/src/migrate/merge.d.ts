/** Independent fixes of one file against one baseline: merged three-way, each as a whole or not at all. */
import type { Edit, Fix, Kept } from './fix.js';
export interface Merged {
    readonly accepted: readonly Fix[];
    readonly conflicts: readonly Kept[];
    /** In order, none overlapping another. */
    readonly edits: readonly Edit[];
}
/**
 * Fixes in the order given: the first has its place, a later one that touches the same text in another way is left out
 * with all its edits. The very same edit from two fixes is made once.
 */
export declare function merge(fixes: readonly Fix[]): Merged;
/** The text with all edits made; bytes outside stay as they were. */
export declare function applied(text: string, edits: readonly Edit[]): string;
