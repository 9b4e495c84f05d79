/** Telling one recipient from another in one file. */
import { sourceOf, unwrapped } from '../tree.js';
/** An expression's text without white space, `!`, `?` and parentheses. */
export const keyText = (tree, node) => peerKey(sourceOf(tree, unwrapped(node)));
/** As `keyText`, of what a scan reports: texts that are cut off at 79 characters. */
export const peerKey = (text) => text
    .replace(/\s+/g, ' ')
    .slice(0, 79)
    .replace(/[\s!?()]/g, '');
