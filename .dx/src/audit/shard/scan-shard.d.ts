import type { ScanOptions, ScanResult } from '../../result.js';
import { type Part } from './part.js';
/**
 * All files are read, and as many are parsed as the type checker's programs need; the part's own are judged.
 * @returns Also the shard's file as it is to be written.
 * @throws as `scan`
 */
export declare function scanShard(options: ScanOptions, part: Part): Promise<{
    result: ScanResult;
    text: string;
}>;
