/** Where things of the text before are in the text after. */
import type { Edit, Span } from './fix.js';
import type { FilePlan } from './plan.js';
/** An offset of a plan's text before, in its text after; none inside of what is replaced. */
export declare function moved({ edits, formatting }: Pick<FilePlan, 'edits' | 'formatting'>, offset: number): number | undefined;
/** What was written, in the text after; of some edits only, if they are named. */
export declare function spansAfter({ edits, formatting }: Pick<FilePlan, 'edits' | 'formatting'>, own?: readonly Edit[]): Span[];
/** Offset of a line and column, both 1-based. */
export declare function offsetAt(text: string, line: number, column: number): number;
