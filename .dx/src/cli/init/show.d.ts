import type { Change, Plan } from './step.js';
/** A line a step, and what to add by hand below its own. */
export declare function planText({ steps, notes }: Plan, root: string): string;
export declare const nextText: (next: Plan['next']) => string;
/** As patches have it: the whole of a new file, the lines around of another. */
export declare function diffOf({ path, before, after, isExecutable }: Change, root: string): string;
export declare const shown: (path: string, root: string) => string;
