import type { Facts } from './facts.js';
import { type Run } from './run.js';
export interface MigrationSummary {
    filesChecked: number;
    filesModified: number;
    fixes: number;
    steps: number;
    sendsMigrated: number;
    selfSendsKept: number;
    callsFixed: number;
    watchersMigrated: number;
    manualReview: Record<'sends' | 'calls' | 'watchers' | 'other', number>;
    /** Every call that was seen, in all of the root, has a timeout now. */
    allCallsMigrated: boolean;
}
export declare function summaryOf(facts: Facts, run: Run): MigrationSummary;
