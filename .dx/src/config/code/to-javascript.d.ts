/** Whether a text is an ES module; one that exports nothing in either way is. */
export declare function isModule(path: string, text: string): boolean;
/**
 * Takes types away, which costs next to nothing; where there is more than types (an `enum`), the compiler makes of it
 * what it means, which takes about half a second to load.
 * @throws SyntaxError if the text is no TypeScript.
 */
export declare function toJavaScript(path: string, text: string): string;
