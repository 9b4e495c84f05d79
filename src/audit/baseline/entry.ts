/** One line of a baseline: a finding that is known. */
import { nearest } from '../../nearest.js'
import type { Finding, Identity, Preset, RuleName } from '../../result.js'

export interface Entry extends Pick<Identity, 'scope' | 'call' | 'key' | 'text' | 'ordinal'> {
  readonly rule: RuleName
  /** The preset that found it; what `recommended` finds, the others find as well. */
  readonly preset: Preset
  /** Relative to the baseline's folder, with `/`. */
  readonly file: string
}

const rules: Record<RuleName, 0> = {
  'raw-send': 0,
  'unmanaged-watcher': 0,
  'untimed-call': 0,
  'unsupervised-spawn': 0,
  'god-process': 0,
  suppression: 0,
}
const presets: Record<Preset, 0> = { recommended: 0, stage3: 0, strict: 0 }

export const entryOf = (
  { rule, identity: { scope, call, key, text, ordinal } }: Finding,
  file: string,
  preset: Preset,
): Entry => ({ rule, preset, file, scope, call, key, text, ordinal })

/** `KEY-TEXT RULE[@PRESET] FILE[#ORDINAL] SCOPE CALL` */
export function lineOf({ key, text, rule, preset, file, ordinal, scope, call }: Entry): string {
  return [
    `${key}-${text}`,
    preset === 'recommended' ? rule : `${rule}@${preset}`,
    ordinal === 1 ? escaped(file) : `${escaped(file)}#${ordinal}`,
    scope === '' ? '-' : scope === '-' ? '%2D' : escaped(scope),
    oneLine(call),
  ].join(' ')
}

/** @returns Or what is wrong with the line, in words that follow its number. */
export function parseLine(line: string): Entry | { trouble: string } {
  const [, key, text, named, place, scope, call] =
    /^([0-9a-f]{12})-([0-9a-f]{8}) (\S+) (\S+) (\S+) (.*)$/s.exec(line) ?? []
  if (key === undefined || call === undefined) return { trouble: 'is no entry' }
  const [rule = '', preset = 'recommended'] = named!.split('@')
  if (!Object.hasOwn(rules, rule)) return { trouble: `there is no rule ${rule}${hint(rule, rules)}` }
  if (!Object.hasOwn(presets, preset)) return { trouble: `there is no preset ${preset}${hint(preset, presets)}` }
  const [, name, ordinal = '1'] = /^(.*?)(?:#([1-9]\d*))?$/s.exec(place!)!
  const [file, path] = [unescaped(name!), unescaped(scope!)]
  if (file === undefined || path === undefined) return { trouble: 'is no entry: a % stands before two hex digits' }
  return {
    rule: rule as RuleName,
    preset: preset as Preset,
    file,
    scope: scope === '-' ? '' : path,
    call,
    key,
    text: text!,
    ordinal: Number(ordinal),
  }
}

/** What makes two lines one entry; the rest of a line is for people. */
export const nameOf = ({ key, text, file, ordinal }: Entry): string => [key, text, ordinal, file].join(' ')

function hint(word: string, known: object): string {
  const meant = nearest(word, Object.keys(known))
  return meant === undefined ? '' : `, did you mean ${meant}?`
}

// what would end the field, is not seen, or stands for something else
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const special = /[\s%#\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g

const escaped = (text: string): string => text.toWellFormed().replace(special, c => percent(c))

function percent(c: string): string {
  return [...Buffer.from(c)].map(byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
}

function unescaped(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** For people, and never read back. */
const oneLine = (call: string): string =>
  call
    .toWellFormed()
    .replace(/\s+/g, ' ')
    .trim()
    .replace(special, c => (/[\s%#]/.test(c) ? c : percent(c)))
