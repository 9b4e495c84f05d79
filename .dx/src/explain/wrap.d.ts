/** Wraps at white space; a word that is longer stands on a line of its own. */
export declare function wrapped(text: string, width: number, indent?: string, hanging?: string): string[];
