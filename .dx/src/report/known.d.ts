/** What a baseline knows and what is gone of it, in words. */
import type { AbsentFinding, BaselineSummary, Finding, ScanResult } from '../result.js';
/** `1 of them new, 4 known in the baseline, 2 entries of it fixed`, behind the number of findings. */
export declare function standing({ new: fresh, unchanged, updated, absent }: BaselineSummary): string[];
/** `in Pool.run: worker.postMessage(job)` */
export declare function whatWas({ identity: { scope, call } }: AbsentFinding): string;
/** Findings that a baseline knows, a line each. */
export declare function known(all: readonly Finding[]): string[];
/** Entries whose finding is gone, a line each. */
export declare function fixed({ absent }: ScanResult): string[];
export declare const fixedLine: (entry: AbsentFinding) => string;
export declare function reason({ baselineReason }: Pick<Finding, 'baselineReason'>): string[];
export declare const byWhereItWas: (a: AbsentFinding, b: AbsentFinding) => number;
