/** Comments that silence a finding: what they say, and whether they may. */
import { ruleNames } from '../config/defaults.js'
import { nearest } from '../nearest.js'
import type { RuleName } from '../result.js'
import { positionOf, type SourceFile } from '../sites/ast.js'
import { suppressionMark } from './suppression-mark.js'

/** `// otp-audit-ignore-next-line RULE -- reason until 2027-01-31 owner @team`, in any kind of comment. */
export interface Directive {
  /** Offset of the comment. */
  readonly start: number
  readonly end: number
  readonly line: number
  /** The first line behind it that holds more than comments and blanks. */
  readonly target: number
  readonly rules: readonly RuleName[]
  readonly reason: string
  /** Last day on which it counts, `2027-01-31`. */
  readonly until?: string
  readonly owner?: string
  /** Why it counts for nothing, and what to write instead. */
  readonly trouble?: string
}

const form = 'otp-audit-ignore-next-line RULE -- reason'

/** What can be silenced. A comment about comments is none of them. */
const silenceable: readonly RuleName[] = ruleNames.filter(name => name !== 'suppression')
const canBeSilenced = (word: string): boolean => silenceable.some(name => name === word)

export function directivesOf(file: SourceFile): Directive[] {
  const out: Directive[] = []
  for (const { start, end, value } of file.comments) {
    const text = value.replace(/^[\s*/]+|[\s*]+$/g, '').replace(/\s*\n[\s*]*/g, ' ')
    if (!text.startsWith(suppressionMark)) continue
    const { line } = positionOf(file, start)
    out.push({ start, end, line, target: targetOf(file, end), ...parsed(text) })
  }
  return out
}

function parsed(text: string): Pick<Directive, 'rules' | 'reason' | 'until' | 'owner' | 'trouble'> {
  const [, name, rest] = /^(\S+)\s*(.*)$/s.exec(text)!
  const [, head, tail] = /^(.*?)(?:(?:^|\s)--(.*))?$/s.exec(rest!)!
  const words = head!.split(/[\s,]+/).filter(w => w !== '')
  const rules = words.filter((w): w is RuleName => canBeSilenced(w))
  const { reason, until, owner } = reasonOf(tail ?? '')
  const wrong = words.find(w => !canBeSilenced(w))
  const trouble =
    name !== `${suppressionMark}-next-line`
      ? `there is no \`${name}\`; write \`${form}\``
      : words.length === 0
        ? `it names no rule; write \`${form}\``
        : wrong !== undefined
          ? unknownRule(wrong)
          : !/[\p{L}\p{N}]/u.test(reason)
            ? `it gives no reason; write \`${form}\``
            : until !== undefined && !isDay(until)
              ? `\`until ${until}\` is no day; write it as 2027-01-31`
              : strayDay.test(reason)
                ? 'it seems to end on some day; write that once, behind the reason, as `until 2027-01-31`'
                : undefined
  return { rules, reason, until, owner, trouble }
}

function unknownRule(name: string): string {
  const meant = nearest(name, silenceable)
  const next = meant === undefined ? `known are ${silenceable.join(', ')}` : `did you mean \`${meant}\`?`
  return `there is no rule \`${name}\`; ${next}`
}

/** `until` and `owner` stand behind the reason, in any order, in brackets or not; a word that is there twice is text. */
function reasonOf(tail: string): { reason: string; until?: string; owner?: string } {
  let reason = tail.trim()
  let until: string | undefined
  let owner: string | undefined
  for (;;) {
    const { index, groups } = word.exec(reason) ?? {}
    if ((groups?.until === undefined || until !== undefined) && (groups?.owner === undefined || owner !== undefined))
      return { reason, until, owner }
    until ??= groups.until
    owner ??= groups.owner
    reason = reason.slice(0, index).trim()
  }
}

/** The last one, with the brackets and the comma before it. */
const word = /(?:^|\s|[,;([])[,;([\s]*(?:until:?\s+(?<until>[\d-]\S*?)|owner:?\s+(?<owner>@\S+?))[\])]?[.,;]?$/i

/** What is meant as a day and read as part of the reason would silence for ever. */
const strayDay =
  /\buntil[\s:=([]{1,3}(?:\d{4}-\d|\d{4}(?![.\d])|\d{1,2}[./]\d{1,2}[./]\d|(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\.? +\d)/i

function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** Lines of nothing but comments, such as a second directive, are passed over, and blank ones. */
function targetOf(file: SourceFile, end: number): number {
  let { line } = positionOf(file, end)
  for (line++; line < file.lineStarts.length; line++) {
    const from = file.lineStarts[line - 1]!
    const to = file.lineStarts[line]!
    const covering = file.comments.find(c => c.start < to && c.end > from)
    if (!covering) {
      if (file.text.slice(from, to).trim() !== '') break
      continue
    }
    // `{/* … */}` is a comment of JSX
    const before = file.text.slice(from, Math.max(from, covering.start))
    const behind = file.text.slice(Math.min(covering.end, to), to)
    if (/[^\s{]/.test(before) || /[^\s}]/.test(behind)) break
  }
  return line
}

/** The last day counts; days are those of UTC, so that a run in CI and one at home agree. */
export const isExpired = ({ until }: Directive, today: string): boolean => until !== undefined && until < today

/** Lines at which a directive may aim: from where an expression begins to where its name stands. */
export interface Lines {
  readonly from: number
  readonly to: number
}

/** A finding. */
export interface Aimed extends Lines {
  readonly rule: RuleName
}

export interface Judgement<T> {
  /** What is silenced, by which directive. */
  readonly silenced: ReadonlyMap<T, Directive>
  /** Directives that are findings themselves. */
  readonly faulty: readonly { directive: Directive; shape: string; why: string }[]
}

/**
 * Which findings of a file its directives silence, and which directives are wrong, expired or of no use.
 * A directive is judged only where one of its rules was run, and is of no use only where nothing is left undecided.
 */
export function judgeDirectives<T extends Aimed>(
  directives: readonly Directive[],
  findings: readonly T[],
  undecided: readonly Lines[],
  ran: readonly RuleName[],
  today: string,
): Judgement<T> {
  const silenced = new Map<T, Directive>()
  const faulty: { directive: Directive; shape: string; why: string }[] = []
  for (const directive of directives) {
    const { rules, target, trouble } = directive
    const asked = rules.filter(r => ran.includes(r))
    if (asked.length === 0 && (trouble === undefined || rules.length > 0)) continue
    if (trouble !== undefined) faulty.push({ directive, shape: 'malformed', why: trouble })
    else if (isExpired(directive, today))
      faulty.push({
        directive,
        shape: 'expired',
        why: `it counted until ${directive.until}; mend the code or renew it`,
      })
    else {
      const isAimedAt = ({ from, to }: Lines): boolean => from <= target && target <= to
      const aimed = findings.filter(f => asked.includes(f.rule) && isAimedAt(f))
      for (const f of aimed) silenced.set(f, directive)
      const idle = asked.filter(rule => !aimed.some(f => f.rule === rule))
      if (idle.length > 0 && !undecided.some(isAimedAt))
        faulty.push({
          directive,
          shape: 'unused',
          why: `line ${target} has nothing of ${idle.join(', ')}; take it away`,
        })
    }
  }
  return { silenced, faulty }
}
