import type { ScanOptions } from '../../result.js';
import { type Context } from '../context.js';
import type { ExitCode } from '../exit-code.js';
import { type Flags } from '../scan.js';
export declare function scanPart(flags: Flags, options: ScanOptions, context: Context): Promise<ExitCode>;
