/** Whatever a migration fixes, leaves or is not asked for: the numbers add up, in data, tables and the plan's blocks. */
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CountRow, Fate } from '../../src/report/migration/account.js'
import { type Asked, factsOf, migrationMarkdown, type Run, reportOf } from '../../src/report/migration/index.js'
import { runStates } from '../../src/report/migration/run.js'
import type { Kind, RuleName } from '../../src/result.js'
import { deployed, deployments, fix, migration, nowhere, type Planned } from './migrations.js'
import { finding, site } from './results.js'

const schema = JSON.parse(readFileSync(new URL('../../schema/migration.schema.json', import.meta.url), 'utf8'))
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema)
const seed = Number(process.env.SEED ?? 20261128)
const generated = '2026-11-28T10:00:00.000Z'

const kinds: Kind[] = ['raw-send', 'test-send', 'self-send', 'supervised-send', 'unmanaged-watcher', 'managed-watcher']
kinds.push('untimed-call', 'timed-call', 'unsupervised-spawn', 'undecided')
const rules: RuleName[] = ['raw-send', 'unmanaged-watcher', 'untimed-call', 'unsupervised-spawn']
const ruleOf: Partial<Record<Kind, RuleName>> = {
  'raw-send': 'raw-send',
  'test-send': 'raw-send',
  'unmanaged-watcher': 'unmanaged-watcher',
  'untimed-call': 'untimed-call',
  'unsupervised-spawn': 'unsupervised-spawn',
}
const dialects = ['node:worker_threads', 'node:child_process', 'xstate@5']

const drawn = fc.record({
  kind: fc.constantFrom(...kinds),
  file: fc.constantFrom('a.ts', 'b/c.ts', 'b/d|`e.ts', '<f>.ts'),
  dialect: fc.constantFrom(...dialects),
  inTest: fc.boolean(),
  shape: fc.constantFrom('agent', 'never-stopped', 'partial', ''),
  isFixed: fc.boolean(),
  reason: fc.constantFrom('its value is used', 'a | b `c` <d> *e* _f_', 'line\nbreak'),
})
const asking: fc.Arbitrary<Asked> = fc.record(
  {
    safety: fc.constantFrom('safe', 'review', 'all'),
    rules: fc.subarray(rules, { minLength: 1 }),
    dialects: fc.subarray(dialects, { minLength: 1 }),
  },
  { requiredKeys: ['safety'] },
)

const cases = fc
  .record({
    sites: fc.array(drawn, { maxLength: 30 }),
    asked: asking,
    state: fc.constantFrom(...runStates),
    steps: fc.nat(2),
    isDeployed: fc.boolean(),
    isDeclared: fc.boolean(),
  })
  .map(({ sites, asked, state, steps, isDeployed, isDeclared }) => {
    const planned = sites.map((s, at): Planned => {
      const rule = ruleOf[s.kind]
      const inTest = s.kind === 'test-send' || s.inTest
      const own = site(s.file, at + 1, s.kind, { dialect: s.dialect, inTest, shape: s.shape })
      if (!rule) return { site: own }
      const isAsked = (asked.rules ?? rules).includes(rule) && (asked.dialects ?? dialects).includes(s.dialect)
      const fate: Fate = !isAsked ? 'notAsked' : inTest ? 'skipped' : s.isFixed ? 'fixed' : 'manual'
      return { site: own, fate, reason: s.reason }
    })
    const extra = Array.from({ length: steps }, (_, n) => fix([], { id: `step-${n}`, codemod: 'self-note' }))
    const undeclared = { ...deployed, packages: [{ file: 'package.json', importing: 2 }] }
    const now = isDeployed ? (isDeclared ? deployed : undeclared) : nowhere
    const run: Run = { state, id: state === 'written' ? '20261128100000-abcdef' : undefined, asked }
    return { migration: migration(planned, extra), planned, run, deployments: deployments(now) }
  })

const sum = (rows: readonly CountRow[], key: keyof Omit<CountRow, 'name'>): number =>
  rows.reduce((n, row) => n + row[key], 0)

