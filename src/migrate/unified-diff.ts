/** A unified diff that `git apply` accepts, made from the edits themselves: what they don't touch is context. */

const context = 3
const noNewline = '\\ No newline at end of file'

interface Change {
  /** Lines of the old text, from and to (exclusive). */
  readonly from: number
  readonly to: number
  readonly lines: readonly string[]
}

/** The whole patch of one file; empty if nothing changed. `file` has `/`. */
export function unifiedDiff(file: string, before: string, after: string): string {
  if (before === after) return ''
  const old = linesOf(before)
  const changes = changesBetween(old, linesOf(after))
  const head = `diff --git ${quoted(`a/${file}`)} ${quoted(`b/${file}`)}\n--- ${quoted(`a/${file}`)}\n+++ ${quoted(`b/${file}`)}\n`
  return head + hunks(old, changes).join('')
}

/** Each with its line end; only the last may lack one. */
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

/** The longest common subsequence by Myers' method, between the common head and tail. */
function changesBetween(a: readonly string[], b: readonly string[]): Change[] {
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) head++
  let tail = 0
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  const x = a.slice(head, a.length - tail)
  const y = b.slice(head, b.length - tail)
  const kept = commonLines(x, y)
  const changes: Change[] = []
  let [i, k] = [0, 0]
  for (const [p, q] of [...kept, [x.length, y.length] as const]) {
    if (p > i || q > k) changes.push({ from: head + i, to: head + p, lines: y.slice(k, q) })
    ;[i, k] = [p + 1, q + 1]
  }
  return changes
}

function commonLines(x: readonly string[], y: readonly string[]): (readonly [number, number])[] {
  const trace: Map<number, number>[] = []
  let reach = new Map<number, number>([[1, 0]])
  for (let d = 0; d <= x.length + y.length; d++) {
    trace.push(new Map(reach))
    for (let diagonal = -d; diagonal <= d; diagonal += 2) {
      const down =
        diagonal === -d || (diagonal !== d && (reach.get(diagonal - 1) ?? 0) < (reach.get(diagonal + 1) ?? 0))
      let i = down ? (reach.get(diagonal + 1) ?? 0) : (reach.get(diagonal - 1) ?? 0) + 1
      let k = i - diagonal
      while (i < x.length && k < y.length && x[i] === y[k]) {
        i++
        k++
      }
      reach.set(diagonal, i)
      if (i >= x.length && k >= y.length) return backwards(trace, x.length, y.length)
    }
    reach = new Map(reach)
  }
  return []
}

function backwards(trace: readonly Map<number, number>[], i: number, k: number): (readonly [number, number])[] {
  const kept: (readonly [number, number])[] = []
  for (let d = trace.length - 1; d > 0; d--) {
    const reach = trace[d]!
    const diagonal = i - k
    const down = diagonal === -d || (diagonal !== d && (reach.get(diagonal - 1) ?? 0) < (reach.get(diagonal + 1) ?? 0))
    const before = down ? diagonal + 1 : diagonal - 1
    const startI = reach.get(before) ?? 0
    const startK = startI - before
    while (
      i > startI &&
      k > startK &&
      i > 0 &&
      k > 0 &&
      !(i === startI + (down ? 0 : 1) && k === startK + (down ? 1 : 0))
    )
      kept.push([--i, --k])
    i = startI
    k = startK
  }
  while (i > 0 && k > 0) kept.push([--i, --k])
  return kept.reverse()
}

function hunks(old: readonly string[], changes: readonly Change[]): string[] {
  const groups: Change[][] = []
  for (const change of changes) {
    const last = groups.at(-1)
    if (last && change.from - last.at(-1)!.to <= 2 * context) last.push(change)
    else groups.push([change])
  }
  let shift = 0
  return groups.map(group => {
    const from = Math.max(0, group[0]!.from - context)
    const to = Math.min(old.length, group.at(-1)!.to + context)
    const body: string[] = []
    let at = from
    let added = 0
    for (const { from: start, to: end, lines } of group) {
      body.push(...old.slice(at, start).map(l => mark(' ', l)), ...old.slice(start, end).map(l => mark('-', l)))
      body.push(...lines.map(l => mark('+', l)))
      added += lines.length - (end - start)
      at = end
    }
    body.push(...old.slice(at, to).map(l => mark(' ', l)))
    const head = `@@ -${range(from, to - from)} +${range(from + shift, to - from + added)} @@\n`
    shift += added
    return head + body.join('')
  })
}

const mark = (sign: string, line: string): string =>
  line.endsWith('\n') ? sign + line : `${sign}${line}\n${noNewline}\n`

const range = (from: number, length: number): string => {
  const first = length === 0 ? from : from + 1
  return length === 1 ? `${first}` : `${first},${length}`
}

/** As git quotes names with unusual characters; bytes beyond ASCII in octal. */
function quoted(name: string): string {
  if (!/["\\\p{Cc}]|[^ -~]/u.test(name)) return name
  const bytes = [...Buffer.from(name)].map(b => {
    if (b === 0x22 || b === 0x5c) return `\\${String.fromCharCode(b)}`
    return b >= 0x20 && b < 0x7f ? String.fromCharCode(b) : `\\${b.toString(8).padStart(3, '0')}`
  })
  return `"${bytes.join('')}"`
}
