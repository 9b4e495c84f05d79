import type { ScanResult } from '../result.js';
/** `## Baseline`: a row a rule. Entries that this scan can say nothing of are in none. */
export declare function baseline({ findings, absent, summary }: ScanResult): string[];
