import type { ScanResult } from '../result.js';
/** `## Current State`: the sends, in the words of the Stage 3 plan, and the four other violations. */
export declare function currentState(result: ScanResult): string[];
/** `lines 1000, roles 4`, or that there are none. */
export declare function godThresholds(result: ScanResult): string;
