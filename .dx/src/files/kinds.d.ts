/** Which files are source code, by their names alone. */
export type SourceKind = 'ts' | 'js';
/** None for declarations, which hold no calls, and for everything that is not TypeScript or JavaScript. */
export declare function kindOf(path: string): SourceKind | undefined;
/** Whether a glob asks for JavaScript in so many words: `*.js`, `*.{ts,js}`. */
export declare function asksForJs(glob: string): boolean;
