/** What a class, function or module does with peers, counted on its nodes. */
import type { FilePass } from '../../src/audit/rule.js';
import { type Node } from '../../src/sites/ast.js';
export interface Duties {
    /** Places that touch a peer. */
    peers: number;
    spawns: number;
    /** Distinct targets that it sends to or asks. */
    recipients: number;
    /** Distinct events and kinds of messages that it handles. */
    messageKinds: number;
    timers: number;
    selfSends: number;
    /** Lists that are filled at one end and emptied at another. */
    queues: number;
    /** Whether it keeps a collection of peers; asked last, as it takes the types of all fields. */
    hasPool: () => boolean;
}
export declare function dutiesOf(unit: Node, pass: FilePass): Duties;
