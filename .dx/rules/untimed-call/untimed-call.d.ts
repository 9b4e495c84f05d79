import type { Rule } from '../../src/audit/rule.js';
/**
 * A wait for a peer's answer that nothing ends: a dead or busy peer never answers, and the caller hangs for ever.
 *
 * Only waited calls count: a result that is dropped is no call. What bounds it is asked in the order of the dialects'
 * rule 9.2: its own timeout or signal, what it is wrapped in, how its receiver was made, the library's default, and at
 * last whether every visible caller times it.
 */
export declare const untimedCall: Rule;
