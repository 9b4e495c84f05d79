/** A wait that its library cannot bound, given up by the runtime: `TimeoutConfig.call(key, () => wait)`. */
import type { ImportNeed } from '../../src/migrate/fix.js';
import { type Task } from '../codemod.js';
import { type Syntax } from '../tree.js';
import type { CallSite } from './call-site.js';
import { type Text } from './insert.js';
export interface Wrapped {
    readonly edits: readonly Text[];
    readonly imports: readonly ImportNeed[];
}
export declare function wrapped(site: CallSite, task: Task): Wrapped | string;
/** `TimeoutConfig.call(key, name => node)`, without touching the node. */
export declare function around(node: Syntax, key: string, name: string | undefined, task: Task): Wrapped;
