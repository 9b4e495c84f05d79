/** What is shown of the texts before any of them is written: they parse, type-check, and scan as they should. */
import type { Texts } from '../files/read.js'
import type { Finding, RuleName, ScanResult } from '../result.js'
import { ParseError, parseFile } from '../sites/ast.js'
import { isOlder, typescriptOf, type Version } from '../sites/oracle/own-typescript.js'
import { type Edit, type Fix, safeties } from './fix.js'
import { applied, isSame } from './merge.js'
import { spansAfter } from './places.js'
import type { FilePlan } from './plan.js'
import type { TypeProof } from './type-proof.js'

/** Fix → why it is dropped. */
export type Refuted = Map<string, string>

/** @param given What stood in for files before. */
export const textsOf = (plans: readonly FilePlan[], given?: Texts): Texts =>
  new Map([...(given ?? []), ...plans.filter(p => p.fixes.length > 0).map(p => [p.path, p.after] as const)])

/** Of fixes of which it is not seen which one is at fault, those that are given up first: steps, then the least sure. */
export function firstToGo(fixes: readonly Fix[]): readonly Fix[] {
  const steps = fixes.filter(fix => fix.findings.length === 0)
  if (steps.length > 0) return steps
  const least = Math.max(...fixes.map(fix => safeties.indexOf(fix.safety)))
  return fixes.filter(fix => safeties.indexOf(fix.safety) === least)
}

/** Steps that come with fixes which are not all made. */
export function unfounded(plans: readonly FilePlan[]): Refuted {
  const all = plans.flatMap(p => p.fixes)
  const made = new Set(all.map(f => f.id))
  const without = all.filter(fix => fix.after?.some(id => !made.has(id)))
  return new Map(without.map(fix => [fix.id, 'what it comes with is not made']))
}

/** Of fixes that together make no program of a file, those with which it stops being one. */
export function unparsable(plans: readonly FilePlan[]): Refuted {
  const out: Refuted = new Map()
  for (const p of plans) {
    if (p.fixes.length === 0) continue
    const whole = parseError(p.path, p.after)
    if (whole === undefined) continue
    const good: Edit[] = []
    for (const fix of p.fixes) {
      const own = fix.edits.filter(e => !good.some(g => isSame(g, e)))
      const error = parseError(p.path, applied(p.before, [...good, ...own]))
      if (error === undefined) good.push(...own)
      else out.set(fix.id, `the result ${error}`)
    }
    // then it is what they import
    if (!p.fixes.some(fix => out.has(fix.id))) for (const fix of p.fixes) out.set(fix.id, `the result ${whole}`)
  }
  return out
}

function parseError(path: string, text: string): string | undefined {
  try {
    parseFile(path, text)
    return undefined
  } catch (error) {
    if (error instanceof ParseError) return error.message
    throw error
  }
}

/** Imports of the runtime where the project's own TypeScript can't read its declarations: no checker of ours would see it. */
export function unreadable(plans: readonly FilePlan[]): Refuted {
  const out: Refuted = new Map()
  for (const { path, fixes } of plans) {
    const importing = fixes.filter(fix => fix.imports.length > 0)
    const version = importing.length > 0 ? typescriptOf(path) : undefined
    if (!version || !isOlder(version, oldest)) continue
    const reason = `the project has TypeScript ${version.join('.')}; the declarations of the runtime need ${oldest.join('.')}`
    for (const fix of importing) out.set(fix.id, reason)
  }
  return out
}

/** The first that knows `Disposable`. */
const oldest: Version = [5, 2]

