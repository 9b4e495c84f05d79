import type { Finding, ScanResult } from '../../result.js';
import type { Entry } from './entry.js';
import type { Baseline } from './file.js';
import { type Looked } from './places.js';
export interface Compared {
    readonly result: ScanResult;
    readonly baseline: Baseline;
    /** By which entry each finding goes, silenced ones among them. */
    readonly matches: ReadonlyMap<Finding, Entry>;
    readonly absent: readonly Entry[];
    readonly notJudged: readonly {
        entry: Entry;
        reason: string;
    }[];
}
/**
 * @param why Findings and entries say how they were matched.
 */
export declare function compare(result: ScanResult, baseline: Baseline, looked: Looked, why?: boolean): Promise<Compared>;
/** Where links lead to, so that one file has one name. */
export declare function folderOf(path: string): string;
/** A finding's file as a baseline in that folder names it. */
export declare const fileBelow: (folder: string, root: string, { file }: Pick<Finding, 'file'>) => string;
