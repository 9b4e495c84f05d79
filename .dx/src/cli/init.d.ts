import { Command } from 'commander';
import type { Context } from './context.js';
import type { ExitCode } from './exit-code.js';
/** `otp-audit init`. `finish` is told the exit code. */
export declare function initCommand(context: Context, finish: (code: ExitCode) => void): Command;
