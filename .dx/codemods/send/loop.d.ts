/** The loop around a send that is all it does. */
import { type Path, type Syntax } from '../tree.js';
export interface Loop {
    readonly path: Path;
    /** What is replaced: the statement, or the call of `forEach` without the semicolon behind it. */
    readonly range: {
        readonly start: number;
        readonly end: number;
    };
    /** What is gone through. */
    readonly over: Syntax;
    /** What the loop declares for each of its turns. */
    readonly element: Syntax;
    /** `in`: keys of an object; `count`: numbers up to the length of a list. */
    readonly kind: 'of' | 'forEach' | 'in' | 'count';
}
/** The loop, or the call of `forEach`, whose only statement a send is; or why there is none. */
export declare function loopAround(path: Path): Loop | string;
