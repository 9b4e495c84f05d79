/** From findings to the edits of each file. Computed once; dry run, apply and report read the same plan. */
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import type { FileInput, Settings } from '../../codemods/codemod.js'
import { codemods } from '../../codemods/index.js'
import { peerKey } from '../../codemods/send/hazards.js'
import { treeOf } from '../../codemods/tree.js'
import type { Texts } from '../files/read.js'
import type { Finding, RuleName, ScanResult, SiteReport } from '../result.js'
import { parseFile } from '../sites/ast.js'
import { allows, type Edit, type Fix, type Kept, type Safety } from './fix.js'
import { Imports } from './imports.js'
import { applied, merge } from './merge.js'
import { styleOf } from './text-style.js'

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
  const sites = new Map(result.sites.map(s => [s.id, s]))
  const kept: Kept[] = []
  const byFile = new Map<string, Finding[]>()
  for (const f of result.findings) {
    if (wanted.rules && !wanted.rules.includes(f.rule)) continue
    if (wanted.dialects && !wanted.dialects.includes(sites.get(f.siteId)?.dialect ?? '')) continue
    byFile.set(f.file, [...(byFile.get(f.file) ?? []), f])
  }
  const drafts: Draft[] = []
  for (const [file, findings] of byFile) {
    const own = result.sites.filter(s => s.file === file)
    const draft = draftOf(file, findings, own, root, wanted, texts)
    if (typeof draft === 'string') kept.push(...findings.map(f => ({ finding: f.id, reason: draft })))
    else {
      drafts.push(draft.draft)
      kept.push(...draft.kept)
    }
  }
  return { drafts, kept }
}

function draftOf(
  file: string,
  findings: readonly Finding[],
  sites: readonly SiteReport[],
  root: string,
  { settings, codemods: names }: Wanted,
  texts?: Texts,
): { draft: Draft; kept: Kept[] } | string {
  const path = join(root, file)
  // what is only staged need not be on the disk, and is not written there
  if (!texts?.has(path) && !realpathSync(path).startsWith(root.endsWith(sep) ? root : root + sep))
    return 'the file is outside of the root, behind a link'
  const raw = texts?.get(path) ?? readFileSync(path, 'utf8')
  const before = raw.charCodeAt(0) === 0xfeff ? raw.slice(1) : raw
  if (isOwn(path)) return 'the runtime does not send through itself'
  if (isGenerated(before)) return 'the file is generated: what generates it has to be changed'
  let input: FileInput
  let imports: Imports
  try {
    imports = new Imports(parseFile(path, before))
    input = { file, tree: treeOf(path, before), style: styleOf(before), sites, names: imports, settings }
  } catch (error) {
    return `the file can't be parsed: ${(error as Error).message}`
  }
  const kept: Kept[] = []
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
  fixes.sort((a, b) => a.edits[0]!.start - b.edits[0]!.start)
  return { draft: { file, path, raw, before, imports, sites, fixes }, kept }
}

const siteOf = (f: Finding, sites: readonly SiteReport[]): SiteReport => sites.find(s => s.id === f.siteId)!

/** A file of the runtime's own package. */
function isOwn(path: string): boolean {
  for (let dir = dirname(path); dirname(dir) !== dir; dir = dirname(dir)) {
    const manifest = join(dir, 'package.json')
    if (!existsSync(manifest)) continue
    return /"name"\s*:\s*"@otp-audit\/runtime"/.test(readFileSync(manifest, 'utf8'))
  }
  return false
}

const isGenerated = (text: string): boolean =>
  /@generated\b|\bDO NOT EDIT\b|auto-?generated (?:file|by)/i.test(
    text.slice(0, 1000).match(/^\s*(?:\/\/.*\s*|\/\*[\s\S]*?\*\/\s*)+/)?.[0] ?? '',
  )

const sends = new Set(['send', 'broadcast', 'ackSend'])

/** Sends to one peer of which some stay raw, or are not safe, would overtake each other: none of them is safe then. */
export function inOrder(fixes: readonly Fix[], sites: readonly SiteReport[]): Fix[] {
  return fixes.map(fix => {
    if (fix.peer === undefined || fix.safety !== 'safe') return fix
    const others = sites.filter(
      s => sends.has(s.role) && s.kind !== 'self-send' && s.receiver !== undefined && peerKey(s.receiver) === fix.peer,
    )
    const stays = others.some(s => {
      const own = fixes.find(f => f.line === s.line && f.column === s.column && f.file === s.file)
      return own === undefined || own.safety !== 'safe'
    })
    if (!stays) return fix
    return {
      ...fix,
      safety: 'review',
      reason: 'another send to the same recipient stays as it is, and may overtake it',
    }
  })
}

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
