/** What the report says, as data: the contract of `--report FILE.json` and `otp-audit report --format json`. */
import { type ChecklistName, checklistNames, checklistTexts } from '../checklist.js'
import type { Criterion, CriterionName } from '../criteria.js'
import { type CountRow, totalOf } from './account.js'
import { type PlanBlocks, planBlocks } from './blocks.js'
import { migrationCriteria } from './criteria.js'
import type { Facts } from './facts.js'
import { nextStepsOf } from './next-steps.js'
import { type Asked, isOnDisk, type Run, type RunState } from './run.js'
import { type MigrationSummary, summaryOf } from './summary.js'

export interface MigrationReport
  extends Pick<
    Facts,
    'tool' | 'scanned' | 'fixes' | 'steps' | 'manual' | 'skipped' | 'suppressed' | 'unread' | 'notices'
  > {
  schemaVersion: 1
  /** When the migration was run, ISO 8601. */
  generated: string
  run: { state: RunState; id?: string; verify?: Run['verify'] } & Asked
  summary: MigrationSummary
  /** The plan's own reports, with its keys. */
  reports: PlanBlocks
  counts: { rules: CountRow[]; dialects: CountRow[]; total: CountRow }
  criteria: (Criterion & { name: CriterionName })[]
  checklist: { name: ChecklistName; text: string; done: boolean }[]
  nextSteps: string[]
}

/** @param generated When the migration was run. */
export function reportOf(facts: Facts, run: Run, generated: string): MigrationReport {
  const { tool, scanned, rules, dialects, fixes, steps, manual, skipped, suppressed, unread, notices } = facts
  const criteria = migrationCriteria(facts, run)
  const done = doneOf(facts, run, criteria)
  return {
    schemaVersion: 1,
    tool,
    generated,
    run: { state: run.state, id: run.id, ...run.asked, verify: run.verify },
    scanned,
    summary: summaryOf(facts, run),
    reports: planBlocks(facts, run),
    counts: { rules, dialects, total: totalOf(rules) },
    fixes,
    steps,
    manual,
    skipped,
    suppressed,
    unread,
    criteria: (Object.keys(criteria) as CriterionName[]).map(name => ({ name, ...criteria[name] })),
    checklist: checklistNames.map(name => ({ name, text: checklistTexts[name], done: done.has(name) })),
    nextSteps: nextStepsOf(facts, run),
    notices,
  }
}

/** The boxes that this run is evidence for. What only people or benchmarks know stays open. */
function doneOf(facts: Facts, run: Run, criteria: Record<CriterionName, Criterion>): Set<ChecklistName> {
  const passed = (name: CriterionName): boolean => criteria[name].outcome === 'pass'
  const standing = isOnDisk(run) ? facts.after : facts.before
  const isRun = isOnDisk(run) && (run.asked.rules === undefined || run.asked.rules.includes('raw-send'))
  const done: Partial<Record<ChecklistName, boolean>> = {
    supervisedSend: passed('supervisedSend') && passed('tests'),
    deadLetters: standing.isDeclared,
    sends: passed('sends'),
    scripts: isRun && run.asked.dialects === undefined,
    monitorManager: standing.isDeclared && standing.importsMonitors,
    monitors: passed('monitors'),
    timeouts: passed('timeouts'),
    tests: passed('tests'),
  }
  return new Set(checklistNames.filter(name => done[name] === true))
}
