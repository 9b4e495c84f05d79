import type { ScanResult } from '../result.js';
/** `## Coverage`: what was recognised and decided, by which settings. Undecided sites are always told, with the reason. */
export declare function coverage(result: ScanResult): string[];
