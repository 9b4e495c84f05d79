/** What differs between two lists of lines or tokens: the longest common subsequence by Myers' method. */
export interface Change {
    /** Items of the old list, from and to (exclusive). */
    readonly from: number;
    readonly to: number;
    /** Items of the new list that stand in their place, from and to (exclusive). */
    readonly start: number;
    readonly end: number;
}
export declare function changesBetween(a: readonly string[], b: readonly string[]): Change[];
