import type { Preset } from '../../result.js';
import { type Context } from '../context.js';
import type { ExitCode } from '../exit-code.js';
import type { HookManager } from './hooks/names.js';
import { type Service } from './workflow.js';
export interface Flags {
    yes?: boolean;
    dryRun?: boolean;
    preset: Preset;
    hook?: HookManager | boolean;
    ci?: Service | boolean;
    baseline: boolean;
    root?: string;
}
export declare function init(flags: Flags, context: Context): Promise<ExitCode>;
