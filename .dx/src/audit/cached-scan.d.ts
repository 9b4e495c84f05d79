import type { ScanOptions, ScanResult } from '../result.js';
/**
 * As `scan` of ./scan.js, which it loads only when it has to: the parser and the dialects are most of the tool.
 * @throws as `scan`
 */
export declare function scan(given?: ScanOptions): Promise<ScanResult>;
