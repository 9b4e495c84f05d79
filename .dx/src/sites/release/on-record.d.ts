/** Listeners that are kept on a record beside their target, and taken away by whoever gets the record. */
import { type Node, type SourceFile } from '../ast.js';
type Call = Extract<Node, {
    type: 'CallExpression';
}>;
/**
 * `options.signal.addEventListener('abort', request.onAbort)` goes with
 * `entry.options.signal.removeEventListener('abort', entry.onAbort)`: the field's name and the target's last one agree.
 */
export declare function releasesOnRecord(target: Node, event: Node | undefined, listener: Node | undefined, names: readonly string[], file: SourceFile): Call[];
export {};
