import type { RuleName, Severity } from '../result.js';
/** What a rule is, for readers that have no page of it at hand. */
export interface RuleText {
    title: string;
    /** What it finds: the first sentence of its page. */
    what: string;
    /** Why it matters. */
    why: string;
    /** What to do about it. */
    help: string;
    /** How often it is right: GitHub orders by it. */
    precision: 'very-high' | 'high' | 'medium' | 'low';
    /** Those that its findings can have. */
    severities: readonly Severity[];
}
export declare const ruleTexts: Record<RuleName, RuleText>;
