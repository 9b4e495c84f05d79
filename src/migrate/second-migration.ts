/** What is migrated is not migrated again. */
import type { Session } from '../audit/session.js'
import type { Texts } from '../files/read.js'
import type { Finding, ScanResult } from '../result.js'
import { allows, type Fix, type Kept } from './fix.js'
import { moved, offsetAt } from './places.js'
import { type Draft, drafted, type FilePlan, planOf, type Wanted } from './plan.js'
import { firstToGo, type Refuted, textsOf } from './prove.js'
import { settle } from './settle.js'

/** What the first migration began with. */
export interface First {
  readonly root: string
  readonly session: Session
  readonly wanted: Wanted
  readonly texts: Texts | undefined
  readonly before: ScanResult
  readonly drafts: readonly Draft[]
}

/**
 * What is migrated is not migrated again: fixes of a file that would be changed once more are not made.
 *
 * Types only ever make a fix less safe, so they are asked of a fix that would be made without them. Files with the text,
 * the findings and the sites of before have had their fixes offered; only the others are looked at.
 */
export async function ofSecondMigration(
  all: First,
  after: ScanResult,
  plans: readonly (FilePlan & { kept: Kept[] })[],
  kept: readonly Kept[],
): Promise<Refuted> {
  const { root, session, wanted, texts, before } = all
  const now = textsOf(plans, texts)
  const { drafts } = drafted(differing(before, after, plans), root, wanted, now)
  const findings = new Map(before.findings.map(f => [f.id, f]))
  const made = new Set(plans.flatMap(p => p.fixes).map(f => f.id))
  const stepsLeft = all.drafts.flatMap(d => d.fixes).filter(f => f.findings.length === 0 && !made.has(f.id))
  const out: Refuted = new Map()
  for (const draft of drafts) {
    const plan = plans.find(p => p.file === draft.file)
    const findingsLeft = [...kept, ...(plan?.kept ?? [])].map(k => findings.get(k.finding)!)
    const left = [...findingsLeft, ...stepsLeft].filter(f => f.file === draft.file)
    const offered = draft.fixes.filter(fix => allows(wanted.safety, fix.safety))
    if (!unexpected(offered, left, plan, draft.before)) continue
    await settle([draft], session, now)
    const next = unexpected(planOf(draft, wanted.safety, new Map()).fixes, left, plan, draft.before)
    if (!next) continue
    const reason = `a second migration would change line ${next.line} again (${next.codemod})`
    const own = plan && plan.fixes.length > 0 ? plan.fixes : plans.flatMap(p => p.fixes)
    for (const fix of firstToGo(own)) out.set(fix.id, reason)
  }
  return out
}

/** The result without the findings of files in which nothing is different. */
function differing(before: ScanResult, after: ScanResult, plans: readonly FilePlan[]): ScanResult {
  const changed = new Set(plans.filter(p => p.fixes.length > 0).map(p => p.file))
  const [was, is] = [before, after].map(ofFiles)
  const files = new Set(after.findings.map(f => f.file).filter(f => changed.has(f) || was!.get(f) !== is!.get(f)))
  return { ...after, findings: after.findings.filter(f => files.has(f.file)) }
}

function ofFiles({ findings, sites }: ScanResult): Map<string, string> {
  const all = new Map<string, unknown[]>()
  for (const item of [...findings, ...sites]) all.set(item.file, [...(all.get(item.file) ?? []), item])
  return new Map([...all].map(([file, items]) => [file, JSON.stringify(items)]))
}

/**
 * A fix of the second migration that is none of what the first one left. By place, as identities count on: where one of
 * two equal findings is fixed, the other takes its name.
 */
function unexpected(
  fixes: readonly Fix[],
  left: readonly Pick<Finding, 'rule' | 'line' | 'column'>[],
  plan: FilePlan | undefined,
  now: string,
): Fix | undefined {
  const places = left.map(f => ({ rule: f.rule, at: plan && moved(plan, offsetAt(plan.before, f.line, f.column)) }))
  return fixes.find(fix => {
    const at = offsetAt(now, fix.line, fix.column)
    // what stood inside of replaced text may be anywhere
    const found = places.findIndex(p => p.at === at || (p.at === undefined && p.rule === fix.rule))
    if (found >= 0) places.splice(found, 1)
    return found < 0
  })
}
