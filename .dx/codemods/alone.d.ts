import type { Codemod, Settings, Step } from './codemod.js';
/** What jscodeshift calls: a text to write instead, or nothing. */
export type Alone = (file: {
    path: string;
    source: string;
}, api: unknown, options: Record<string, unknown>) => Promise<string | undefined>;
/**
 * `jscodeshift -t node_modules/otp-audit/dist/codemods/raw-send.js --no-babel --safety=review src`: scans the file, makes the
 * codemod's fixes and proves them, as `otp-audit migrate` does. Gives back nothing where nothing is to be changed.
 */
export declare function alone({ name, rule }: Codemod | Step, settings?: Settings): Alone;
