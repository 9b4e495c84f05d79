/** What the options of a registration say of its end. */
import type { Node, SourceFile } from '../ast.js';
import type { Site } from '../find.js';
/** `{ signal }` among the options. */
export declare function signalOption(site: Site, file: SourceFile): Node | undefined;
/** The listener goes after its first event: by the member's name or by `{ once: true }`. */
export declare function isOneShot(site: Site, file: SourceFile): boolean;
/** The phase that a listener is added to or taken from; none where that is not seen. */
export declare function captures(call: Extract<Node, {
    type: 'CallExpression' | 'NewExpression';
}>, at: number, file: SourceFile): boolean | undefined;
