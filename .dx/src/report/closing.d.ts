import type { ScanResult } from '../result.js';
/** `## Skipped`: only when there is something. */
export declare function skipped({ skipped }: ScanResult): string[];
export declare function migration(): string[];
export declare function successCriteria(result: ScanResult): string[];
export declare const nextSteps: (result: ScanResult) => string[];
/** The plan's list. A box is ticked only where the scan itself is the evidence. */
export declare function checklist(result: ScanResult): string[];
