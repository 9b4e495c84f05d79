import type { RuleOptions } from '../../rules/settings.js';
import type { Preset, RuleName, Severity } from '../result.js';
export declare const presets: readonly Preset[];
export declare const severities: readonly Severity[];
export declare const defaultTestFiles: readonly string[];
export declare const ruleNames: readonly RuleName[];
/** What each preset reports. Comments that silence findings are judged in all of them. */
export declare const reported: Record<Preset, readonly RuleName[]>;
export declare const defaultOptions: (preset: Preset) => RuleOptions;
