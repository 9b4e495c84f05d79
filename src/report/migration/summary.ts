import type { RuleName } from '../../result.js'
import type { CountRow } from './account.js'
import type { Facts } from './facts.js'
import { isOnDisk, type Run } from './run.js'

export interface MigrationSummary {
  filesChecked: number
  filesModified: number
  fixes: number
  steps: number
  sendsMigrated: number
  selfSendsKept: number
  callsFixed: number
  watchersMigrated: number
  manualReview: Record<'sends' | 'calls' | 'watchers' | 'other', number>
  /** Every call that was seen, in all of the root, has a timeout now. */
  allCallsMigrated: boolean
}

/** Rules with a block of their own. */
const own: ReadonlySet<RuleName> = new Set(['raw-send', 'untimed-call', 'unmanaged-watcher'])

export function summaryOf(facts: Facts, run: Run): MigrationSummary {
  const row = (rule: RuleName): CountRow | undefined => facts.rules.find(r => r.name === rule)
  const manual = (rule: RuleName): number => row(rule)?.manual ?? 0
  return {
    filesChecked: facts.scanned.filesChecked,
    filesModified: facts.filesModified,
    fixes: facts.fixes.length,
    steps: facts.steps.length,
    sendsMigrated: row('raw-send')?.fixed ?? 0,
    selfSendsKept: facts.after.selfSends,
    callsFixed: row('untimed-call')?.fixed ?? 0,
    watchersMigrated: row('unmanaged-watcher')?.fixed ?? 0,
    manualReview: {
      sends: manual('raw-send'),
      calls: manual('untimed-call'),
      watchers: manual('unmanaged-watcher'),
      other: facts.manual.filter(row => !own.has(row.rule)).length,
    },
    allCallsMigrated: areAllCallsMigrated(facts, run),
  }
}

/** Of the whole root, on the disk, and with nothing undecided or unread: else nobody knows. */
function areAllCallsMigrated({ scanned, after }: Facts, run: Run): boolean {
  const isWhole = scanned.roots.length === 1 && scanned.roots[0] === '.'
  return isOnDisk(run) && isWhole && after.criteria.timeouts.outcome === 'pass'
}
