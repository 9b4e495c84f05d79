import type { Identity, RuleName } from '../../result.js';
import type { Entry } from './entry.js';
export interface Known {
    readonly rule: RuleName;
    /** Relative to the baseline's folder. */
    readonly file: string;
    readonly identity: Identity;
}
/** What is different about it now. */
export type By = 'same' | 'edited' | 'moved' | 'moved-edited' | 'renamed';
export interface Match {
    readonly entry: Entry;
    readonly by: By;
}
/**
 * @param groups Of findings: the first has the first choice.
 * @param isGone Whether file or function of an entry is no longer there.
 */
export declare function matched<T extends Known>(groups: readonly (readonly T[])[], entries: readonly Entry[], isGone: (entry: Entry) => Promise<boolean>): Promise<Map<T, Match>>;
