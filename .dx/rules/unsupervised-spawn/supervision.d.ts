/** Follows the handle of a new peer to whoever hears of its end: names, functions it is passed to, callers it is returned to. */
import type { FilePass } from '../../src/audit/rule.js';
import { type Node, type SourceFile } from '../../src/sites/ast.js';
import type { Evidence } from '../../src/sites/evidence.js';
import type { KnownRow } from '../../src/sites/library.js';
export interface Supervision {
    by: 'heard' | 'nobody' | 'unseen';
    reason: string;
    /** Made to outlive the program. */
    letGo?: boolean;
    /** The listener, the call that it is handed to, the caller that gets it. */
    evidence?: readonly Evidence[];
}
/** A peer to be followed: what makes it, and the events that tell of its end. */
export interface Peer {
    row: KnownRow;
    type?: string;
    events: readonly string[];
}
export declare function supervisionOf(node: Node, peer: Peer, file: SourceFile, pass: FilePass, depth?: number): Supervision;
