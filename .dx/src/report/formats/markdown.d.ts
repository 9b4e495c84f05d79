/** Markdown for a comment on a pull request, or for the summary of a job: as much as there is room for. */
import type { ScanResult } from '../../result.js';
import type { View } from '../view.js';
/** GitHub takes comments of so many characters, GitLab of more. Bytes are counted, which are never fewer. */
export declare const roomOfComment = 65536;
/** And summaries of so many bytes a step. */
export declare const roomOfSummary = 1048576;
export declare const markdown: (result: ScanResult, view: View) => string;
/** @param room Bytes of UTF-8. */
export declare function fitted(result: ScanResult, view: View, room: number): string;
