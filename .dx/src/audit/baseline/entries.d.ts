import type { Finding, ScanResult } from '../../result.js';
import { type Entry } from './entry.js';
/**
 * What a baseline at a path says of a result.
 * @param matches By which entry of an older one a finding goes.
 */
export declare function entriesOf({ findings, summary: { preset } }: ScanResult, root: string, path: string, matches?: ReadonlyMap<Finding, Entry>): Entry[];
