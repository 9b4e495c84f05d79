import type { Kind, SiteReport } from '../../src/result.js'

// How well a scan finds what people found by reading. Strict: labels marked `sure`, the same kind.
// Lenient: all labels, the same kind or one of `altLabels`.

export type Site = Pick<SiteReport, 'file' | 'line' | 'kind'>
export type Mode = 'strict' | 'lenient'

/** The kinds that are labelled; sites of other kinds (spawns, undecided) are not judged. */
export const SCORED = [
  'raw-send',
  'supervised-send',
  'self-send',
  'test-send',
  'unmanaged-watcher',
  'managed-watcher',
  'untimed-call',
  'timed-call',
] as const
export type ScoredKind = Extract<Kind, (typeof SCORED)[number]>
export type LabelKind = ScoredKind | 'none'

const VIOLATIONS: readonly LabelKind[] = ['raw-send', 'unmanaged-watcher', 'untimed-call']

export interface Label {
  id: string
  package: string
  version: string
  /** Relative to the package. */
  file: string
  line: number
  methodLine?: number
  /** Line of the `new Promise` of a hand-made call, whose send is at `line`. */
  promiseWrapperLine?: number
  /** Line of the loop that a broadcast may be reported on. */
  loopLine?: number
  col: number
  method: string
  label: LabelKind
  /** Other kinds that a reader could defend. */
  altLabels?: LabelKind[]
  dialect: string
  confidence: 'sure' | 'arguable'
  inTest: boolean
  /** The rule of `dialects.md` 9.1 that decided. */
  rule91?: string
  why: string
}

export interface Counts {
  labelled: number
  tp: number
  fp: number
  fn: number
  /** Undefined if nothing of the kind was reported. */
  precision: number | undefined
  /** Undefined if nothing of the kind was labelled. */
  recall: number | undefined
  f1: number
}

export interface Row extends Counts {
  kind: LabelKind
  /** What the scan said of the labels of this kind; `nothing` if it reported no site there. */
  reportedAs: Partial<Record<ScoredKind | 'nothing', number>>
}

export interface Score {
  mode: Mode
  rows: Row[]
  violations: Counts
  allKinds: Counts
  missed: Label[]
  wrong: { site: Site; label: Label }[]
  /** Sites with no label within a line: not judged, listed for whoever labels next. */
  unlabelled: { package: string; site: Site }[]
}

export function groupByPackage(labels: readonly Label[]): Map<string, Label[]> {
  const groups = new Map<string, Label[]>()
  for (const label of labels) {
    const group = groups.get(label.package)
    if (group) group.push(label)
    else groups.set(label.package, [label])
  }
  return groups
}

/** Lines on which a label may be reported. */
function linesOf(label: Label): number[] {
  const wrapper = label.label.endsWith('call') ? label.promiseWrapperLine : undefined
  return [label.line, label.methodLine, label.loopLine, wrapper].filter(line => line !== undefined)
}

function distance(site: Site, label: Label): number {
  return Math.min(...linesOf(label).map(line => Math.abs(line - site.line)))
}

function near(site: Site, label: Label): boolean {
  return site.file === label.file && distance(site, label) <= 1
}

function isScored(kind: Kind): kind is ScoredKind {
  return (SCORED as readonly Kind[]).includes(kind)
}

function accepts(label: Label, kind: ScoredKind): boolean {
  return kind === label.label || (label.altLabels ?? []).includes(kind)
}

function counts(tp: number, fp: number, fn: number): Counts {
  const precision = tp + fp === 0 ? undefined : tp / (tp + fp)
  const recall = tp + fn === 0 ? undefined : tp / (tp + fn)
  return { labelled: tp + fn, tp, fp, fn, precision, recall, f1: tp === 0 ? 0 : (2 * tp) / (2 * tp + fp + fn) }
}

function sum(rows: readonly Row[]): Counts {
  const of = (key: 'tp' | 'fp' | 'fn') => rows.reduce((total, row) => total + row[key], 0)
  return counts(of('tp'), of('fp'), of('fn'))
}

