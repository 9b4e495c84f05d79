/** From findings to the edits of each file. Computed once; dry run, apply and report read the same plan. */
import type { Project, Settings } from '../../codemods/codemod.js'
import { codemods, steps } from '../../codemods/index.js'
import { toServed } from '../../codemods/serve/senders.js'
import type { Texts } from '../files/read.js'
import type { Finding, RuleName, ScanResult, SiteReport } from '../result.js'
import { allows, type Edit, type Fix, type Kept, type Safety } from './fix.js'
import type { Imports } from './imports.js'
import { applied, merge } from './merge.js'
import { type Source, Sources } from './sources.js'

export interface Wanted {
  readonly safety: Safety
  readonly rules?: readonly RuleName[]
  readonly dialects?: readonly string[]
  /** Names of codemods; default all. */
  readonly codemods?: readonly string[]
  readonly settings: Settings
}

/** One file that codemods have something to say of. */
export interface Draft {
  readonly file: string
  readonly path: string
  /** As on the disk. */
  readonly raw: string
  /** Without byte order mark. */
  readonly before: string
  readonly imports: Imports
  readonly sites: readonly SiteReport[]
  fixes: readonly Fix[]
}

export interface FilePlan {
  readonly file: string
  readonly path: string
  readonly raw: string
  readonly before: string
  readonly after: string
  readonly fixes: readonly Fix[]
  readonly edits: readonly Edit[]
  /** What the project's formatter makes of the text with these edits made. */
  readonly formatting: readonly Edit[]
}

/** Files with what codemods make of their findings, of whatever safety; and what no codemod can do. */
export function drafted(
  result: ScanResult,
  root: string,
  wanted: Wanted,
  texts?: Texts,
): { drafts: Draft[]; kept: Kept[] } {
  const kept: Kept[] = []
  const sources = new Sources(result.sites, root, wanted.settings, texts)
  const drafts = new Map<string, Draft>()
  for (const [file, findings] of byFile(result, wanted)) {
    const source = sources.open(file)
    if (typeof source === 'string') kept.push(...findings.map(f => ({ finding: f.id, reason: source })))
    else drafts.set(file, draftOf(source, findings, wanted, kept))
  }
  stepped(drafts, sources, result, wanted)
  return { drafts: [...drafts.values()], kept }
}

function byFile(result: ScanResult, { rules, dialects }: Wanted): Map<string, Finding[]> {
  const sites = new Map(result.sites.map(s => [s.id, s]))
  const out = new Map<string, Finding[]>()
  for (const f of result.findings) {
    if (rules && !rules.includes(f.rule)) continue
    if (dialects && !dialects.includes(sites.get(f.siteId)?.dialect ?? '')) continue
    out.set(f.file, [...(out.get(f.file) ?? []), f])
  }
  return out
}

function draftOf(source: Source, findings: readonly Finding[], { codemods: names }: Wanted, kept: Kept[]): Draft {
  const { input } = source
  const { sites } = input
  const fixes: Fix[] = []
  const rest = new Set<Finding>()
  for (const f of findings) {
    if (siteOf(f, sites)?.inTest) kept.push({ finding: f.id, reason: 'test code' })
    else rest.add(f)
  }
  for (const codemod of codemods) {
    if (names && !names.includes(codemod.name)) continue
    const own = findings.filter(f => rest.has(f) && codemod.rule === f.rule && codemod.takes(f, siteOf(f, sites)))
    if (own.length === 0) continue
    for (const f of own) rest.delete(f)
    const made = codemod.fixes({ ...input, findings: own })
    fixes.push(...made.fixes)
    kept.push(...made.kept)
  }
  for (const f of rest) kept.push({ finding: f.id, reason: f.fix.reason ?? 'no codemod does this' })
  return emptyDraft(source, withAlongside(fixes, findings, kept))
}

