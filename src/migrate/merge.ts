/** Independent fixes of one file against one baseline: merged three-way, each as a whole or not at all. */
import type { Edit, Fix, Kept } from './fix.js'

export interface Merged {
  readonly accepted: readonly Fix[]
  readonly conflicts: readonly Kept[]
  /** In order, none overlapping another. */
  readonly edits: readonly Edit[]
}

/** Of a fix whose text another changes: it is the next migration's. */
export const waits = 'another fix changes the same text; migrate again once it is in'

/**
 * Fixes in the order given: the first has its place, a later one that touches the same text in another way is left out
 * with all its edits. The very same edit from two fixes is made once.
 */
export function merge(fixes: readonly Fix[]): Merged {
  const accepted: Fix[] = []
  const conflicts: Kept[] = []
  const edits: Edit[] = []
  for (const fix of fixes) {
    const own = fix.edits.filter(e => !edits.some(other => isSame(e, other)))
    const inTheWay = own.find((e, i) => edits.some(o => overlaps(e, o)) || own.some((o, k) => k < i && overlaps(e, o)))
    if (inTheWay) {
      conflicts.push(...fix.findings.map(finding => ({ finding, reason: waits })))
      continue
    }
    accepted.push(fix)
    edits.push(...own)
  }
  return { accepted, conflicts, edits: edits.sort((a, b) => a.start - b.start || a.end - b.end) }
}

export const isSame = (a: Edit, b: Edit): boolean => a.start === b.start && a.end === b.end && a.text === b.text

/** Two insertions at one place do not meet; an insertion inside a replaced range does, at its border not. */
const overlaps = (a: Edit, b: Edit): boolean =>
  a.start === a.end || b.start === b.end
    ? (a.start > b.start && a.start < b.end) || (b.start > a.start && b.start < a.end)
    : a.start < b.end && b.start < a.end

/** The text with all edits made; bytes outside stay as they were. */
export function applied(text: string, edits: readonly Edit[]): string {
  let out = ''
  let at = 0
  for (const e of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (e.start < at || e.end < e.start || e.end > text.length) throw new RangeError('edits overlap or leave the text')
    out += text.slice(at, e.start) + e.text
    at = e.end
  }
  return out + text.slice(at)
}
