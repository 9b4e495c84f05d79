import type { Flags } from '../baseline.js';
import { type Context } from '../context.js';
import type { ExitCode } from '../exit-code.js';
export declare function baseline(paths: string[], flags: Flags, context: Context): Promise<ExitCode>;
