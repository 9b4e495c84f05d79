/** How a file is written, so that what is added to it is written likewise. */
export interface TextStyle {
    readonly eol: '\n' | '\r\n';
    readonly quote: "'" | '"';
    readonly semicolons: boolean;
    /** What stands inside of `{` and `}` in imports. */
    readonly inBraces: ' ' | '';
    /** One step of indentation. */
    readonly indent: string;
}
/** By majority; an empty file has newlines, single quotes, no semicolons and two spaces. */
export declare function styleOf(text: string): TextStyle;
/** White space that the line of an offset begins with. */
export declare function indentAt(text: string, offset: number): string;
