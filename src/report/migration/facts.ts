/** All that a report tells of a migration, as data that can be kept: how it went on from there is the run's. */
import { type Trace, traceOf } from '../../../codemods/traced.js'
import type { Deployments } from '../../migrate/deployment.js'
import type { Fix } from '../../migrate/fix.js'
import type { Migration, Proofs } from '../../migrate/migration.js'
import type { Finding, RuleName, ScanResult, SiteReport, Suppression } from '../../result.js'
import { order } from '../groups.js'
import { accountOf, type CountRow, dialectIn } from './account.js'
import type { Asked } from './run.js'
import { type Standing, standingOf } from './standing.js'

export interface Facts {
  tool: ScanResult['tool']
  scanned: { roots: string[]; commit?: string; preset: string; filesChecked: number; filesSkipped: number }
  filesModified: number
  rules: CountRow[]
  dialects: CountRow[]
  fixes: FixReport[]
  steps: StepReport[]
  manual: LeftReport[]
  skipped: LeftReport[]
  /** Silenced by comments in the code; in none of the counts. */
  suppressed: SuppressedReport[]
  unread: ScanResult['skipped']
  notices: string[]
  before: Standing
  after: Standing
}

/** A change that repairs no finding: a comment on a self-send, the receiving end of sends. */
export interface StepReport {
  id: string
  codemod: string
  dialect: string
  file: string
  line: number
  column: number
  safety: Fix['safety']
  /** Why it is not safe. */
  reason?: string
  /** What the program does otherwise afterwards, as intended. */
  difference: string
  /** Offsets in the text before, without byte order mark. */
  edits: { start: number; end: number; text: string }[]
  imports: { module: string; name: string; local: string }[]
  proof: Proofs & { trace: Trace }
}

export interface FixReport extends StepReport {
  /** The nodes that it repairs. */
  findings: Node[]
}

export interface Node {
  id: string
  rule: RuleName
  line: number
  column: number
}

/** A finding that stays, and why. */
export interface LeftReport {
  finding: string
  rule: RuleName
  dialect: string
  file: string
  line: number
  column: number
  shape: string
  /** The callee as written; none for what is no call. */
  callee?: string
  reason: string
  advice: string
}

export interface SuppressedReport extends Node {
  file: string
  suppression: Suppression
}

/** @throws Error if the numbers would not add up. */
export function factsOf(migration: Migration, asked: Asked, deployments: Deployments): Facts {
  const { before, after, files, notices } = migration
  const { fates, rules, dialects } = accountOf(migration, asked)
  const fixes = inOrder(files.flatMap(f => f.fixes))
  const findings = new Map(before.findings.map(f => [f.id, f]))
  const left = leftOf(migration)
  return {
    tool: before.tool,
    scanned: {
      roots: before.summary.roots,
      commit: before.summary.commit,
      preset: before.summary.preset,
      filesChecked: before.summary.filesFound,
      filesSkipped: before.skipped.length,
    },
    filesModified: files.length,
    rules,
    dialects,
    fixes: fixes
      .filter(f => f.findings.length > 0)
      .map(f => ({ ...stepOf(f, migration), findings: f.findings.map(id => nodeOf(findings.get(id)!)).sort(byLine) })),
    steps: fixes.filter(f => f.findings.length === 0).map(f => stepOf(f, migration)),
    manual: left.filter(row => fates.get(row.finding) === 'manual'),
    skipped: left.filter(row => fates.get(row.finding) === 'skipped'),
    suppressed: inOrder(before.suppressed.map(f => ({ ...nodeOf(f), file: f.file, suppression: f.suppression }))),
    unread: before.skipped,
    notices: [...new Set(notices)],
    before: standingOf(before, deployments.before),
    after: standingOf(after, deployments.after),
  }
}

const nodeOf = ({ id, rule, line, column }: Finding): Node => ({ id, rule, line, column })

function stepOf(fix: Fix, { proofs }: Migration): StepReport {
  const { id, codemod, dialect, file, line, column, safety, reason, difference, edits, imports } = fix
  const proof = proofs.get(id)
  if (!proof) throw new Error(`fix ${id} has no proof`)
  return {
    id,
    codemod,
    dialect,
    file,
    line,
    column,
    safety,
    reason,
    difference,
    edits: edits.map(({ start, end, text }) => ({ start, end, text })),
    imports: imports.map(({ module, name, local }) => ({ module, name, local })),
    proof: { ...proof, trace: traceOf(fix) },
  }
}

function leftOf({ before, manual }: Migration): LeftReport[] {
  const sites = new Map<string, SiteReport>(before.sites.map(s => [s.id, s]))
  const dialect = dialectIn(before)
  return inOrder(
    manual.map(({ finding: f, reason }) => ({
      finding: f.id,
      rule: f.rule,
      dialect: dialect(f),
      file: f.file,
      line: f.line,
      column: f.column,
      shape: f.shape,
      callee: sites.get(f.siteId)?.callee,
      reason,
      advice: f.advice,
    })),
  )
}

interface Placed {
  file: string
  line: number
  column: number
}

const byLine = (a: Omit<Placed, 'file'>, b: Omit<Placed, 'file'>): number => a.line - b.line || a.column - b.column
const inOrder = <T extends Readonly<Placed>>(items: readonly T[]): T[] =>
  [...items].sort((a, b) => order(a.file, b.file) || byLine(a, b))
