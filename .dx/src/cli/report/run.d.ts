import { type Context } from '../context.js';
import type { ExitCode } from '../exit-code.js';
import { type ReportFormat } from '../last-run.js';
export interface Flags {
    format: ReportFormat;
    out?: string;
    root?: string;
    color: boolean;
}
export declare function report(flags: Flags, context: Context): Promise<ExitCode>;
