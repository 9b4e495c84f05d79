import { Command } from 'commander';
import type { Settings } from '../config/settings.js';
import type { Preset, ScanOptions, ScanResult, Severity } from '../result.js';
import { type Context } from './context.js';
import { type ExitCode } from './exit-code.js';
import { type Asked, type Wanted } from './reports.js';
export interface Flags {
    format?: Asked[];
    out?: string;
    preset?: Preset;
    types?: 'native' | 'ts-morph' | 'off';
    failOn?: Severity;
    fixes?: boolean;
    staged?: boolean;
    cache: boolean;
    explainCache?: boolean;
    baseline?: string | boolean;
    why?: boolean;
    changed?: string | boolean;
    shard?: string;
    stdin?: boolean;
    stdinFilename?: string;
    root?: string;
    config?: string | false;
    color: boolean;
}
/** `otp-audit scan`. `finish` is told the exit code. */
export declare function scanCommand(context: Context, finish: (code: ExitCode) => void): Command;
/** @throws UsageError where `--why` would say nothing. */
export declare function expectReasons({ why, baseline }: Pick<Flags, 'why' | 'baseline'>, wanted: readonly Wanted[]): void;
export declare function configured(options: ScanOptions & {
    root: string;
}): Promise<Settings>;
/** What scans of all commands have in common. */
export declare function optionsOf(paths: string[], flags: Pick<Flags, 'root' | 'preset' | 'types' | 'config' | 'staged' | 'baseline' | 'why'> & Partial<Pick<Flags, 'cache' | 'changed'>>, { cwd, signal }: Context): ScanOptions & {
    root: string;
};
/** To explain what it knows, there has to be one. */
export declare function baselineAsked({ baseline, why }: Pick<Flags, 'baseline' | 'why'>, cwd: string): string | boolean | undefined;
/** Scans with a progress line; ends at once when interrupted, even if the scan goes on. */
export declare function watched<T>(options: ScanOptions, load: () => Promise<(options: ScanOptions) => Promise<T>>, context: Context): Promise<T>;
/**
 * What concerns the run rather than the code: on standard error, once each.
 * @param mayBeEmpty No files are no mistake, as in a commit without code.
 */
export declare function tellAside({ summary, skipped }: ScanResult, context: Context, mayBeEmpty?: boolean): Promise<void>;
/** That a baseline was used, whoever asked for it, and what it came to. */
export declare function tellBaseline({ summary: { baseline } }: ScanResult, context: Context): Promise<void>;
