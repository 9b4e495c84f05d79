/** Which reports were asked for, and where each goes. */
import { realpathSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { InvalidArgumentError, type Option } from 'commander'
import { UsageError } from '../errors.js'
import { formats, type ReportFormat } from '../report/index.js'
import { choice } from './choice.js'

/** One `--format NAME` or `--format NAME=FILE`. */
export interface Asked {
  name: string
  file?: string
}

export interface Wanted {
  format: ReportFormat
  /** Absolute; none: standard output. */
  file?: string
  /** The file as it was given. */
  given?: string
}

const names = formats.map(({ name }) => name)

export function formatOption(): Option {
  const one = choice(
    '--format <name[=file]>',
    `what to print, or to write to a file; may be given again (default: ${names[0]})`,
    names,
  )
  const parse = one.parseArg as (value: string, previous: unknown) => string
  return one.argParser((value, previous: Asked[] | undefined): Asked[] => {
    const [, name, file] = /^([^=]*)(?:=(.*))?$/s.exec(value)!
    const asked = { name: parse(name!, undefined), file }
    if (file === '') throw new InvalidArgumentError('No file is named behind =.')
    return [...(previous ?? []), asked]
  })
}

/**
 * @param out Of `--out`: where the one report without a file of its own goes.
 * @throws UsageError for what would mix two reports.
 */
export function wantedReports(asked: readonly Asked[], out: string | undefined, cwd: string): Wanted[] {
  if (out === '') throw new UsageError('--out is empty; name a file')
  const all = asked.length > 0 ? asked : [{ name: names[0]! }]
  const free = all.filter(({ file }) => file === undefined)
  if (out !== undefined && free.length === 0)
    throw new UsageError(`--out ${out} has no report: each --format names a file of its own; leave one of them out`)
  if (free.length > 1) {
    const [a, b] = free
    throw new UsageError(
      `--format ${a!.name} and --format ${b!.name} both go to ${out ?? 'standard output'}; give one a file, as in --format ${b!.name}=FILE`,
    )
  }
  const wanted = all.map(({ name, file = out }): Wanted => {
    const format = formats.find(f => f.name === name)!
    return file === undefined || file === '-' ? { format } : { format, file: resolve(cwd, file), given: file }
  })
  expectApart(wanted)
  return wanted
}

function expectApart(wanted: readonly Wanted[]): void {
  const seen = new Map<string, string>()
  for (const { format, file, given } of wanted) {
    const place = file === undefined ? '' : placeOf(file)
    if (place === undefined) continue
    const other = seen.get(place)
    if (other !== undefined)
      throw new UsageError(
        `--format ${other} and --format ${format.name} both go to ${given ?? 'standard output'}; name two files`,
      )
    seen.set(place, format.name)
  }
}

/** Two names of one file are one place. None for what takes any number of reports, such as `/dev/null`. */
function placeOf(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return path
  return stat.isFile() ? realpathSync(path) : undefined
}
