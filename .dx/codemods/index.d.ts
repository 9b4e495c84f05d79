import type { Codemod, Step } from './codemod.js';
export declare const codemods: readonly Codemod[];
/** What comes with the fixes of findings, and has none itself. */
export declare const steps: readonly Step[];
