/** Which rules are run on a file, and how: the preset, and over it what configurations say. */
import type { RuleOptions } from '../../rules/settings.js';
import type { Preset, RuleName, Severity } from '../result.js';
import type { Config } from './config.js';
import type { RuleSettings } from './user-config.js';
export interface RuleInForce<N extends RuleName = RuleName> {
    /** `silent`: it is run, so that its sites are counted, and reports nothing; `off`: it is not run. */
    readonly state: 'on' | 'silent' | 'off';
    /** Of all its findings; none: as it grades each. */
    readonly severity?: Severity;
    /** The severity is that of findings in tests as well, which else are a step milder. */
    readonly isExact?: boolean;
    readonly options: RuleOptions[N];
}
export type RulesInForce = {
    readonly [N in RuleName]: RuleInForce<N>;
};
/** One place that speaks of rules. */
export interface Layer {
    /** Globs of the files that it is for; none: all. */
    readonly files?: readonly string[];
    /** Where in its file: `rules`, `overrides[0].rules`. */
    readonly key: string;
    readonly rules: RuleSettings;
    readonly isOverride: boolean;
}
/** The layers of one configuration, weakest first, with those of its overrides that name the file. */
export declare class Layers {
    #private;
    readonly config: Config;
    readonly preset: Preset;
    constructor(config: Config, preset: Preset);
    /** @param path Absolute. */
    of(path: string): readonly Layer[];
    rulesOf(path: string): RulesInForce;
    /** Of files that no override names. */
    base(): RulesInForce;
    /** Rules that are on for some file, as far as the file tells. */
    possible(): RuleName[];
}
export declare function merge(preset: Preset, layers: readonly Layer[]): RulesInForce;
/**
 * In tests everything is a step milder: what leaks there ends with the test run. A configuration that names the files
 * means what it says.
 */
export declare function severityOf(graded: Severity, { severity, isExact }: RuleInForce, inTest: boolean): Severity;
