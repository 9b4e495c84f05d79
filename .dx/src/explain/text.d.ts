import { type Paint } from '../report/view.js';
import type { PlaceExplanation } from './explanation.js';
import type { ExplainedRule } from './rules.js';
export interface Screen {
    /** Columns. */
    width: number;
    paint: Paint;
}
export declare function ruleText(rule: ExplainedRule, { width, paint }: Screen): string;
export declare const pageText: (page: string, { width, paint }: Screen) => string;
/** One line a rule. */
export declare function rulesText(rules: readonly {
    rule: string;
    title: string;
    presets: readonly string[];
}[]): string;
export declare function placeText(explanation: PlaceExplanation, screen: Screen): string;
