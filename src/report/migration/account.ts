/** Every finding of the scan before is in exactly one place of the report: fixed, for review, skipped, or not asked for. */
import type { Migration } from '../../migrate/migration.js'
import type { Finding, ScanResult } from '../../result.js'
import { order } from '../groups.js'
import type { Asked } from './run.js'

export type Fate = 'fixed' | 'manual' | 'skipped' | 'notAsked'

/** Findings of one rule or dialect: `before` = `fixed` + `manual` + `skipped` + `notAsked`. */
export interface CountRow extends Record<Fate, number> {
  name: string
  before: number
  after: number
}

export interface Account {
  readonly fates: ReadonlyMap<string, Fate>
  readonly rules: CountRow[]
  readonly dialects: CountRow[]
}

/** Whose finding has no site of a library. */
const program = 'program'

/** @throws Error if a finding is nowhere, or in two places: then the numbers would not add up. */
export function accountOf({ before, after, files, manual }: Migration, asked: Asked): Account {
  const dialect = dialectIn(before)
  const inTests = new Set(before.sites.filter(s => s.inTest).map(s => s.id))
  const fates = new Map<string, Fate>()
  const put = (finding: string, fate: Fate): void => {
    const other = fates.get(finding)
    if (other !== undefined) throw new Error(`finding ${finding} is counted twice, as ${other} and as ${fate}`)
    fates.set(finding, fate)
  }
  for (const { fixes } of files) for (const fix of fixes) for (const finding of fix.findings) put(finding, 'fixed')
  for (const { finding } of manual) put(finding.id, inTests.has(finding.siteId) ? 'skipped' : 'manual')
  for (const finding of before.findings) {
    if (isAsked(finding, dialect(finding), asked)) {
      if (!fates.has(finding.id)) throw new Error(`finding ${finding.id} is neither fixed nor left to anybody`)
    } else put(finding.id, 'notAsked')
  }
  if (fates.size !== before.findings.length)
    throw new Error('the migration speaks of a finding that the scan does not have')
  const rows = (of: (f: Finding) => string, now: (f: Finding) => string): CountRow[] =>
    rowsOf(before.findings, after.findings, fates, of, now)
  return {
    fates,
    rules: rows(
      f => f.rule,
      f => f.rule,
    ),
    dialects: rows(dialect, dialectIn(after)),
  }
}

export function dialectIn(result: ScanResult): (finding: Finding) => string {
  const dialects = new Map(result.sites.map(s => [s.id, s.dialect]))
  return finding => dialects.get(finding.siteId) ?? program
}

const isAsked = ({ rule }: Finding, dialect: string, { rules, dialects }: Asked): boolean =>
  (rules === undefined || rules.includes(rule)) && (dialects === undefined || dialects.includes(dialect))

function rowsOf(
  before: readonly Finding[],
  after: readonly Finding[],
  fates: ReadonlyMap<string, Fate>,
  of: (f: Finding) => string,
  now: (f: Finding) => string,
): CountRow[] {
  const rows = new Map<string, CountRow>()
  const row = (name: string): CountRow => {
    const known = rows.get(name) ?? emptyRow(name)
    rows.set(name, known)
    return known
  }
  for (const f of before) {
    const own = row(of(f))
    own.before++
    own[fates.get(f.id)!]++
  }
  for (const f of after) row(now(f)).after++
  return [...rows.values()].sort((a, b) => order(a.name, b.name))
}

const emptyRow = (name: string): CountRow => ({
  name,
  before: 0,
  fixed: 0,
  manual: 0,
  skipped: 0,
  notAsked: 0,
  after: 0,
})

export function totalOf(rows: readonly CountRow[]): CountRow {
  const sum = emptyRow('Total')
  for (const row of rows) {
    sum.before += row.before
    sum.fixed += row.fixed
    sum.manual += row.manual
    sum.skipped += row.skipped
    sum.notAsked += row.notAsked
    sum.after += row.after
  }
  return sum
}
