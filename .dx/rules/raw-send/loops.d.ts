/** Broadcasts by hand: a loop over peers whose body sends to the one at hand. */
import type { FilePass } from '../../src/audit/rule.js';
import { type Node } from '../../src/sites/ast.js';
import type { Site } from '../../src/sites/find.js';
export interface Loop {
    /** The statement, or the call of `forEach`. */
    node: Node;
    body: Node;
    /** Where the element is declared. */
    head: Node[];
    /** What is iterated; none for a counting loop. */
    over?: Node;
}
/** The nearest loop whose element is the recipient. */
export declare function broadcastLoop(site: Site, pass: FilePass): Loop | undefined;
/** Why a loop can't be written as one broadcast; none if it can: its body is the send alone, and all get the same. */
export declare function loopHinders(loop: Loop, site: Site, pass: FilePass): string | undefined;
