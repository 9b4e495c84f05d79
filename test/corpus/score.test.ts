import { describe, expect, it } from 'vitest'
import { format, type Label, type LabelKind, type Site, score } from './score.js'

let ids = 0
function label(line: number, kind: LabelKind, more: Partial<Label> = {}): Label {
  ids++
  return {
    id: `t-${ids}`,
    package: 'p',
    version: '1.0.0',
    file: 'a.ts',
    line,
    col: 1,
    method: 'send',
    label: kind,
    dialect: 'ws',
    confidence: 'sure',
    inTest: false,
    why: '',
    ...more,
  }
}

function site(line: number, kind: Site['kind'], file = 'a.ts'): Site {
  return { file, line, kind }
}

const run = (labels: Label[], sites: Site[], mode: 'strict' | 'lenient' = 'strict') =>
  score(labels, new Map([['p', sites]]), mode)

const labels = [
  label(10, 'raw-send'),
  label(20, 'raw-send'),
  label(30, 'unmanaged-watcher'),
  label(40, 'untimed-call'),
  label(50, 'managed-watcher'),
  label(60, 'none'),
]
const perfect = [
  site(10, 'raw-send'),
  site(20, 'raw-send'),
  site(30, 'unmanaged-watcher'),
  site(40, 'untimed-call'),
  site(50, 'managed-watcher'),
]

describe('score', () => {
  it('gives full marks to a scan that agrees', () => {
    const { violations, allKinds, missed, wrong } = run(labels, perfect)
    expect(violations).toMatchObject({ labelled: 4, tp: 4, fp: 0, fn: 0, precision: 1, recall: 1, f1: 1 })
    expect(allKinds).toMatchObject({ labelled: 5, precision: 1, recall: 1, f1: 1 })
    expect(missed).toEqual([])
    expect(wrong).toEqual([])
  })

  it('lowers recall, not precision, for a planted miss', () => {
    const result = run(labels, perfect.slice(1))
    expect(result.violations).toMatchObject({ tp: 3, fn: 1, fp: 0, precision: 1, recall: 0.75 })
    expect(result.violations.f1).toBeLessThan(1)
    expect(result.missed).toEqual([labels[0]])
  })

  it('lowers precision, not recall, for a planted false alarm', () => {
    const alarm = site(60, 'raw-send')
    const result = run(labels, [...perfect, alarm])
    expect(result.violations).toMatchObject({ tp: 4, fn: 0, fp: 1, precision: 0.8, recall: 1 })
    expect(result.wrong).toEqual([{ site: alarm, label: labels[5] }])
    expect(result.rows.find(row => row.kind === 'none')?.reportedAs).toEqual({ 'raw-send': 1 })
  })

  it('counts a managed watcher reported as unmanaged twice: missed and wrong', () => {
    const result = run(labels, [...perfect.slice(0, 4), site(50, 'unmanaged-watcher')])
    expect(result.rows.find(row => row.kind === 'managed-watcher')).toMatchObject({
      fn: 1,
      recall: 0,
      reportedAs: { 'unmanaged-watcher': 1 },
    })
    expect(result.rows.find(row => row.kind === 'unmanaged-watcher')).toMatchObject({ tp: 1, fp: 1, precision: 0.5 })
  })

  it('allows one line of drift, not two', () => {
    expect(run([label(10, 'raw-send')], [site(11, 'raw-send')]).violations.recall).toBe(1)
    expect(run([label(10, 'raw-send')], [site(12, 'raw-send')]).violations.recall).toBe(0)
  })

  it('keeps files and packages apart', () => {
    expect(run([label(10, 'raw-send')], [site(10, 'raw-send', 'b.ts')]).violations.recall).toBe(0)
    const elsewhere = score([label(10, 'raw-send')], new Map([['q', [site(10, 'raw-send')]]]), 'strict')
    expect(elsewhere.violations.recall).toBe(0)
    expect(elsewhere.unlabelled).toEqual([])
  })

  it('counts a package that was not scanned as all missed', () => {
    expect(score(labels, new Map(), 'strict').allKinds).toMatchObject({ tp: 0, fn: 5, f1: 0 })
  })

  it('finds a hand-made call on the line of its promise, and a broadcast on its loop', () => {
    const call = label(40, 'untimed-call', { promiseWrapperLine: 33 })
    expect(run([call], [site(33, 'untimed-call')]).violations.recall).toBe(1)
    const send = label(40, 'raw-send', { promiseWrapperLine: 33 })
    expect(run([send], [site(33, 'raw-send')]).violations.recall).toBe(0)
    expect(run([label(40, 'raw-send', { loopLine: 37 })], [site(37, 'raw-send')]).violations.recall).toBe(1)
  })

  it('leaves arguable labels out of strict, and takes their other kinds in lenient', () => {
    const arguable = label(10, 'none', { confidence: 'arguable', altLabels: ['raw-send'] })
    const sites = [site(10, 'raw-send')]
    expect(run([arguable], sites).wrong).toEqual([])
    expect(run([arguable], sites, 'lenient').wrong).toEqual([])
    expect(run([arguable], [site(10, 'timed-call')]).wrong).toEqual([])
    expect(run([arguable], [site(10, 'timed-call')], 'lenient').wrong).toHaveLength(1)
    const other = label(10, 'unmanaged-watcher', { confidence: 'arguable', altLabels: ['managed-watcher'] })
    expect(run([other], [site(10, 'managed-watcher')]).allKinds.labelled).toBe(0)
    expect(run([other], [site(10, 'managed-watcher')], 'lenient').violations).toMatchObject({ recall: 1, fp: 0 })
  })

  it('does not judge undecided sites, spawns and sites without a label', () => {
    const result = run(labels, [
      ...perfect,
      site(60, 'undecided'),
      site(60, 'unsupervised-spawn'),
      site(90, 'raw-send'),
    ])
    expect(result.allKinds.precision).toBe(1)
    expect(result.unlabelled).toEqual([{ package: 'p', site: { file: 'a.ts', line: 90, kind: 'raw-send' } }])
  })

  it('does not blame a look-alike for the site of the line beside it', () => {
    const result = run([label(10, 'raw-send'), label(11, 'none')], [site(10, 'raw-send')])
    expect(result.wrong).toEqual([])
    expect(result.rows.find(row => row.kind === 'none')?.reportedAs).toEqual({ nothing: 1 })
  })

  it('prints the table with what was missed and what was wrong', () => {
    const text = format(run(labels, [...perfect.slice(1), site(60, 'timed-call')]))
    expect(text).toContain(`missed  ${labels[0]!.id} p/a.ts:10 raw-send`)
    expect(text).toContain('p/a.ts:60 reported timed-call, labelled none')
    expect(text).toMatch(/^violations +4 +100\.0% +75\.0% +0\.857$/m)
    expect(text).toMatch(/^raw-send +2 +100\.0% +50\.0% +0\.667 +(nothing 1, raw-send 1|raw-send 1, nothing 1)$/m)
  })
})
