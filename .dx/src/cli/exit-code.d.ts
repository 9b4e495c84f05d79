import type { ScanResult, Severity } from '../result.js';
export type ExitCode = 0 | 1 | 2 | 3 | 130;
export declare const exitCodes: Record<ExitCode, string>;
/** A file that was not understood beats findings: what it holds is unknown. */
export declare function exitCode({ findings, skipped }: ScanResult, failOn: Severity): ExitCode;
