/** What makes a loss milder and silent: a liveness test before the send, a `try` around it. */
import type { FilePass } from '../../src/audit/rule.js';
import { type Node } from '../../src/sites/ast.js';
import type { Site } from '../../src/sites/find.js';
export interface Guard {
    kind: 'tested' | 'caught';
    /** The `try`, or the test. */
    at: Node;
}
export declare function guardOf(site: Site, pass: FilePass): Guard | undefined;
/** In the block of a `try` that catches, in the same function. */
export declare function tryAround(node: Node): Node | undefined;
/** Behind `if (peer.connected)`, `peer.connected &&`, or after `if (!peer.connected) return`. */
export declare function livenessTest(site: Site, pass: FilePass): Node | undefined;
