import { Command } from 'commander';
import type { Preset } from '../result.js';
import type { Context } from './context.js';
import type { ExitCode } from './exit-code.js';
export interface Flags {
    file?: string;
    prune?: boolean;
    check?: boolean;
    why?: string | true;
    mergeUnion?: boolean;
    preset?: Preset;
    types?: 'native' | 'ts-morph' | 'off';
    root?: string;
    config?: string | false;
}
/** `otp-audit baseline`. `finish` is told the exit code. */
export declare function baselineCommand(context: Context, finish: (code: ExitCode) => void): Command;
