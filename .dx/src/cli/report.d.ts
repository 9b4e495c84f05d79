import { Command } from 'commander';
import type { Context } from './context.js';
import type { ExitCode } from './exit-code.js';
/** `otp-audit report`. `finish` is told the exit code. */
export declare function reportCommand(context: Context, finish: (code: ExitCode) => void): Command;
