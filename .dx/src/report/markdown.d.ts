/** Text of unknown origin (paths, code, reasons) made safe to print and to put into Markdown. */
import type { Paint } from './view.js';
/** Shows what a terminal would not show, `\u001b` for an escape character. */
export declare function visible(text: string): string;
/** One line of text: whitespace folded, the rest visible. */
export declare function oneLine(text: string): string;
/** A code span of one line, cut when long. The fence is longer than any run of backticks inside. */
export declare function code(text: string): string;
/** A path as a code span: never cut, and spaces as they are. */
export declare const path: (text: string) => string;
/** A sentence: its code spans stay, what Markdown would read as markup outside of them is escaped. */
export declare function prose(text: string): string;
/** Two spaces end each line but the last, so that Markdown keeps the line breaks. */
export declare const broken: (lines: readonly string[]) => string[];
/** One document of sections; empty ones are left out. A fence's lines are no headings. */
export declare function joined(sections: readonly (readonly string[])[], paint: Pick<Paint, 'bold'>): string;
type Cell = string | number;
/**
 * A table, its columns padded so that it reads well unrendered. The last column is not, as it holds long text.
 * A column whose title begins with `>` holds numbers.
 */
export declare function table(titles: string[], rows: Cell[][]): string[];
export {};
