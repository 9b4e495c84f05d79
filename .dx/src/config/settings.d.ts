import type { Thresholds } from '../../rules/god-process/settings.js';
import type { Preset, RuleName, ScanOptions, Severity } from '../result.js';
import type { Dialect } from '../sites/dialect.js';
import { type Config } from './config.js';
import { Layers, type RulesInForce } from './rules.js';
/** What was asked for on the command line or by a program; it beats every configuration. */
export type Asked = Pick<ScanOptions, 'preset' | 'testFiles' | 'config'>;
/** @throws UsageError as {@link loadConfigs}, and where configurations of one scan want different things of all of it. */
export declare function loadSettings(root: string, paths: readonly string[], asked: Asked): Promise<Settings>;
export declare class Settings {
    #private;
    readonly root: string;
    /** The innermost first. */
    readonly configs: readonly Config[];
    readonly preset: Preset;
    readonly testFiles: readonly string[];
    constructor(root: string, 
    /** The innermost first. */
    configs: readonly Config[], asked: Asked);
    /** By the innermost configuration that a file lies under; one outside of all is judged by the outermost. */
    areaOf(path: string): Area;
    readonly isTest: (path: string) => boolean;
    readonly isIgnored: (path: string) => boolean;
    readonly rulesOf: (path: string) => RulesInForce;
    /** Rules that report something of some file. */
    rules(): RuleName[];
    /** Of the innermost configuration, where no override says otherwise. */
    thresholds(): Record<keyof Thresholds, number>;
    get failOn(): Severity;
    /** Absolute path. */
    get baseline(): string | undefined;
    get cache(): boolean | undefined;
    /** Built-in dialects, of those that are left out only what keeps their types known, and those of one's own. */
    dialects(builtIn: readonly Dialect[]): readonly Dialect[];
    /** What a configuration says that has no effect. */
    notices(): string[];
}
/** One configuration with what it says of files. */
export declare class Area {
    readonly config: Config;
    readonly layers: Layers;
    readonly isTest: (path: string) => boolean;
    readonly isIgnored: (path: string) => boolean;
    constructor(config: Config, preset: Preset);
}
