/**
 * Runs a script of CommonJS, which can `require` but has no `import()`.
 * @param path Absolute; its text is ASCII.
 * @param kind What the run is about: each kind keeps its own.
 * @param version Of the script.
 * @returns What it exports.
 */
export declare function compiled<T>(path: string, kind: string, version: string): T;
