import type { Preset } from '../../result.js';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit-code.js';
export interface Flags {
    print?: string;
    format: 'text' | 'json';
    preset?: Preset;
    root?: string;
    config?: string | false;
}
export declare function config(flags: Flags, context: Context): Promise<ExitCode>;
