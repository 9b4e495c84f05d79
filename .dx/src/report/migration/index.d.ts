/** The report of a migration: what was done, how it was proven, and what is left for people. */
import type { Facts } from './facts.js';
import type { Run } from './run.js';
export { type Facts, factsOf } from './facts.js';
export { migrationMarkdown } from './markdown.js';
export { type MigrationReport, reportOf } from './report.js';
export { type Asked, type Run, type RunState, statusOf } from './run.js';
export { type MigrationSummary, summaryOf } from './summary.js';
/** As JSON; its schema is `otp-audit/migration.schema.json`. */
export declare const migrationJson: (facts: Facts, run: Run, generated: string) => string;
