/** Where a call stands: what may be written in its place. */
import { type Path, type Syntax } from '../tree.js';
export type Place = 
/** A statement of its own; `listed`: among others, so that one more may stand before it. */
{
    readonly kind: 'statement';
    readonly range: Syntax;
    readonly statement: Syntax;
    readonly listed: boolean;
}
/** The whole body of an arrow function. */
 | {
    readonly kind: 'arrow';
    readonly range: Syntax;
}
/** The end of `a && call`, `a ? call : b`, whose value nobody takes. */
 | {
    readonly kind: 'operand';
    readonly range: Syntax;
};
export declare function placeOf(path: Path): Place | undefined;
/** The innermost function around a node. */
export declare function functionAround(path: Path): Path | undefined;
/**
 * The statement is the last thing that an async function does: nothing in it comes after, so that waiting there changes
 * the order of nothing. Not in a loop, and not before a `finally`.
 */
export declare function isAsyncTail(path: Path): boolean;
