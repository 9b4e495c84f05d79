import type { Fix } from './fix.js';
/** What the fix writes, to be edited; its imports follow from that. */
export declare function textToEdit({ edits }: Fix): string;
/**
 * @param before The file's text without any fix.
 * @returns In words what is wrong with the text.
 */
export declare function editedFix(fix: Fix, text: string, path: string, before: string): Fix | string;
