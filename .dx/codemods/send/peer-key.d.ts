/** Telling one recipient from another in one file. */
import { type Syntax, type Tree } from '../tree.js';
/** An expression's text without white space, `!`, `?` and parentheses. */
export declare const keyText: (tree: Tree, node: Syntax) => string;
/** As `keyText`, of what a scan reports: texts that are cut off at 79 characters. */
export declare const peerKey: (text: string) => string;
