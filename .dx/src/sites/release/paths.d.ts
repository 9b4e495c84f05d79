/** Ways out of a promise that leave a listener where it is. */
import { type Node, type SourceFile } from '../ast.js';
/**
 * A timer or a signal that settles the promise around the registration without any of its releases: whoever comes too
 * late leaves the listener.
 */
export declare function unreleasedPath(registration: Node, releases: readonly Node[], file: SourceFile): Node | undefined;
