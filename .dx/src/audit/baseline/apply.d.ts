import type { Settings } from '../../config/settings.js';
import type { Texts } from '../../files/read.js';
import type { ScanOptions, ScanResult } from '../../result.js';
import type { Compared } from './compare.js';
import type { Baseline } from './file.js';
export interface Scanned {
    readonly root: string;
    readonly settings: Settings;
    /** Absolute, those that could not be read among them. */
    readonly files: readonly string[];
    readonly texts?: Texts;
}
/**
 * That of the options, else of the configuration, else the nearest. With what is staged goes the staged one.
 * @throws UsageError for one that is missing, damaged or can't be read.
 */
export declare function baselineOf(root: string, settings: Settings, { baseline, staged, signal }: ScanOptions): Promise<Baseline | undefined>;
export declare function against(result: ScanResult, baseline: Baseline, { root, settings, files, texts }: Scanned, { staged, why }: ScanOptions): Promise<Compared>;
