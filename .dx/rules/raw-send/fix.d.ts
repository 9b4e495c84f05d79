/** What the codemod may do with a raw send: `auto` only where the rewrite keeps all that the call did. */
import type { FilePass, Verdict } from '../../src/audit/rule.js';
import type { Site } from '../../src/sites/find.js';
import type { KnownRow } from '../../src/sites/library.js';
import { type Loop } from './loops.js';
/** Why the runtime has no way to this recipient; none if it has. */
export declare function withoutAdapter(row: Pick<KnownRow, 'dialect' | 'sym'>): string | undefined;
export declare function fixOf(site: Site, shape: string, loop: Loop | undefined, pass: FilePass): Verdict['fix'];
/** A `BroadcastChannel` is one recipient to the runtime, which can tell the hand-over and no more. */
export declare const isChannel: (row: Pick<KnownRow, 'sym'>) => boolean;
