import type { View } from './view.js';
/** The text of a reported file by lines, counted as in findings: 1-based, the byte order mark apart. */
export declare class Source {
    #private;
    readonly raw: string;
    readonly hasMark: boolean;
    readonly text: string;
    /** @param raw As on the disk. */
    constructor(raw: string);
    get lines(): number;
    /** A line without its end; none behind the last. */
    line(line: number): string | undefined;
    /** @param to Up to and with this line and its end. */
    whole(from: number, to: number): string;
    /** What stands between two places; none where there are no such places. */
    between(line: number, column: number, endLine: number, endColumn: number): string | undefined;
}
/** Sources by file. The last one is kept: reports go through findings file by file. */
export declare function sourcesOf({ source }: View): (file: string) => Source | undefined;
