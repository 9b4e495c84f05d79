import type { Facts } from './facts.js';
import { type Run } from './run.js';
export interface PlanBlocks {
    'Send Migration Report': {
        'Files checked': number;
        'Files modified': number;
        'Sends migrated': number;
        'Self-sends kept': number;
        'Manual review needed': number;
        Skipped: Record<string, number>;
    };
    'GenServer Timeout Migration Report': {
        'Files checked': number;
        'Files modified': number;
        'Calls fixed': number;
        'Manual review needed': number;
        Skipped: Record<string, number>;
    };
    'Monitor Migration Report': {
        'Total files scanned': number;
        'Files with monitors': number;
        /** All that is reported on below, before the migration. */
        'Total issues found': number;
        'Watchers migrated': number;
        'Manual review needed': number;
        Skipped: Record<string, number>;
        'Migration needed': 'YES' | 'NO';
        /** As the code is on the disk. */
        'Files Requiring Migration': {
            file: string;
            shapes: Record<string, number>;
        }[];
    };
}
export declare function planBlocks(facts: Facts, run: Run): PlanBlocks;
export declare function blockLines(blocks: PlanBlocks, facts: Facts, run: Run): string[];
