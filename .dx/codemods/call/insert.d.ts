/** Small edits around and inside a call's arguments: what is not changed keeps its bytes. */
import { type Syntax, type Tree } from '../tree.js';
export interface Text {
    readonly start: number;
    readonly end: number;
    readonly text: string;
}
export declare const insert: (at: number, text: string) => Text;
export declare const replace: ({ start, end }: Syntax, text: string) => Text;
/** The end of a node with the parenthesis around it. */
export declare function outerEnd({ end, extra }: Syntax, { text }: Tree): number;
/** `undefined` or `null`, written where nothing is meant. */
export declare const isNothing: (n: Syntax) => boolean;
/** One more argument; a comma behind the last one stays behind the new one. */
export declare function appended(call: Syntax, text: string, tree: Tree): Text | string;
/** `.method(…)` between a member and its object: `a?.b()` becomes `a?.method(…).b()`. */
export declare function chained(callee: Syntax, text: string, tree: Tree): Text;
/** An object with one property set beside those it has; `value` gets the text of the value that is there already. */
export declare function withProperty(given: Syntax, name: string, value: (former?: string) => string, tree: Tree): Text | string;
/** Something in it, but not in a function of its own, waits or yields, which a function around it would have to. */
export declare function suspends(node: Syntax): boolean;
