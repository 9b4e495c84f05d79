/**
 * What makes a rewritten send less than safe. The runtime writes within the call, as the raw call does: what the message
 * holds by then, the place among other sends, what comes on the next line, and what is thrown at a message that can't be
 * sent at all are as they were. It throws nothing else, and it counts what has not left yet: that is what is left to look at. That it hears the recipient's errors is stated of each
 * fix where nobody else does (see `difference`).
 */
import type { Safety } from '../../src/migrate/fix.js';
import type { SiteReport } from '../../src/result.js';
import { type Path, type Syntax } from '../tree.js';
export declare const safetyOf: (reason: string | undefined) => Safety;
/** Why the rewrite has to be looked at; none if it differs by what is stated of it alone. */
export declare function hazardOf(path: Path, target: Syntax, site: SiteReport): string | undefined;
