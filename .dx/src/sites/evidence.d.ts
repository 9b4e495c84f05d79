import type { Node, SourceFile } from './ast.js';
/** A place in the code on which a verdict rests: the matching `off`, the timer of a race, a disposer. */
export interface Evidence {
    /** What it is, in words. */
    what: string;
    node: Node;
    file: SourceFile;
}
