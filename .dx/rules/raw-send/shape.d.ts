/** What a send is for: the noun of the report. */
import type { FilePass } from '../../src/audit/rule.js';
import { type Node } from '../../src/sites/ast.js';
import type { Site } from '../../src/sites/find.js';
/** `up` to whoever made the sender, back to whoever asked, or neither. */
export declare function directionOf(site: Site, pass: FilePass): 'reply-to-parent' | 'reply-to-requester' | undefined;
export declare const messageOf: ({ node, row }: Site) => Node | undefined;
/** What one peer said is told to another one, as it came. */
export declare function isRelay(site: Site, pass: FilePass): boolean;
/** A sign of life is asked for: `'ping'`, `{ type: 'heartbeat' }`, `Message.PING`. */
export declare const isPing: (site: Site, pass: FilePass) => boolean;
/** A sign of life is given. */
export declare const isPong: (site: Site, pass: FilePass) => boolean;
/** A command, an object that names its kind, to an actor or to a process or thread of the sender's own. */
export declare function isCommand(site: Site, pass: FilePass): boolean;