/** Fixes on whose lines the checker has something new to say; all of a file's where none can be told. */
export async function illTyped(plans: readonly FilePlan[], proof: TypeProof, given?: Texts): Promise<Refuted> {
  const out: Refuted = new Map()
  for (const [path, added] of await proof.addedBy(textsOf(plans, given))) {
    const plan = plans.find(p => p.path === path)!
    for (const { code, message, start } of added) {
      const reason = `the type checker would add TS${code}: ${message}`
      // a directive speaks of the line behind it
      const [own, above] = [0, 1].map(lines => plan.fixes.filter(fix => touches(plan, fix.edits, start, lines)))
      const at = own!.length > 0 ? own! : above!
      for (const fix of at.length > 0 ? at : firstToGo(plan.fixes)) out.set(fix.id, reason)
    }
  }
  return out
}

/** Whether an offset of the text after lies on the lines of these edits, or so many above. */
function touches(plan: FilePlan, own: FilePlan['edits'], offset: number, above: number): boolean {
  const { after } = plan
  return spansAfter(plan, own).some(({ start, end }) => {
    let from = after.lastIndexOf('\n', start - 1) + 1
    for (let i = 0; i < above && from > 0; i++) from = after.lastIndexOf('\n', from - 2) + 1
    const to = after.indexOf('\n', end)
    return offset >= from && (to < 0 || offset <= to)
  })
}

/** Files whose findings after are not those before without the fixed ones, or which leave more undecided. */
export function ofSecondScan(plans: readonly FilePlan[], before: ScanResult, after: ScanResult): Refuted {
  const out: Refuted = new Map()
  const known = new Set(before.findings.map(f => f.id))
  const rules = new Map(before.findings.map(f => [f.id, f.rule]))
  const refute = (plan: FilePlan, reason: string): void =>
    firstToGo(plan.fixes).forEach(fix => void out.set(fix.id, reason))
  for (const plan of plans) {
    if (plan.fixes.length === 0) continue
    const fresh = firstNew(before, after, plan.file, known)
    const fixed = plan.fixes.flatMap(fix => fix.findings.map(id => rules.get(id)!))
    const stays = [...new Set(fixed)].some(rule => {
      const made = fixed.filter(r => r === rule).length
      return count(after, plan.file, rule) !== count(before, plan.file, rule) - made
    })
    const undecided = undecidedIn(after, plan.file) - undecidedIn(before, plan.file)
    if (fresh) refute(plan, `a second scan finds something new: ${fresh.message}`)
    else if (stays) refute(plan, 'a second scan does not find it gone')
    else if (undecided > 0) refute(plan, 'a second scan can no longer decide what it could before')
  }
  const changed = new Set(plans.filter(p => p.fixes.length > 0).map(p => p.file))
  const elsewhere = after.findings.find(f => !changed.has(f.file) && !known.has(f.id))
  if (elsewhere)
    for (const fix of firstToGo(plans.flatMap(p => p.fixes)))
      out.set(fix.id, `a second scan finds something new in ${elsewhere.file}`)
  return out
}

/**
 * A finding of a file that was not there before. One whose code has come under another name (its listener is a constant
 * now) has another identity and is the same: told by what it says, of which there may be no more than before.
 */
function firstNew(
  before: ScanResult,
  after: ScanResult,
  file: string,
  known: ReadonlySet<string>,
): Finding | undefined {
  const left = new Map<string, number>()
  const here = new Set(after.findings.map(f => f.id))
  for (const f of before.findings)
    if (f.file === file && !here.has(f.id)) left.set(saying(f, before), (left.get(saying(f, before)) ?? 0) + 1)
  return after.findings.find(f => {
    if (f.file !== file || known.has(f.id)) return false
    const same = left.get(saying(f, after)) ?? 0
    left.set(saying(f, after), same - 1)
    return same <= 0
  })
}

function saying(f: Finding, { sites }: ScanResult): string {
  const site = sites.find(s => s.id === f.siteId)
  return [f.rule, f.shape, site?.callee, site?.receiver, site?.message].join('\0')
}

const count = (r: ScanResult, file: string, rule: RuleName): number =>
  r.findings.filter(f => f.file === file && f.rule === rule).length
const undecidedIn = (r: ScanResult, file: string): number =>
  r.sites.filter(s => s.file === file && s.kind === 'undecided').length
