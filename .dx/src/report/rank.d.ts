import type { Finding } from '../result.js';
/** The gravest first, where only some are shown. */
export declare const ranked: <T extends Finding>(findings: readonly T[]) => T[];
/** Not known before, as far as a baseline says. */
export declare const isOpen: ({ baselineState: state }: Finding) => boolean;
/** `2 errors, 1 warning`; severities without any are left out. */
export declare function bySeverity(findings: readonly Finding[]): string;
