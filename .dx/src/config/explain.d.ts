import type { Preset, RuleName, Severity } from '../result.js';
import type { Asked, Settings } from './settings.js';
/** A value, and where it is said: a key of a file, a flag, a preset, or the default. */
export interface Said<T> {
    readonly value: T;
    readonly from: string;
}
export interface RuleExplanation {
    /** `silent`: run, so that its sites are counted, and not reported. */
    readonly level: Said<'off' | 'silent' | 'on' | Severity>;
    /** Severity of its findings in this file, where it is another: in test code they are a step milder. */
    readonly here?: Severity;
    readonly options: Readonly<Record<string, Said<unknown>>>;
}
export interface Explanation {
    /** Relative to the root. */
    readonly file: string;
    /** Relative to the root; none: the defaults hold. */
    readonly config?: string;
    /** What a scan of the root takes instead, relative to it; this one holds for scans that are given a path in its folder. */
    readonly ofRoot?: string;
    readonly isScanned: Said<boolean>;
    readonly isTest: Said<boolean>;
    readonly preset: Said<Preset>;
    readonly failOn: Said<Severity>;
    readonly baseline: Said<string | undefined>;
    readonly cache: Said<boolean | undefined>;
    readonly rules: Readonly<Record<RuleName, RuleExplanation>>;
    /** Those that a configuration speaks of. */
    readonly dialects: Readonly<Record<string, Said<'built in' | 'left out' | 'added' | 'extended'>>>;
}
/** @param file Absolute and real, there or not. */
export declare function explain(settings: Settings, asked: Asked, file: string): Promise<Explanation>;
