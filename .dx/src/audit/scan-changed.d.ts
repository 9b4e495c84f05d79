import type { Discovered } from '../files/discover.js';
import type { Texts } from '../files/read.js';
import type { ScanOptions, ScanResult } from '../result.js';
import type { Compared } from './baseline/compare.js';
import type { Session } from './session.js';
/**
 * All files are read: what is said of those that differ is what a scan of all says of them, but for the ordinals in
 * identities.
 * @throws as `scan`, and UsageError where git can't tell what differs.
 */
export declare function scanChanged({ changed: ref, ...options }: ScanOptions & {
    changed: string | true;
}, texts?: Texts, listed?: Discovered, session?: Session): Promise<{
    result: ScanResult;
} | Compared>;
