/** The baseline on the disk: laid out so that git merges what two branches add to it. */
import { isUtf8 } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { UsageError } from '../../errors.js'
import { relativePath } from '../../files/paths.js'
import { isMissing, unreadable } from '../../files/skipped.js'
import { type Entry, lineOf, nameOf, parseLine } from './entry.js'
import { title } from './title.js'

const version = 1

const head = [
  `${title} ${version}`,
  '# Findings that are known: a scan fails only on others. One a line, written by `otp-audit baseline`.',
  '# identity, rule, file, classes and functions around, call',
  '# The numbers keep entries apart, so that git merges what two branches add.',
]

/**
 * As many as the first three digits of a key. Git takes two changes that touch for a conflict, so what counts is that
 * hardly two entries are neighbours: with 256 numbers, of two branches that each take out five of 500, one pair in ten
 * met; with these one in a hundred (measured).
 */
const digits = 3
const places = Array.from({ length: 16 ** digits }, (_, n) => n.toString(16).padStart(digits, '0'))
const numbered = (place: string | undefined): string => `# ${place}`

export interface Baseline {
  readonly path: string
  /** Each once, in the order of the file. */
  readonly entries: readonly Entry[]
  /** With their ends; comments have no entry. */
  readonly lines: readonly { text: string; entry?: Entry }[]
}

/**
 * @param content What stands in for the file.
 * @throws UsageError, with the line, for what is no baseline.
 */
export function readBaseline(root: string, path: string, content?: Buffer): Baseline {
  const shown = relativePath(root, path)
  const bytes = content ?? bytesOf(path, shown)
  if (bytes.length === 0) throw new UsageError(`${shown}: is empty; delete it, and write it with otp-audit baseline`)
  if (!isUtf8(bytes) || bytes.includes(0)) throw new UsageError(`${shown}: is no baseline but other data; ${mend}`)
  const lines = bytes
    .toString()
    .replace(/^\uFEFF/, '')
    .split(/(?<=\n)/)
    .map((text, at) => ({ text, entry: lineIn(text.replace(/\r?\n$/, ''), at, shown) }))
  expectWhole(lines, shown)
  const entries = new Map(lines.flatMap(({ entry }) => (entry ? [[nameOf(entry), entry] as const] : [])))
  return { path, entries: [...entries.values()], lines }
}

/** A file that was cut off between two lines has its first number and not its last. */
function expectWhole(lines: Baseline['lines'], shown: string): void {
  const has = (place: string | undefined): boolean => lines.some(({ text }) => text.trimEnd() === numbered(place))
  if (has(places[0]) && !has(places.at(-1)))
    throw new UsageError(`${shown}:${lines.length}: is cut off: ${numbered(places.at(-1))} is missing; ${mend}`)
}

const mend = 'put it back from git, or delete it and write it with otp-audit baseline'

function bytesOf(path: string, shown: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EISDIR')
      throw new UsageError(
        `${shown}: is a folder, not a baseline; paths to scan go before --baseline, or it gets =FILE`,
      )
    if (isMissing(error))
      throw new UsageError(`${shown}: there is no such baseline; write it with otp-audit baseline --file ${shown}`)
    throw new UsageError(`${shown}: ${unreadable(error)}`)
  }
}

function lineIn(line: string, at: number, shown: string): Entry | undefined {
  if (at > 0 && (line === '' || line.startsWith('#'))) return undefined
  const place = `${shown}:${at + 1}`
  if (/^(<<<<<<<|=======|>>>>>>>|\|\|\|\|\|\|\|)( |$)/.test(line))
    throw new UsageError(`${place}: a merge conflict; keep the entries of both sides, and take its marks away`)
  const [, of] = /^otp-audit-baseline (.*)$/.exec(line) ?? []
  if (of === String(version)) return undefined
  if (of !== undefined)
    throw new UsageError(`${place}: is of version ${of}, and this otp-audit reads version ${version}; update otp-audit`)
  if (at === 0) throw new UsageError(`${place}: does not begin with "${title} ${version}": is no baseline; ${mend}`)
  const entry = parseLine(line)
  if ('trouble' in entry) throw new UsageError(`${place}: ${entry.trouble}; ${mend}`)
  return entry
}

/** @param like Whose line ends it keeps. */
export function baselineText(entries: readonly Entry[], like?: Baseline): string {
  const lines = [...new Map(entries.map(e => [nameOf(e), lineOf(e)])).values()].sort()
  const out = [...head]
  let next = 0
  for (const place of places) {
    out.push(numbered(place))
    while (next < lines.length && lines[next]!.startsWith(place)) out.push(lines[next++]!)
  }
  const end = like?.lines[0]?.text.endsWith('\r\n') ? '\r\n' : '\n'
  return out.map(line => line + end).join('')
}

/** The same file, byte for byte, without some entries. */
export function prunedText({ lines }: Baseline, gone: readonly Entry[]): string {
  const names = new Set(gone.map(nameOf))
  return lines
    .filter(({ entry }) => !entry || !names.has(nameOf(entry)))
    .map(({ text }) => text)
    .join('')
}
