/** The report of a migration: what was done, how it was proven, and what is left for people. */
import type { Facts } from './facts.js'
import { reportOf } from './report.js'
import type { Run } from './run.js'

export { type Facts, factsOf } from './facts.js'
export { proofOf } from './fixes.js'
export { migrationMarkdown } from './markdown.js'
export { type MigrationReport, reportOf } from './report.js'
export { type Asked, type Run, type RunState, statusOf } from './run.js'
export { type MigrationSummary, summaryOf } from './summary.js'

/** As JSON; its schema is `otp-audit/migration.schema.json`. */
export const migrationJson = (facts: Facts, run: Run, generated: string): string =>
  `${JSON.stringify(reportOf(facts, run, generated), undefined, 2)}\n`
