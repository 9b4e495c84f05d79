import { Command } from 'commander';
import { type Context } from './context.js';
import { type ExitCode } from './exit-code.js';
/** Runs one command line, without the program's own name, to its exit code. */
export declare function run(argv: readonly string[], context: Context): Promise<ExitCode>;
/** The commands, without anything run. */
export declare function assemble(context: Context, writeOut: (text: string) => void, writeErr: (text: string) => void, finish: (code: ExitCode) => void): Command;
