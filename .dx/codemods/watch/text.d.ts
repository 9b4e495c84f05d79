/** Where new statements and members go in a text, indented and ended as those around them. */
import { type TextStyle } from '../../src/migrate/text-style.js';
import type { Syntax, Tree } from '../tree.js';
export interface Text {
    readonly start: number;
    readonly end: number;
    readonly text: string;
}
export interface Page {
    readonly tree: Tree;
    readonly style: TextStyle;
}
/** Statements on lines of their own before another. */
export declare function before({ tree, style }: Page, statement: Syntax, statements: readonly string[]): Text[];
/** Statements on lines of their own behind another and its comment. */
export declare function behind({ tree, style }: Page, statement: Syntax, statements: readonly string[]): Text[];
/** As the first statement of a block. */
export declare function first({ tree, style }: Page, block: Syntax, statement: string): Text;
/** As the last statement of a block, before a `return` that ends it. */
export declare function last(page: Page, block: Syntax, statement: string): Text;
/** A field behind the last one of a class body, else as its first member. */
export declare function field({ tree, style }: Page, body: Syntax, text: string): Text;
/** A method behind the last member of a class body. */
export declare function method({ tree, style }: Page, body: Syntax, head: string, statements: readonly string[]): Text;
/** One more step of indentation for each line that begins within; not for lines inside of texts in back quotes. */
export declare function indented({ tree, style }: Page, from: number, to: number, templates: readonly Syntax[]): Text[];
