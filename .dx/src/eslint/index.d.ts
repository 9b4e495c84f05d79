/** `otp-audit/eslint`: the findings of a scan as problems of ESLint, for editors. */
import type { ESLint, Linter } from 'eslint';
import type { Preset } from '../result.js';
import { rules } from './rules.js';
export type { Settings } from './settings.js';
/** A configuration that can stand in a list of them as it is. */
export interface PresetConfig extends Linter.Config {
    name: string;
    plugins: {
        'otp-audit': ESLint.Plugin;
    };
    settings: {
        'otp-audit': {
            preset: Preset;
        };
    };
    rules: Linter.RulesRecord;
}
export interface Plugin extends ESLint.Plugin {
    meta: {
        name: string;
        version: string;
        namespace: string;
    };
    rules: typeof rules;
    configs: Record<Preset, PresetConfig>;
}
declare const plugin: Plugin;
export default plugin;