/** Scores the sites of each package; a package without sites counts as all missed. */
export function score(labels: readonly Label[], sites: ReadonlyMap<string, readonly Site[]>, mode: Mode): Score {
  const tally = new Map<LabelKind, { tp: number; fp: number; fn: number; reportedAs: Row['reportedAs'] }>(
    [...SCORED, 'none' as const].map(kind => [kind, { tp: 0, fp: 0, fn: 0, reportedAs: {} }]),
  )
  const missed: Label[] = []
  const wrong: Score['wrong'] = []
  const unlabelled: Score['unlabelled'] = []

  for (const [name, own] of groupByPackage(labels)) {
    const reported = (sites.get(name) ?? []).flatMap(site =>
      isScored(site.kind) ? [{ ...site, kind: site.kind }] : [],
    )

    for (const label of own) {
      if (mode === 'strict' && label.confidence !== 'sure') continue
      const cell = tally.get(label.label)!
      const around = reported
        .filter(site => near(site, label))
        .sort((a, b) => distance(a, label) - distance(b, label) || a.line - b.line)
      const hit = around.find(site => (mode === 'strict' ? site.kind === label.label : accepts(label, site.kind)))
      // a neighbour's own site says nothing about a `none`
      const owner = around.find(
        site => !own.some(other => other !== label && near(site, other) && accepts(other, site.kind)),
      )
      const said = hit?.kind ?? owner?.kind ?? 'nothing'
      cell.reportedAs[said] = (cell.reportedAs[said] ?? 0) + 1
      if (label.label === 'none') continue
      if (hit) cell.tp++
      else {
        cell.fn++
        missed.push(label)
      }
    }

    // a site is judged by the nearest label
    for (const site of reported) {
      const around = own.filter(label => near(site, label)).sort((a, b) => distance(site, a) - distance(site, b))
      const [nearest] = around
      if (nearest === undefined) unlabelled.push({ package: name, site })
      else if (around.some(label => accepts(label, site.kind))) continue
      else if (mode === 'lenient' || nearest.confidence === 'sure') {
        tally.get(site.kind)!.fp++
        wrong.push({ site, label: nearest })
      }
    }
  }

  const rows = [...tally].map(([kind, { tp, fp, fn, reportedAs }]) => ({ kind, reportedAs, ...counts(tp, fp, fn) }))
  const kinds = rows.filter(row => row.kind !== 'none')
  return {
    mode,
    rows,
    violations: sum(kinds.filter(row => VIOLATIONS.includes(row.kind))),
    allKinds: sum(kinds),
    missed,
    wrong,
    unlabelled,
  }
}

function percent(value: number | undefined): string {
  return value === undefined ? '     -' : `${(100 * value).toFixed(1)}%`.padStart(6)
}

/** The confusion table, for people. */
export function format(result: Score): string {
  const line = (name: string, row: Counts, rest = '') =>
    [
      name.padEnd(18),
      String(row.labelled).padStart(8),
      percent(row.precision).padStart(10),
      percent(row.recall).padStart(8),
      row.f1.toFixed(3).padStart(7),
      `  ${rest}`,
    ]
      .join(' ')
      .trimEnd()
  const said = (row: Row) =>
    Object.entries(row.reportedAs)
      .sort(([, a], [, b]) => b - a)
      .map(([kind, count]) => `${kind} ${count}`)
      .join(', ')
  const none = result.rows.find(row => row.kind === 'none')
  return [
    `${result.mode}`,
    `${'kind'.padEnd(18)} labelled  precision   recall      F1   reported as`,
    ...result.rows.filter(row => row.kind !== 'none').map(row => line(row.kind, row, said(row))),
    ...(none ? [`${'none'.padEnd(18)} ${' '.repeat(35)}   ${said(none)}`] : []),
    line('violations', result.violations),
    line('all kinds', result.allKinds),
    ...result.missed.map(label => `missed  ${label.id} ${label.package}/${label.file}:${label.line} ${label.label}`),
    ...result.wrong.map(
      ({ site, label }) =>
        `wrong   ${label.id} ${label.package}/${site.file}:${site.line} reported ${site.kind}, labelled ${label.label}`,
    ),
    ...result.unlabelled.map(({ package: name, site }) => `no label ${name}/${site.file}:${site.line} ${site.kind}`),
  ].join('\n')
}
