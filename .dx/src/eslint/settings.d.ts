import type { Preset, ScanOptions, Severity } from '../result.js';
import type { AuditOptions } from './answer.js';
export interface Settings {
    /** What is reported; default: as `otp-audit.config.json` says. The plugin's configurations set it. */
    preset?: Preset;
    /** Who answers questions of type; default `native`. */
    types?: ScanOptions['types'];
    /** Folder that is scanned, relative to ESLint's current folder; default that one. */
    root?: string;
    /** Files, folders or globs below the root; default all. */
    paths?: string[];
    /** Path of a configuration file of otp-audit, relative to the root; `false`: none; default: looked up. */
    config?: string | false;
    /** The mildest findings that are shown; default `info`: all. */
    minSeverity?: Severity;
    /** Time for one file's answer, in milliseconds; the first may need a scan of the whole project. Default 120000. */
    timeoutMs?: number;
}
export interface Checked {
    options: AuditOptions;
    minSeverity: Severity;
    timeoutMs: number;
}
export declare const severities: readonly Severity[];
/** @throws UsageError; what a scan itself is told, it checks itself. */
export declare function readSettings(value: unknown, cwd: string): Checked;
