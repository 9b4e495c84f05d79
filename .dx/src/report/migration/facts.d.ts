/** All that a report tells of a migration, as data that can be kept: how it went on from there is the run's. */
import { type Trace } from '../../../codemods/traced.js';
import type { Deployments } from '../../migrate/deployment.js';
import type { Fix } from '../../migrate/fix.js';
import type { Migration, Proofs } from '../../migrate/migration.js';
import type { RuleName, ScanResult, Suppression } from '../../result.js';
import { type CountRow } from './account.js';
import type { Asked } from './run.js';
import { type Standing } from './standing.js';
export interface Facts {
    tool: ScanResult['tool'];
    scanned: {
        roots: string[];
        commit?: string;
        preset: string;
        filesChecked: number;
        filesSkipped: number;
    };
    filesModified: number;
    rules: CountRow[];
    dialects: CountRow[];
    fixes: FixReport[];
    steps: StepReport[];
    manual: LeftReport[];
    skipped: LeftReport[];
    /** Silenced by comments in the code; in none of the counts. */
    suppressed: SuppressedReport[];
    unread: ScanResult['skipped'];
    notices: string[];
    before: Standing;
    after: Standing;
}
/** A change that repairs no finding: a comment on a self-send, the receiving end of sends. */
export interface StepReport {
    id: string;
    codemod: string;
    dialect: string;
    file: string;
    line: number;
    column: number;
    safety: Fix['safety'];
    /** Why it is not safe. */
    reason?: string;
    /** What the program does otherwise afterwards, as intended. */
    difference: string;
    /** Offsets in the text before, without byte order mark. */
    edits: {
        start: number;
        end: number;
        text: string;
    }[];
    imports: {
        module: string;
        name: string;
        local: string;
    }[];
    proof: Proofs & {
        trace: Trace;
    };
}
export interface FixReport extends StepReport {
    /** The nodes that it repairs. */
    findings: Node[];
}
export interface Node {
    id: string;
    rule: RuleName;
    line: number;
    column: number;
}
/** A finding that stays, and why. */
export interface LeftReport {
    finding: string;
    rule: RuleName;
    dialect: string;
    file: string;
    line: number;
    column: number;
    shape: string;
    /** The callee as written; none for what is no call. */
    callee?: string;
    reason: string;
    advice: string;
}
export interface SuppressedReport extends Node {
    file: string;
    suppression: Suppression;
}
/** @throws Error if the numbers would not add up. */
export declare function factsOf(migration: Migration, asked: Asked, deployments: Deployments): Facts;
