/** Where the lines of a text begin, as ECMAScript counts them. */
export declare function startsOfLines(text: string): number[];
/** 1-based line of an offset. */
export declare function lineOf(starts: number[], offset: number): number;
