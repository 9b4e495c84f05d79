import type { Rule } from '../../src/audit/rule.js';
/**
 * A watcher that can be registered again and again on a target that stays, or on targets that are made again and again
 * and never end. Something has to grow; what grows stands in the reason.
 *
 * The order of the tests is that of the dialects' rule 9.1; the first that holds decides.
 */
export declare const unmanagedWatcher: Rule;
