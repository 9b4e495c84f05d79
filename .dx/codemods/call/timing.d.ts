/** The time a call is given, and the key that it is looked up under. */
import type { ImportNeed } from '../../src/migrate/fix.js';
import { type Task } from '../codemod.js';
import type { CallSite } from './call-site.js';
/** The default of the runtime's TimeoutConfig. */
export declare const defaultMs = 5000;
/** The number that is asked for instead of a look-up. */
export declare function literalMs({ settings: { literalTimeouts } }: Task): number | undefined;
export interface Timing {
    /** The milliseconds, as an expression. */
    readonly text: string;
    readonly imports: readonly ImportNeed[];
}
export declare function timingOf(key: string, task: Task): Timing;
/**
 * `once:message`, `invoke:save`: the function's name and, if it is written out, the event or topic. For members that are
 * the user's own, the type that has them: `Remote:add`.
 */
export declare function keyOf({ name, call, row }: CallSite): string;
