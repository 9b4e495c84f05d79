/** A scan whose findings carry what a migration would do about them. */
import type { ScanOptions, ScanResult } from '../result.js';
/**
 * Only fixes that are argued to be safe, and whose migration is proven as a whole. Each stands alone, as whoever takes it
 * takes just this one.
 * @throws as `scan`
 */
export declare function scanWithFixes(options?: ScanOptions): Promise<ScanResult>;