describe('of any migration', () => {
  test('before = fixed + manual + skipped + not asked for: each rule, each dialect, and both totals', () => {
    fc.assert(
      fc.property(cases, ({ migration, run, deployments, planned }) => {
        const report = reportOf(factsOf(migration, run.asked, deployments), run, generated)
        const { rules, dialects, total } = report.counts
        for (const row of [...rules, ...dialects, total])
          expect(row.fixed + row.manual + row.skipped + row.notAsked).toBe(row.before)
        for (const key of ['before', 'fixed', 'manual', 'skipped', 'notAsked', 'after'] as const) {
          expect(sum(rules, key)).toBe(total[key])
          expect(sum(dialects, key)).toBe(total[key])
        }
        expect(total.before).toBe(migration.before.findings.length)
        expect(total.after).toBe(total.before - total.fixed)
        // and to the rows below, node by node
        expect(report.fixes.flatMap(f => f.findings)).toHaveLength(total.fixed)
        expect(report.manual).toHaveLength(total.manual)
        expect(report.skipped).toHaveLength(total.skipped)
        const fates = (fate: Fate) => planned.filter(p => p.fate === fate).length
        expect([fates('fixed'), fates('manual'), fates('skipped'), fates('notAsked')]).toEqual([
          total.fixed,
          total.manual,
          total.skipped,
          total.notAsked,
        ])
      }),
      { seed, numRuns: 300 },
    )
  })

  test("the plan's blocks say the same numbers", () => {
    fc.assert(
      fc.property(cases, ({ migration, run, deployments }) => {
        const { reports, summary, counts, steps } = reportOf(factsOf(migration, run.asked, deployments), run, generated)
        const row = (rule: RuleName) => counts.rules.find(r => r.name === rule)
        const skips = (of: Record<string, number>) => Object.values(of).reduce((n, m) => n + m, 0)
        const sends = reports['Send Migration Report']
        const calls = reports['GenServer Timeout Migration Report']
        const monitors = reports['Monitor Migration Report']
        expect(sends['Sends migrated'] + sends['Manual review needed'] + skips(sends.Skipped)).toBe(
          row('raw-send')?.before ?? 0,
        )
        expect(calls['Calls fixed'] + calls['Manual review needed'] + skips(calls.Skipped)).toBe(
          row('untimed-call')?.before ?? 0,
        )
        expect(monitors['Watchers migrated'] + monitors['Manual review needed'] + skips(monitors.Skipped)).toBe(
          monitors['Total issues found'],
        )
        const { sends: s, calls: c, watchers: w, other } = summary.manualReview
        expect(s + c + w + other).toBe(counts.total.manual)
        expect(summary.sendsMigrated + summary.callsFixed + summary.watchersMigrated).toBeLessThanOrEqual(
          counts.total.fixed,
        )
        expect(summary.steps).toBe(steps.length)
      }),
      { seed, numRuns: 300 },
    )
  })

  test('the JSON fits the published schema, and the Markdown has the sum', () => {
    fc.assert(
      fc.property(cases, ({ migration, run, deployments }) => {
        const facts = factsOf(migration, run.asked, deployments)
        const report = JSON.parse(JSON.stringify(reportOf(facts, run, generated)))
        validate(report)
        expect(validate.errors).toBeNull()
        const { before, fixed, manual, skipped, notAsked, after } = report.counts.total
        expect(migrationMarkdown(facts, run, generated)).toContain(
          `${before} before = ${fixed} fixed + ${manual} for manual review + ${skipped} skipped + ${notAsked} not asked for; ${after} `,
        )
      }),
      { seed, numRuns: 200 },
    )
  })

  test('"all migrated" is said only of written code in which no call is left, nor undecided', () => {
    fc.assert(
      fc.property(cases, ({ migration, run, deployments }) => {
        const text = migrationMarkdown(factsOf(migration, run.asked, deployments), run, generated)
        const open = migration.after.sites.some(
          s => s.kind === 'untimed-call' || (s.kind === 'undecided' && s.role === 'call'),
        )
        const isWritten = run.state === 'written' || run.state === 'nothing to write'
        expect(text.includes('All GenServer.call/2 have been migrated to include timeouts.')).toBe(isWritten && !open)
      }),
      { seed, numRuns: 200 },
    )
  })

  test('kept and read again, it prints the same; in whatever order the plan had its rows', () => {
    fc.assert(
      fc.property(cases, ({ migration, run, deployments }) => {
        const facts = factsOf(migration, run.asked, deployments)
        const text = migrationMarkdown(facts, run, generated)
        const kept = JSON.parse(JSON.stringify({ facts, run }))
        expect(migrationMarkdown(kept.facts, kept.run, generated)).toBe(text)
        const turned = { ...migration, manual: [...migration.manual].reverse(), files: [...migration.files].reverse() }
        expect(migrationMarkdown(factsOf(turned, run.asked, deployments), run, generated)).toBe(text)
      }),
      { seed, numRuns: 100 },
    )
  })
})

describe('what does not add up is refused, not printed', () => {
  const one = { site: site('a.ts', 1, 'raw-send'), fate: 'manual' as const }
  const asked: Asked = { safety: 'safe' }

  test('a finding that is nowhere', () => {
    const lost = { ...migration([one]), manual: [] }
    expect(() => factsOf(lost, asked, deployments())).toThrow('neither fixed nor left to anybody')
  })

  test('a finding in two places', () => {
    const planned = migration([one])
    const twice = { ...planned, manual: [...planned.manual, ...planned.manual] }
    expect(() => factsOf(twice, asked, deployments())).toThrow('counted twice')
  })

  test('a finding that the scan does not have', () => {
    const ghost = finding(site('b.ts', 1, 'raw-send'))
    const planned = migration([one])
    const haunted = { ...planned, manual: [...planned.manual, { finding: ghost, dialect: '', reason: '' }] }
    expect(() => factsOf(haunted, asked, deployments())).toThrow('the scan does not have')
  })
})
