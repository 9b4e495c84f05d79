/** A page of Markdown for a terminal: no markup that only a renderer would show, wrapped; code as it stands. */
import type { Paint } from '../report/view.js';
export declare function forTerminal(markdown: string, width: number, paint: Paint): string[];
/** Links as their words, emphasis as it reads. */
export declare const unmarked: (text: string) => string;
