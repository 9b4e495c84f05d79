/** Blanks out what only the type checker reads. */
import type { Program } from 'oxc-parser';
/** The text with its places unchanged; none where more than types has to be seen to: classes, enums, namespaces. */
export declare function withoutTypes(program: Program, text: string): string | undefined;
