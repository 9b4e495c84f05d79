/** A run of `migrate` from its plan to its report, the one that is asked for and the one that is kept. */
import type { Migration } from '../migrate/migration.js'
import {
  type Asked,
  type Facts,
  factsOf,
  migrationJson,
  migrationMarkdown,
  type Run,
} from '../report/migration/index.js'
import { type Context, say } from './context.js'
import { writeAtomically } from './output.js'

export interface LastRun {
  facts: Facts
  run: Run
  /** ISO 8601. */
  generated: string
}

/** To be taken before anything is written: numbers that do not add up are a fault of this tool. */
export async function factsBefore(migration: Migration, asked: Asked, context: Context): Promise<Facts> {
  const { deployments } = await import('../migrate/index.js')
  return factsOf(migration, asked, await deployments(migration, context.signal))
}

interface Concluding {
  root: string
  /** A file, as it is asked for. */
  report: string | undefined
  /** For `otp-audit report`; not of a run that is to write nothing at all. */
  keep: boolean
}

/** Writes the report, if one is asked for, and keeps the run. */
export async function conclude(last: LastRun, { root, report, keep }: Concluding, context: Context): Promise<void> {
  if (report !== undefined) await writeAtomically(report, printed(last, report.endsWith('.json') ? 'json' : 'markdown'))
  if (!keep) return
  const { reasonOf, remember } = await import('../migrate/index.js')
  try {
    await remember(root, last)
  } catch (error) {
    // a dry run is good for a folder that can't be written to
    if ((error as NodeJS.ErrnoException).code === undefined) throw error
    await say(context, `not kept for otp-audit report: ${reasonOf(error)}`)
  }
}

export type ReportFormat = 'markdown' | 'json'

export const printed = ({ facts, run, generated }: LastRun, format: ReportFormat): string =>
  (format === 'json' ? migrationJson : migrationMarkdown)(facts, run, generated)
