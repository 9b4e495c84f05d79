/** The plan of a migration, proven: nothing is written here. */
import { existsSync, realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Settings } from '../../codemods/codemod.js'
import { scan } from '../audit/scan.js'
import type { Finding, RuleName, ScanOptions, ScanResult } from '../result.js'
import type { Fix, Kept, Safety } from './fix.js'
import { type Draft, drafted, type FilePlan, inOrder, planOf, type Wanted } from './plan.js'
import { illTyped, ofSecondScan, type Refuted, textsOf, unparsable } from './prove.js'
import { TypeProof } from './type-proof.js'

export interface MigrateOptions extends ScanOptions {
  /** Default `safe`. */
  safety?: Safety
  rules?: RuleName[]
  dialects?: string[]
  settings?: Settings
  /** Names of codemods; default all. */
  codemods?: string[]
}

/** What was shown of a fix, all before writing. */
export interface Proofs {
  readonly parses: true
  /** `unchecked`: the checker does not look at such a file. */
  readonly types: 'no diagnostic added' | 'unchecked'
  readonly secondScan: 'gone, nothing new'
  readonly secondMigration: 'empty'
}

export interface ManualRow {
  readonly finding: Finding
  readonly dialect: string
  readonly reason: string
}

export interface Migration {
  readonly root: string
  readonly safety: Safety
  readonly files: readonly FilePlan[]
  readonly proofs: ReadonlyMap<string, Proofs>
  readonly manual: readonly ManualRow[]
  readonly before: ScanResult
  /** The scan of what would be written; the same as before if nothing would be. */
  readonly after: ScanResult
  readonly notices: readonly string[]
}

/** A fix may hide what is wrong with another: so often the rest is looked at again. */
const rounds = 8

/** @throws as `scan`; an Error where a second migration would go on changing what the first one wrote. */
export async function planMigration(options: MigrateOptions = {}): Promise<Migration> {
  const { safety = 'safe', rules, dialects, codemods, settings = {}, ...scanning } = options
  const given = resolve(options.root ?? '.')
  const root = existsSync(given) ? realpathSync.native(given) : given
  const wanted: Wanted = { safety, rules, dialects, codemods, settings }
  const before = await scan({ ...scanning, root })
  const { drafts, kept } = drafted(before, root, wanted)
  const proof = await settle(drafts)

  const dropped: Refuted = new Map()
  for (let round = 0; ; round++) {
    const plans = drafts.map(d => planOf(d, safety, dropped))
    let refuted: Refuted = new Map()
    let after = before
    if (plans.some(p => p.fixes.length > 0)) {
      refuted = unparsable(plans)
      if (refuted.size === 0) refuted = illTyped(plans, proof)
      if (refuted.size === 0) {
        after = await again(before, { ...scanning, root }, plans)
        refuted = ofSecondScan(plans, before, after)
      }
      if (refuted.size === 0) await expectEmpty(after, root, wanted, plans)
    }
    if (refuted.size === 0) return concluded(root, safety, plans, kept, before, after, proof)
    for (const [fix, reason] of refuted) dropped.set(fix, reason)
    if (round === rounds) for (const p of plans) for (const f of p.fixes) dropped.set(f.id, 'its proof did not settle')
  }
}

/** What only types know makes a fix less than safe, and that in turn the fixes beside it. */
async function settle(drafts: readonly Draft[]): Promise<TypeProof> {
  const proof = await TypeProof.open(new Map(drafts.filter(d => d.fixes.length > 0).map(d => [d.path, d.before])))
  for (const draft of drafts) {
    const typed = draft.fixes.map((fix): Fix => {
      if (fix.safety !== 'safe') return fix
      if (!proof.arePrimitive(draft.path, fix.primitive))
        return {
          ...fix,
          safety: 'review',
          reason: 'the message holds an object that others may change before it is written, a moment after the call',
        }
      if (!proof.checks(draft.path))
        return { ...fix, safety: 'review', reason: 'the type checker does not check this file' }
      return fix
    })
    draft.fixes = inOrder(typed, draft.sites)
  }
  return proof
}

async function again(before: ScanResult, options: ScanOptions, plans: readonly FilePlan[]): Promise<ScanResult> {
  // where types decided nothing, they are not asked; else the backend that can look at texts is
  const types = before.summary.types.asked === 0 ? 'off' : 'ts-morph'
  return scan({ ...options, types, onProgress: undefined }, textsOf(plans))
}

/** What is migrated is not migrated again. A fix that would be is a fault of this tool: nothing is written then. */
async function expectEmpty(after: ScanResult, root: string, wanted: Wanted, plans: readonly FilePlan[]): Promise<void> {
  const { drafts } = drafted(after, root, wanted, textsOf(plans))
  await settle(drafts)
  const conflicting = new Set(plans.flatMap(p => ('kept' in p ? (p.kept as Kept[]) : [])).map(k => k.finding))
  for (const draft of drafts) {
    const next = planOf(draft, wanted.safety, new Map()).fixes.find(f => !conflicting.has(f.id))
    if (next) throw new Error(`a second migration would change ${draft.file}:${next.line} again (${next.codemod})`)
  }
}

function concluded(
  root: string,
  safety: Safety,
  plans: readonly (FilePlan & { kept: Kept[] })[],
  kept: readonly Kept[],
  before: ScanResult,
  after: ScanResult,
  proof: TypeProof,
): Migration {
  const files = plans.filter(p => p.fixes.length > 0)
  const proofs = new Map<string, Proofs>()
  for (const p of files) {
    const types = proof.checks(p.path) ? 'no diagnostic added' : 'unchecked'
    for (const fix of p.fixes)
      proofs.set(fix.id, { parses: true, types, secondScan: 'gone, nothing new', secondMigration: 'empty' })
  }
  const findings = new Map(before.findings.map(f => [f.id, f]))
  const dialects = new Map(before.sites.map(s => [s.id, s.dialect]))
  const manual = [...kept, ...plans.flatMap(p => p.kept)].map(({ finding, reason }) => {
    const f = findings.get(finding)!
    return { finding: f, dialect: dialects.get(f.siteId) ?? '', reason }
  })
  manual.sort((a, b) => compare(a.finding, b.finding))
  const notices = [...before.summary.notices]
  if (proof.lent)
    notices.push('the project has no @otp-audit/runtime yet: npm install @otp-audit/runtime before it is run')
  return { root, safety, files, proofs, manual, before, after, notices }
}

const compare = (a: Finding, b: Finding): number =>
  a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column
