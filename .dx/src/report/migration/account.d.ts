/** Every finding of the scan before is in exactly one place of the report: fixed, for review, skipped, or not asked for. */
import type { Migration } from '../../migrate/migration.js';
import type { Finding, ScanResult } from '../../result.js';
import type { Asked } from './run.js';
export type Fate = 'fixed' | 'manual' | 'skipped' | 'notAsked';
/** Findings of one rule or dialect: `before` = `fixed` + `manual` + `skipped` + `notAsked`. */
export interface CountRow extends Record<Fate, number> {
    name: string;
    before: number;
    after: number;
}
export interface Account {
    readonly fates: ReadonlyMap<string, Fate>;
    readonly rules: CountRow[];
    readonly dialects: CountRow[];
}
/** @throws Error if a finding is nowhere, or in two places: then the numbers would not add up. */
export declare function accountOf({ before, after, files, manual }: Migration, asked: Asked): Account;
export declare function dialectIn(result: ScanResult): (finding: Finding) => string;
export declare function totalOf(rows: readonly CountRow[]): CountRow;
