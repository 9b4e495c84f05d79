import type { ScanResult } from '../result.js';
import { type View } from './view.js';
/** One line a finding, `file:line:column severity rule message`; what is fixed and still in the baseline; skipped files; a summary. */
export declare function text(result: ScanResult, { paint }: View): string;
/** `3 findings (1 error, 2 warnings, 0 infos) in 2 of 40 files, 5 sites undecided, 1 file skipped`. */
export declare function summaryLine({ summary, findings, suppressed, coverage, skipped }: ScanResult): string;
