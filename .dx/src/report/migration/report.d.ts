/** What the report says, as data: the contract of `--report FILE.json` and `otp-audit report --format json`. */
import { type ChecklistName } from '../checklist.js';
import type { Criterion, CriterionName } from '../criteria.js';
import { type CountRow } from './account.js';
import { type PlanBlocks } from './blocks.js';
import type { Facts } from './facts.js';
import { type Asked, type Run, type RunState } from './run.js';
import { type MigrationSummary } from './summary.js';
export interface MigrationReport extends Pick<Facts, 'tool' | 'scanned' | 'fixes' | 'steps' | 'manual' | 'skipped' | 'suppressed' | 'unread' | 'notices'> {
    schemaVersion: 1;
    /** When the migration was run, ISO 8601. */
    generated: string;
    run: {
        state: RunState;
        id?: string;
        verify?: Run['verify'];
    } & Asked;
    summary: MigrationSummary;
    /** The plan's own reports, with its keys. */
    reports: PlanBlocks;
    counts: {
        rules: CountRow[];
        dialects: CountRow[];
        total: CountRow;
    };
    criteria: (Criterion & {
        name: CriterionName;
    })[];
    checklist: {
        name: ChecklistName;
        text: string;
        done: boolean;
    }[];
    nextSteps: string[];
}
/** @param generated When the migration was run. */
export declare function reportOf(facts: Facts, run: Run, generated: string): MigrationReport;
