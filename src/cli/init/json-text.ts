/** Adds to a JSON text and leaves everything else of it as it stands: indentation, line ends, order, blanks. */
import { isDeepStrictEqual } from 'node:util'

interface Member {
  key: string
  /** Of the value, from and to (exclusive). */
  start: number
  end: number
}

interface ObjectText {
  open: number
  /** Where `}` stands. */
  close: number
  members: Member[]
}

/**
 * Sets a member, made with all that leads to it where it is missing.
 * @param text Valid JSON that holds an object.
 * @returns None where a value on the way is no object.
 */
export function withMember(text: string, path: readonly string[], value: string): string | undefined {
  const bom = text.startsWith('\uFEFF') ? '\uFEFF' : ''
  const plain = text.slice(bom.length)
  const wanted = structuredClone(JSON.parse(plain)) as Record<string, unknown>
  if (!set(wanted, path, value)) return undefined
  const after = edited(plain, path, value)
  // the proof that nothing else changed
  if (!isDeepStrictEqual(JSON.parse(after), wanted)) throw new Error(`${path.join('.')} can't be set in ${plain}`)
  return bom + after
}

function set(object: Record<string, unknown>, [key, ...rest]: readonly string[], value: string): boolean {
  if (rest.length === 0) {
    object[key!] = value
    return true
  }
  object[key!] ??= {}
  const next = object[key!]
  return typeof next === 'object' && !Array.isArray(next) && set(next as Record<string, unknown>, rest, value)
}

function edited(text: string, path: readonly string[], value: string): string {
  let object = objectAt(text, text.indexOf('{'))
  for (const [depth, key] of path.entries()) {
    // of two equal keys the later one counts
    const member = object.members.findLast(m => m.key === key)
    if (!member) return inserted(text, object, path.slice(depth), value, depth)
    if (depth === path.length - 1) return text.slice(0, member.start) + JSON.stringify(value) + text.slice(member.end)
    object = objectAt(text, member.start)
  }
  return text
}

function inserted(text: string, object: ObjectText, path: readonly string[], value: string, depth: number): string {
  const { open, close, members } = object
  const [last] = members.slice(-1)
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  const unit = /^\{\r?\n([ \t]+)"/.exec(text)?.[1] ?? '  '
  const isBroken = last === undefined ? depth === 0 || text.includes('\n') : /\n[ \t]*$/.test(text.slice(0, close))
  const lineAt = text.lastIndexOf('\n', open) + 1
  const outer = /^[ \t]*/.exec(text.slice(lineAt))![0]
  const member = memberText(path, value, isBroken ? { eol, unit, outer: outer + unit } : undefined)
  const lead = isBroken ? eol + outer + unit : last ? ' ' : ''
  if (last) return `${text.slice(0, last.end)},${lead}${member}${text.slice(last.end)}`
  return `${text.slice(0, open + 1)}${lead}${member}${isBroken ? eol + outer : ''}${text.slice(close)}`
}

function memberText(
  [key, ...rest]: readonly string[],
  value: string,
  lines?: { eol: string; unit: string; outer: string },
): string {
  if (rest.length === 0) return `${JSON.stringify(key)}: ${JSON.stringify(value)}`
  if (!lines) return `${JSON.stringify(key)}: { ${memberText(rest, value)} }`
  const { eol, unit, outer } = lines
  const inner = memberText(rest, value, { ...lines, outer: outer + unit })
  return `${JSON.stringify(key)}: {${eol}${outer}${unit}${inner}${eol}${outer}}`
}

/** @param open Where its `{` stands. */
function objectAt(text: string, open: number): ObjectText {
  const members: Member[] = []
  let at = afterBlanks(text, open + 1)
  while (text[at] !== '}') {
    const keyEnd = endOfValue(text, at)
    const start = afterBlanks(text, afterBlanks(text, keyEnd) + 1)
    const end = endOfValue(text, start)
    members.push({ key: JSON.parse(text.slice(at, keyEnd)) as string, start, end })
    at = afterBlanks(text, end)
    if (text[at] === ',') at = afterBlanks(text, at + 1)
  }
  return { open, close: at, members }
}

const afterBlanks = (text: string, at: number): number => at + /^[ \t\r\n]*/.exec(text.slice(at))![0].length

function endOfValue(text: string, start: number): number {
  const literal = /^(?:"(?:[^"\\]|\\.)*"|[^\s,:{}[\]"]+)/.exec(text.slice(start))
  if (literal) return start + literal[0].length
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const char = text[at]
    if (char === '"') at = endOfValue(text, at) - 1
    else if (char === '{' || char === '[') depth++
    else if ((char === '}' || char === ']') && --depth === 0) return at + 1
  }
  return text.length
}

/** None: the text is no JSON, or no object. */
export function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
