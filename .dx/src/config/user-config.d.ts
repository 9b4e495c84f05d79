/** What a configuration file may say: the type of `defineConfig`. Its schema is `schema/`, which is what validates. */
import type { RuleOptions } from '../../rules/settings.js';
import type { Preset, RuleName, Severity } from '../result.js';
import type { Dialect } from '../sites/dialect.js';
/**
 * `off`: the rule is not run. `on`: it is, and grades each finding itself. A severity: it is run, and that is the
 * severity of its findings.
 */
export type RuleLevel = 'off' | 'on' | Severity;
export type RuleSetting<N extends RuleName = RuleName> = RuleLevel | [level: RuleLevel, options: Partial<RuleOptions[N]>];
export type RuleSettings = {
    [N in RuleName]?: RuleSetting<N>;
};
export interface Override {
    /** Globs, relative to the configuration's folder; one with a leading `!` takes files away. */
    files: string[];
    rules?: RuleSettings;
}
/** A library's message-passing API as data, as the files in `dialects/` are written. */
export type CustomDialect = Omit<Dialect, 'name' | 'testedWith' | 'on'> & Partial<Pick<Dialect, 'name' | 'testedWith' | 'on'>>;
/** Milliseconds, or no limit. */
export type TimeoutSetting = number | 'infinity';
/** Timeouts of the running program, as `@otp-audit/runtime` reads them from `otp-audit.config.json`. */
export interface TimeoutSettings {
    default?: TimeoutSetting;
    services?: Record<string, TimeoutSetting>;
    operations?: Record<string, TimeoutSetting>;
    /** `'category:*'`, to any depth; the longest that matches wins. */
    patterns?: Record<`${string}:*`, TimeoutSetting>;
    /** Which operation a request is, first match first. */
    requests?: {
        match: string;
        operation: string;
    }[];
    /** For slow environments: one factor, or one by name of the environment. */
    environmentFactor?: number | Record<string, number>;
    min?: number;
    max?: number;
}
export interface UserConfig {
    /** For editors. */
    $schema?: string;
    /** Which rules report what; default `recommended`. */
    preset?: Preset;
    /** Rule → severity, or severity and options; stronger than the preset. */
    rules?: RuleSettings;
    /** Other rules for some files; where several match, the later one is stronger. */
    overrides?: Override[];
    /** Globs of tests and test infrastructure, in place of the default ones. */
    testFiles?: string[];
    /** Globs of files that are not scanned. */
    ignore?: string[];
    /** Name → `false` to leave a built-in dialect out, or a dialect's rows to add it. */
    dialects?: Record<string, boolean | CustomDialect>;
    /** Least severity for exit code 1; default `warning`. */
    failOn?: Severity;
    /** Path of the baseline, relative to the configuration's folder. */
    baseline?: string;
    /** Whether results are kept for the next scan. */
    cache?: boolean;
    timeouts?: TimeoutSettings;
}
