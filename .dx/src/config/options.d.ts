import type { ScanOptions } from '../result.js';
/** @throws UsageError for a value that an option can't have. */
export declare function checkOptions({ paths, preset, types, testFiles, changed, staged }: ScanOptions): void;
