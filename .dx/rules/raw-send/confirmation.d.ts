/** What tells the sending code whether its message went out. */
import type { FilePass } from '../../src/audit/rule.js';
import { type Node } from '../../src/sites/ast.js';
import type { Evidence } from '../../src/sites/evidence.js';
import type { Site } from '../../src/sites/find.js';
export interface Confirmation {
    reason: string;
    evidence: readonly Evidence[];
}
/** Why the send counts as confirmed; none if it does not. */
export declare function confirmation(site: Site, pass: FilePass): Confirmation | undefined;
/** The callback at a position (-1: the last argument, after the message). */
export declare function callbackOf(site: Site, position: number | undefined, pass: FilePass): Node | 'handed on' | undefined;
/** A failed send without a callback is an `error` event, which ends the sender if nobody listens. */
export declare function crashesSender(site: Site, pass: FilePass): boolean;