/** What goes with a fix is its finding, and nobody else's: neither another fix's, nor one that is kept. */
function withAlongside(fixes: readonly Fix[], findings: readonly Finding[], kept: Kept[]): Fix[] {
  const taken = new Set<string>()
  const whole = fixes.map(fix => {
    const sites = fix.alongside ?? []
    const also = findings.filter(f => sites.includes(f.siteId) && !fix.findings.includes(f.id)).map(f => f.id)
    for (const id of also) taken.add(id)
    return also.length > 0 ? { ...fix, findings: [...fix.findings, ...also] } : fix
  })
  if (taken.size === 0) return whole
  kept.splice(0, kept.length, ...kept.filter(k => !taken.has(k.finding)))
  return whole.filter(fix => fix.alongside !== undefined || !fix.findings.some(id => taken.has(id)))
}

const emptyDraft = ({ input, path, raw, before, imports }: Source, fixes: Fix[]): Draft => ({
  file: input.file,
  path,
  raw,
  before,
  imports,
  sites: input.sites,
  fixes: fixes.sort(byPlace),
})

const byPlace = (a: Fix, b: Fix): number => a.edits[0]!.start - b.edits[0]!.start

/** What no finding speaks of: it comes with the fixes that there are, into files that may have none. */
function stepped(drafts: Map<string, Draft>, sources: Sources, result: ScanResult, wanted: Wanted): void {
  const project: Omit<Project, 'isNamed'> = {
    settings: wanted.settings,
    sites: result.sites,
    offered: [...drafts.values()].flatMap(d => d.fixes),
    open: file => {
      const source = sources.open(file)
      return typeof source === 'string' ? undefined : source.input
    },
    sourceOf: (file, path) => sources.relative(file, path),
    scriptOf: (file, path) => sources.script(file, path),
  }
  for (const draft of drafts.values()) draft.fixes = draft.fixes.map(lookedAt(toServed({ ...project, isNamed: false })))
  for (const step of steps) {
    if (wanted.codemods && !wanted.codemods.includes(step.name)) continue
    if (wanted.rules && !wanted.rules.includes(step.rule)) continue
    for (const fix of step.fixes({ ...project, isNamed: wanted.codemods !== undefined })) {
      if (wanted.dialects && !wanted.dialects.includes(fix.dialect)) continue
      const source = sources.open(fix.file) as Source
      const draft = drafts.get(fix.file) ?? emptyDraft(source, [])
      draft.fixes = [...draft.fixes, fix].sort(byPlace)
      drafts.set(fix.file, draft)
    }
  }
}

const served =
  "its recipient is served: the message leaves at the end of the microtask, no longer with the call, and what can't be cloned is logged instead of thrown"

const lookedAt =
  (toServed: ReadonlySet<string>) =>
  (fix: Fix): Fix => {
    if (!toServed.has(fix.id)) return fix
    if (fix.safety === 'safe') return { ...fix, safety: 'review', reason: served }
    return { ...fix, reason: fix.reason === undefined ? served : `${fix.reason}; ${served}` }
  }

const siteOf = (f: Finding, sites: readonly SiteReport[]): SiteReport => sites.find(s => s.id === f.siteId)!

/** The texts of a draft with the fixes that are wanted. */
export function planOf(
  draft: Draft,
  safety: Safety,
  dropped: ReadonlyMap<string, string>,
): FilePlan & { kept: Kept[] } {
  const kept: Kept[] = []
  const wanted = draft.fixes.filter(fix => {
    const why = dropped.get(fix.id) ?? (allows(safety, fix.safety) ? undefined : fix.reason)
    if (why === undefined && allows(safety, fix.safety)) return true
    for (const finding of fix.findings) kept.push({ finding, reason: why ?? 'it is to be looked at first' })
    return false
  })
  const { accepted, edits, conflicts } = merge(wanted)
  const all = accepted.length === 0 ? [] : [...edits, ...draft.imports.edits(accepted.flatMap(f => f.imports))]
  all.sort((a, b) => a.start - b.start || a.end - b.end)
  const { file, path, raw, before } = draft
  const after = applied(before, all)
  return { file, path, raw, before, after, fixes: accepted, edits: all, formatting: [], kept: [...kept, ...conflicts] }
}
