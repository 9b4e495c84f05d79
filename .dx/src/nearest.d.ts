/** The candidate that `word` was most likely meant to be; none if all are too far. */
export declare function nearest(word: string, candidates: readonly string[]): string | undefined;
