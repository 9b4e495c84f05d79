import type { Severity } from '../../result.js';
import type { Context } from '../context.js';
import { type ExitCode } from '../exit-code.js';
import { type Asked } from '../reports.js';
export interface Flags {
    format?: Asked[];
    out?: string;
    failOn?: Severity;
    baseline?: string | boolean;
    why?: boolean;
    root?: string;
    color: boolean;
}
export declare function merge(files: readonly string[], flags: Flags, context: Context): Promise<ExitCode>;
