import type { Config } from '../../config/config.js';
import type { ScanOptions } from '../../result.js';
import type { Facts } from './entry.js';
/** A name for the question: each has one kept result. */
export declare function nameOf(root: string, { paths, preset, types, testFiles, config, today }: ScanOptions): string;
/**
 * What a result depends on that is not looked at on the disk.
 * @returns Or why that can't be told.
 */
export declare function factsOf(configs: readonly Config[]): Facts | string;
