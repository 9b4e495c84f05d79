import type { ScanResult } from '../../result.js';
import type { Shard } from './file.js';
/** A shard and the file that it was read from, as the user named it. */
export interface Named {
    name: string;
    shard: Shard;
}
/** @throws UsageError for shards that are not all parts of one scan, each once. */
export declare function mergeShards(given: readonly Named[]): ScanResult;
