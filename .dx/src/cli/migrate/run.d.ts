import { type Context } from '../context.js';
import type { ExitCode } from '../exit-code.js';
import type { Flags } from './flags.js';
/** Plans, and prints, writes or asks, as it was told. */
export declare function migrate(paths: string[], flags: Flags, context: Context): Promise<ExitCode>;
