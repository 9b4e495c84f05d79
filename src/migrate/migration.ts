/** The plan of a migration, proven: nothing is written here. */
import { existsSync, realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Settings } from '../../codemods/codemod.js'
import { scan } from '../audit/scan.js'
import { Session } from '../audit/session.js'
import type { Discovered } from '../files/discover.js'
import { readStaged, type Staged } from '../files/staged.js'
import type { Finding, RuleName, ScanOptions, ScanResult } from '../result.js'
import type { Fix, Kept, Safety } from './fix.js'
import { Format, formatted } from './format/index.js'
import { waits } from './merge.js'
import { olderNodes } from './node-version.js'
import { type Draft, drafted, type FilePlan, planOf, type Wanted } from './plan.js'
import { illTyped, ofSecondScan, type Refuted, textsOf, unfounded, unparsable, unreadable } from './prove.js'
import { type First, ofSecondMigration } from './second-migration.js'
import { settle } from './settle.js'
import type { TypeProof } from './type-proof.js'

export interface MigrateOptions extends ScanOptions {
  /** Default `safe`. */
  safety?: Safety
  rules?: RuleName[]
  dialects?: string[]
  settings?: Settings
  /** Names of codemods; default all. */
  codemods?: string[]
  /** What is changed is formatted with the project's own Prettier or Biome. Default no. */
  format?: boolean
}

/** What was shown of a fix, all before writing. */
export interface Proofs {
  readonly parses: true
  /** `unchecked`: the checker does not look at such a file. */
  readonly types: 'no diagnostic added' | 'unchecked'
  /** A step has nothing that could be gone. */
  readonly secondScan: 'gone, nothing new' | 'nothing new'
  /** `only what waits for the first`: fixes that could not be made together with those of the same text. */
  readonly secondMigration: 'empty' | 'only what waits for the first'
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
  /** Fix → why it was wanted and could not be proven; of steps, which have no finding under `manual`, it is told here. */
  readonly dropped: ReadonlyMap<string, string>
  readonly before: ScanResult
  /** The scan of what would be written; the same as before if nothing would be. */
  readonly after: ScanResult
  readonly notices: readonly string[]
}

/**
 * A scan's projects and those of the proof are open one after the other in one process. In a scan's 425 MiB, migrating
 * 8 of 3,000 files takes 1.3 times as long as with these; with more it gets no faster.
 */
const memoryMiB = 600

/** A fix may hide what is wrong with another: so often the rest is looked at again. */
const rounds = 8

/** What is kept of an offered fix: the fix itself, one that a person has edited, or nothing and why. */
export type Choice = (fix: Fix) => Fix | string

/** Findings with the fixes that codemods offer; what is chosen of them is proven together, as often as is asked. */
export interface Prepared {
  prove(choice?: Choice): Promise<Migration>
  /** Ends the type checker. */
  close(): Promise<void>
  /** A file with one fix alone, not proven. */
  preview(file: string, fix: Fix): Promise<FilePlan>
}

/** @throws as `scan` */
export async function planMigration(options: MigrateOptions = {}): Promise<Migration> {
  const prepared = await prepare(options)
  try {
    return await prepared.prove()
  } finally {
    await prepared.close()
  }
}

/**
 * Scans, and asks the codemods.
 * @param index What `staged` means, where it is known already.
 * @throws as `scan`
 */
export async function prepare(options: MigrateOptions = {}, index?: Staged): Promise<Prepared> {
  const given = resolve(options.root ?? '.')
  const root = existsSync(given) ? realpathSync.native(given) : given
  const session = new Session(root, options.types ?? 'native', memoryMiB)
  // it starts while files are read; most migrations ask it, be it only for the proof
  if (session.backend !== 'ts-morph') session.server().catch(() => {}) // who asks it hears of it
  try {
    const offered = await offer({ ...options, root }, session, index)
    return {
      prove: choice => prove(offered, choice),
      preview: async (file, fix) => {
        const plan = planOf({ ...offered.drafts.find(d => d.file === file)!, fixes: [fix] }, 'all', new Map())
        return offered.format ? offered.format.of(plan) : plan
      },
      close: () => session.close(),
    }
  } catch (error) {
    await session.close()
    throw error
  }
}

