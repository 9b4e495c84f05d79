/**
 * Parses what may be too deep in another process first, on the same kind of thread and with less of its stack left
 * than here. Most texts are cleared by a look at their brackets.
 */
export declare function nestsTooDeep(text: string, lang: string): boolean;
