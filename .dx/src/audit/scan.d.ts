import { type Discovered } from '../files/discover.js';
import { type Texts } from '../files/read.js';
import type { ScanOptions, ScanResult } from '../result.js';
import type { Compared } from './baseline/compare.js';
import type { Session } from './session.js';
import type { View } from './view.js';
/**
 * Scans files for sends, watchers, calls and spawns of all dialects and judges each.
 *
 * @returns Every recognised site with its kind, the findings, what could not be decided or read, and why. Equal input
 * gives an equal result, but for `summary.durationMs`.
 * @param texts Stand in for files, by absolute path; where one of them is not on the disk, types are asked of ts-morph.
 * @param listed The files, where they are known already.
 * @param session What earlier scans of the same files have read.
 * @param view Looks into the scan, and narrows what is judged.
 * @throws UsageError for a path that does not exist, a wrong option or a broken configuration; the signal's reason when
 * it is aborted.
 */
export declare function scan(options?: ScanOptions, texts?: Texts, listed?: Discovered, session?: Session, view?: View): Promise<ScanResult>;
/** @returns Also how entries of the baseline were matched, where there is one. */
export declare function scanned(options?: ScanOptions, texts?: Texts, listed?: Discovered, session?: Session, view?: View): Promise<{
    result: ScanResult;
} | Compared>;
