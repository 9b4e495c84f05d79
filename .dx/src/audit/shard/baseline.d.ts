import { type Settings } from '../../config/settings.js';
import type { ScanOptions, ScanResult } from '../../result.js';
import type { Named } from './merge.js';
/**
 * @param root The real folder that was scanned.
 * @throws UsageError where the folder has not what the shards were scanned with.
 */
export declare function againstBaseline(result: ScanResult, shards: readonly Named[], root: string, { baseline: asked, why, signal }: Pick<ScanOptions, 'baseline' | 'why' | 'signal'>): Promise<ScanResult>;
/** Hash of rules, overrides and dialects that are settled there; the same file says the same. */
export declare function configurationOf({ root, configs }: Settings): string;
