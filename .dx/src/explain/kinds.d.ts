import type { Kind, RuleName } from '../result.js';
/** None for what nobody could decide. */
export declare const ruleOfKind: (kind: Kind) => RuleName | undefined;
/** Kinds that a rule decides between. */
export declare const kindsOf: (rule: RuleName) => readonly Kind[];
