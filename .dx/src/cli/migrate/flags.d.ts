import type { Safety } from '../../migrate/fix.js';
import type { Preset, RuleName } from '../../result.js';
/** What `otp-audit migrate` was told, besides paths. */
export interface Flags {
    dryRun?: boolean;
    interactive?: boolean;
    staged?: boolean;
    safety: Safety;
    preset?: Preset;
    rule?: RuleName[];
    dialect?: string[];
    verify?: string;
    commentSelfSends?: boolean;
    literalTimeouts?: number | true;
    format: boolean;
    allowDirty?: boolean;
    undo?: string | true;
    report?: string;
    types?: 'native' | 'ts-morph' | 'off';
    root?: string;
    config?: string | false;
}
