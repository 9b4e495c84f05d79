/** A run of `migrate` from its plan to its report, the one that is asked for and the one that is kept. */
import type { Migration } from '../migrate/migration.js';
import { type Asked, type Facts, type Run } from '../report/migration/index.js';
import { type Context } from './context.js';
export interface LastRun {
    facts: Facts;
    run: Run;
    /** ISO 8601. */
    generated: string;
}
/** To be taken before anything is written: numbers that do not add up are a fault of this tool. */
export declare function factsBefore(migration: Migration, asked: Asked, context: Context): Promise<Facts>;
interface Concluding {
    root: string;
    /** A file, as it is asked for. */
    report: string | undefined;
    /** For `otp-audit report`; not of a run that is to write nothing at all. */
    keep: boolean;
}
/** Writes the report, if one is asked for, and keeps the run. */
export declare function conclude(last: LastRun, { root, report, keep }: Concluding, context: Context): Promise<void>;
export type ReportFormat = 'markdown' | 'json';
export declare const printed: ({ facts, run, generated }: LastRun, format: ReportFormat) => string;
export {};