async function offer(
  {
    safety = 'safe',
    rules,
    dialects,
    codemods,
    settings = {},
    format = false,
    ...scanning
  }: MigrateOptions & { root: string },
  session: Session,
  index: Staged | undefined,
): Promise<Offered> {
  const { root } = scanning
  const wanted: Wanted = { safety, rules, dialects, codemods, settings }
  const staged = index ?? (scanning.staged ? await readStaged(root, scanning.paths ?? [], scanning.signal) : undefined)
  const texts = staged?.texts
  const before = await scan(scanning, texts, staged?.found, session)
  const { drafts, kept } = drafted(before, root, wanted, texts)
  const proof = await settle(drafts, session, texts)
  return {
    root,
    scanning,
    session,
    wanted,
    texts,
    listed: staged?.found,
    before,
    drafts,
    kept,
    proof,
    format: format ? new Format(root) : undefined,
  }
}

interface Offered extends First {
  readonly scanning: ScanOptions & { root: string }
  readonly listed: Discovered | undefined
  readonly kept: readonly Kept[]
  readonly proof: TypeProof
  readonly format: Format | undefined
}

async function prove(offered: Offered, choice?: Choice): Promise<Migration> {
  const { wanted, before, proof, format, texts } = offered
  const { drafts, skipped } = choice ? chosen(offered.drafts, choice) : { drafts: offered.drafts, skipped: [] }
  const kept = [...offered.kept, ...skipped]
  const dropped: Refuted = new Map()
  for (let round = 0; ; round++) {
    const plain = drafts.map(d => planOf(d, wanted.safety, dropped))
    const plans = format ? await formatted(plain, format) : plain
    let refuted: Refuted = new Map()
    let after = before
    if (plans.some(p => p.fixes.length > 0)) {
      refuted = unfounded(plans)
      if (refuted.size === 0) refuted = new Map([...unparsable(plans), ...unreadable(plans)])
      if (refuted.size === 0) {
        // the checker is another process
        ;[refuted, after] = await Promise.all([illTyped(plans, proof, texts), again(offered, plans)])
        if (refuted.size === 0) refuted = ofSecondScan(plans, before, after)
      }
      if (refuted.size === 0) refuted = await ofSecondMigration(offered, after, plans, kept)
    }
    if (refuted.size === 0) return concluded(offered, plans, kept, dropped, after)
    for (const [fix, reason] of refuted) dropped.set(fix, reason)
    if (round === rounds) for (const p of plans) for (const f of p.fixes) dropped.set(f.id, 'its proof did not settle')
  }
}

function chosen(drafts: readonly Draft[], choice: Choice): { drafts: Draft[]; skipped: Kept[] } {
  const skipped: Kept[] = []
  const own = drafts.map(draft => {
    const fixes: Fix[] = []
    for (const fix of draft.fixes) {
      const kept = choice(fix)
      if (typeof kept !== 'string') fixes.push(kept)
      else skipped.push(...fix.findings.map(finding => ({ finding, reason: kept })))
    }
    return { ...draft, fixes }
  })
  return { drafts: own, skipped }
}

async function again(
  { before, scanning, session, texts, listed }: Offered,
  plans: readonly FilePlan[],
): Promise<ScanResult> {
  // where types decided nothing, they are not asked
  const types = before.summary.types.asked === 0 ? 'off' : scanning.types
  return scan({ ...scanning, types, onProgress: undefined }, textsOf(plans, texts), listed, session)
}

function concluded(
  { root, wanted: { safety }, before, proof, format }: Offered,
  plans: readonly (FilePlan & { kept: Kept[] })[],
  kept: readonly Kept[],
  dropped: Refuted,
  after: ScanResult,
): Migration {
  const files = plans.filter(p => p.fixes.length > 0)
  const proofs = new Map<string, Proofs>()
  for (const p of files) {
    const types = proof.checks(p.path) ? 'no diagnostic added' : 'unchecked'
    const secondMigration = p.kept.some(k => k.reason === waits) ? 'only what waits for the first' : 'empty'
    for (const fix of p.fixes) {
      const secondScan = fix.findings.length > 0 ? 'gone, nothing new' : 'nothing new'
      proofs.set(fix.id, { parses: true, types, secondScan, secondMigration })
    }
  }
  const findings = new Map(before.findings.map(f => [f.id, f]))
  const dialects = new Map(before.sites.map(s => [s.id, s.dialect]))
  const manual = [...kept, ...plans.flatMap(p => p.kept)].map(({ finding, reason }) => {
    const f = findings.get(finding)!
    return { finding: f, dialect: dialects.get(f.siteId) ?? '', reason }
  })
  manual.sort((a, b) => compare(a.finding, b.finding))
  const notices = [...before.summary.notices, ...(format?.notices ?? []), ...olderNodes(files)]
  if (proof.lent)
    notices.push('the project has no @otp-audit/runtime yet: npm install @otp-audit/runtime before it is run')
  return { root, safety, files, proofs, manual, dropped, before, after, notices }
}

const compare = (a: Finding, b: Finding): number =>
  a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column
