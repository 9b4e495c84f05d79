import type { Rule } from '../src/audit/rule.js';
/** Every rule, in the order in which they are asked: the first verdict on a site stands. */
export declare const rules: readonly Rule[];
