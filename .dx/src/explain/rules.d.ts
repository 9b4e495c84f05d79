import type { Kind, Preset, RuleName, Severity } from '../result.js';
export interface ExplainedRule {
    schemaVersion: 1;
    rule: RuleName;
    title: string;
    what: string;
    /** Presets that report it. */
    presets: readonly Preset[];
    severities: readonly Severity[];
    /** Codemods that offer fixes, of any safety. */
    codemods: readonly string[];
    /** Kinds that it decides between. */
    kinds: readonly Kind[];
    /** File of the page in the package. */
    docs: string;
    /** The page, Markdown. */
    page: string;
}
export { ruleNames } from '../config/defaults.js';
/** Presets in which a rule runs. Comments that silence findings are judged in all. */
export declare const presetsOf: (rule: RuleName) => readonly Preset[];
export declare function explainRule(rule: RuleName): Promise<ExplainedRule>;
