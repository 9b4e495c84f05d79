/** A scan's result against a baseline. */
import { realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { relativePath } from '../../files/paths.js'
import type { AbsentFinding, BaselineSummary, Finding, ScanResult } from '../../result.js'
import type { Entry } from './entry.js'
import type { Baseline } from './file.js'
import { type Known, type Match, matched } from './match.js'
import { type Looked, Places } from './places.js'
import { whyAbsent, whyKnown, whyNew } from './why.js'

export interface Compared {
  readonly result: ScanResult
  readonly baseline: Baseline
  /** By which entry each finding goes, silenced ones among them. */
  readonly matches: ReadonlyMap<Finding, Entry>
  readonly absent: readonly Entry[]
  readonly notJudged: readonly { entry: Entry; reason: string }[]
}

/**
 * @param why Findings and entries say how they were matched.
 */
export async function compare(result: ScanResult, baseline: Baseline, looked: Looked, why = false): Promise<Compared> {
  const { root } = looked
  const folder = folderOf(baseline.path)
  const places = new Places(folder, looked)
  const known = (of: readonly Finding[]): (Known & { finding: Finding })[] =>
    of.map(finding => ({ ...finding, finding, file: fileBelow(folder, root, finding) }))
  const groups = [known(result.findings), known(result.suppressed)]
  const matches = await matched(groups, baseline.entries, places.isGone)
  const taken = new Map([...matches.values()].map(({ entry, by }) => [entry, by] as const))
  const left = baseline.entries
    .filter(entry => !taken.has(entry))
    .map(entry => ({ entry, reason: places.notJudged(entry) }))
  const notJudged = left.flatMap(({ entry, reason }) => (reason === undefined ? [] : [{ entry, reason }]))
  const absent = left
    .filter(({ reason }) => reason === undefined)
    .map(({ entry }) => entry)
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0))
  const marked = new Map<Finding, Finding>()
  for (const one of groups.flat()) {
    const match = matches.get(one)
    const reason = why ? (match ? whyKnown(one, match, places) : whyNew(one, baseline.entries, taken, left)) : undefined
    marked.set(one.finding, {
      ...one.finding,
      baselineState: stateOf(match),
      ...(reason !== undefined && { baselineReason: reason }),
    })
  }
  const mark = <T extends Finding>(f: T): T => marked.get(f) as T
  const findings = result.findings.map(mark)
  const suppressed = result.suppressed.map(mark)
  const silenced = groups[1]!.filter(one => matches.has(one)).length
  return {
    result: {
      ...result,
      summary: {
        ...result.summary,
        baseline: {
          file: relativePath(root, join(folder, basename(baseline.path))),
          entries: baseline.entries.length,
          ...counts(findings),
          absent: absent.length,
          suppressed: silenced,
          notJudged: notJudged.length,
        },
      },
      findings,
      suppressed,
      absent: absent.map(entry => gone(entry, folder, root, why ? whyAbsent(entry, places) : undefined)),
    },
    baseline,
    matches: new Map([...matches].map(([one, { entry }]) => [marked.get(one.finding)!, entry])),
    absent,
    notJudged,
  }
}

/** Where links lead to, so that one file has one name. */
export function folderOf(path: string): string {
  try {
    return realpathSync.native(dirname(path))
  } catch {
    return dirname(path) // who writes to it says that it is missing
  }
}

/** A finding's file as a baseline in that folder names it. */
export const fileBelow = (folder: string, root: string, { file }: Pick<Finding, 'file'>): string =>
  relativePath(folder, join(root, file))

function stateOf(match: Match | undefined): Finding['baselineState'] {
  if (!match) return 'new'
  return match.by === 'same' || match.by === 'moved' ? 'unchanged' : 'updated'
}

function counts(findings: readonly Finding[]): Pick<BaselineSummary, 'new' | 'unchanged' | 'updated'> {
  const count = (state: Finding['baselineState']) => findings.filter(f => f.baselineState === state).length
  return { new: count('new'), unchanged: count('unchanged'), updated: count('updated') }
}

function gone(entry: Entry, folder: string, root: string, reason: string | undefined): AbsentFinding {
  const { rule, scope, call, key, text, ordinal } = entry
  return {
    rule,
    file: relativePath(root, join(folder, entry.file)),
    identity: { scope, call, key, text, ordinal },
    baselineState: 'absent',
    ...(reason !== undefined && { baselineReason: reason }),
  }
}
