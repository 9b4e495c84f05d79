/** The migration report as Markdown: read by a renderer, hostile text stays text, and large ones stay readable. */
import fc from 'fast-check'
import { marked, type Token, type Tokens } from 'marked'
import { describe, expect, test } from 'vitest'
import { oneLine, prose } from '../../src/report/markdown.js'
import { type Facts, factsOf, migrationMarkdown, type Run, reportOf } from '../../src/report/migration/index.js'
import { deployments, fix, migration, type Planned, sent } from './migrations.js'
import { finding, site } from './results.js'

const generated = '2026-11-28T10:00:00.000Z'
const asked = { safety: 'safe' } as const
const written: Run = { state: 'written', id: '20261128100000-abcdef', asked }
const factsFrom = (planned: readonly Planned[], steps = [] as Parameters<typeof migration>[1]): Facts =>
  factsOf(migration(planned, steps), asked, deployments())
const print = (facts: Facts, run = written): string => migrationMarkdown(facts, run, generated)

const tokens = (text: string): Token[] => marked.lexer(text)
const tables = (text: string): Tokens.Table[] => tokens(text).filter((t): t is Tokens.Table => t.type === 'table')
const headings = (text: string): string[] => tokens(text).flatMap(t => (t.type === 'heading' ? [t.text] : []))

/** What a reader of the rendered text sees. */
function seen(markdown: string): string {
  const html = marked.parseInline(markdown, { mangle: false } as object) as string
  return html
    .replace(/<\/?(?:em|strong|code|del|a)(?: [^>]*)?>/g, m => (/^<\/?(?:em|strong|del)/.test(m) ? '\0' : ''))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}

test('sections come in the order of the format, each once', () => {
  const facts = factsFrom([{ site: sent('a.ts', 1), fate: 'fixed' }])
  expect(headings(print(facts)).filter(h => !h.includes('`'))).toEqual([
    'OTP Migration Report',
    'Migration',
    'Before and after',
    'Fixes',
    'Manual review',
    'Success Criteria',
    'Next Steps',
  ])
})

test('text of the code is shown as it is: no markup, no tag, no entity, no broken table', () => {
  const bits = fc.constantFrom('*', '_', '<b>', '&lt;', '|', '\\', '[a](b)', '~~', 'word', ' ', '!', '#', "'", '<!--')
  fc.assert(
    fc.property(fc.array(bits, { minLength: 1, maxLength: 8 }), parts => {
      const text = parts.join('')
      fc.pre(oneLine(text) !== '')
      expect(seen(`x ${prose(text)} y`)).toBe(`x ${oneLine(text)} y`)
    }),
    { seed: 20261128, numRuns: 2000 },
  )
})

test('bars, backticks, tags and line breaks in paths and reasons leave each row with its cells', () => {
  const hostile = 'a|b`c<i>.ts'
  const reason = 'why | `x|y` <b>\n## not a heading'
  const text = print(
    factsFrom([
      { site: sent(hostile, 1, { callee: 'w["a|b"]\n .send' }), fate: 'manual', reason },
      { site: sent('z.ts', 2), fate: 'fixed' },
    ]),
  )
  for (const table of tables(text)) for (const row of table.rows) expect(row).toHaveLength(table.header.length)
  const row = tables(text).at(-1)!.rows[0]!
  expect(row.map(c => seen(c.text))).toEqual([hostile, '1', 'w["a|b"] .send', 'node:worker_threads', 'signal'])
  expect(headings(text).some(h => h.includes('not a heading') && h.startsWith('raw-send: why'))).toBe(true)
  expect(marked.parse(text, { mangle: false, headerIds: false } as object)).not.toMatch(/<[ib]>/)
})

test('steps are told by themselves, and count neither as fixes nor as migrated sends', () => {
  const step = fix([], {
    id: 'serve',
    codemod: 'both-ends',
    file: 'w.ts',
    line: 7,
    safety: 'review',
    reason: 'read it',
  })
  const facts = factsFrom([{ site: sent('a.ts', 1), fate: 'fixed' }], [step])
  const { summary, fixes, steps, reports } = reportOf(facts, written, generated)
  expect(summary).toMatchObject({ fixes: 1, steps: 1, sendsMigrated: 1, filesModified: 2 })
  expect(fixes.map(f => f.codemod)).toEqual(['raw-send'])
  expect(steps).toMatchObject([{ codemod: 'both-ends', file: 'w.ts', line: 7 }])
  expect(reports['Send Migration Report']['Files modified']).toBe(2)
  const text = print(facts)
  expect(text).toContain('1 change that repairs no finding itself')
  expect(text).toContain('- line 7: `both-ends` (`node:worker_threads`, review); to be read: read it')
})

test('what comments silence is told with its reason, and in none of the counts', () => {
  const planned = migration([{ site: sent('a.ts', 1), fate: 'fixed' }])
  const silenced = finding(sent('b.ts', 4))
  const suppression = { line: 3, reason: 'a *test* peer', until: '2027-01-31', owner: '@team' }
  const before = { ...planned.before, suppressed: [{ ...silenced, suppression }] }
  const facts = factsOf({ ...planned, before }, asked, deployments())
  expect(reportOf(facts, written, generated).counts.total.before).toBe(1)
  expect(print(facts)).toContain('1 finding that a comment silences; in none of the figures above.')
  expect(print(facts)).toContain('- `b.ts`:4 raw-send - a \\*test\\* peer, until 2027-01-31, @team')
})

test('fixes of one file that differ by their line alone are said once', () => {
  const text = print(factsFrom([1, 2, 3].map(line => ({ site: sent('a.ts', line), fate: 'fixed' as const }))))
  expect(text).toContain('### `a.ts` (3 fixes)')
  expect(text).toContain('- lines 1, 2 and 3: `raw-send` (`node:worker_threads`, safe)')
  expect(text.match(/- differs as intended:/g)).toHaveLength(1)
})

describe('ten thousand rows', () => {
  const planned = Array.from({ length: 10_000 }, (_, n): Planned => {
    const fate = n % 2 === 0 ? ('fixed' as const) : ('manual' as const)
    return { site: sent(`src/m${n % 2500}.ts`, n + 1), fate, reason: `reason ${n % 40}` }
  })
  const facts = factsFrom(planned)
  const text = print(facts)

  test('the JSON has every one, the Markdown fits a comment and says how many it leaves out', () => {
    const { fixes, manual, counts } = reportOf(facts, written, generated)
    expect([fixes.length, manual.length, counts.total.before]).toEqual([5000, 5000, 10_000])
    expect(text.split('\n').length).toBeLessThan(4000)
    const shown = tables(text)
      .slice(2)
      .reduce((n, t) => n + t.rows.length, 0)
    const hidden = [...text.matchAll(/^And (\d+) more in/gm)].reduce((n, m) => n + Number(m[1]), 0)
    const further = Number(/^(\d+) findings for \d+ more reasons/m.exec(text)?.[1] ?? 0)
    expect(shown + hidden + further).toBe(5000)
  })

  test('every modified file is named, with its fixes', () => {
    const named = new Set([...text.matchAll(/^(?:### |- )`(src\/m\d+\.ts)` (?:- |\()\d+ fix/gm)].map(m => m[1]))
    const rest = Number(/^- and (\d+) more files? - \d+ fixes$/m.exec(text)?.[1] ?? 0)
    expect(named.size + rest).toBe(new Set(facts.fixes.map(f => f.file)).size)
  })
})

describe('evidence', () => {
  const outcome = (run: Run, name: string): string[] => {
    const { criteria } = reportOf(factsFrom([{ site: site('a.ts', 1, 'self-send') }]), run, generated)
    const { outcome, evidence } = criteria.find(c => c.name === name)!
    return [outcome, evidence]
  }

  test('tests pass only if a command was run and passed', () => {
    expect(outcome(written, 'tests')).toEqual(['not checked', 'no command was given to --verify'])
    const verify = { command: 'npm test', passed: true }
    expect(outcome({ ...written, verify }, 'tests')).toEqual(['pass', '`npm test` passed after the migration'])
    expect(outcome({ ...written, state: 'undone', verify }, 'tests')[0]).toBe('not checked')
    const failed: Run = { state: 'taken back', asked, verify: { ...verify, passed: false } }
    expect(outcome(failed, 'tests')).toEqual(['fail', '`npm test` failed, so that the migration was taken back'])
  })

  test('what nobody has looked at is not checked', () => {
    for (const name of ['deadLetters', 'performance', 'violations'])
      expect(outcome(written, name)[0]).toBe('not checked')
  })

  test.each([
    ['nothing imports it', { importing: 0, names: [], packages: [] }, 'fail'],
    ['its package has it', undefined, 'pass'],
    ['its package does not', { file: 'package.json', importing: 1 }, 'fail'],
    ['only for development', { file: 'package.json', importing: 1, field: 'devDependencies', version: '1' }, 'fail'],
    [
      'the package.json is broken',
      { file: 'package.json', importing: 1, unreadable: 'Unexpected token' },
      'not checked',
    ],
  ] as const)('the runtime: %s', (_, use, expected) => {
    const after =
      use === undefined
        ? undefined
        : 'packages' in use
          ? { importing: 0, names: [], packages: [] }
          : { importing: 1, names: ['sendSupervised'], packages: [use] }
    const facts = factsOf(migration([]), asked, deployments(after))
    const { criteria } = reportOf(facts, written, generated)
    expect(criteria.find(c => c.name === 'supervisedSend')!.outcome).toBe(expected)
  })

  test.each([
    ['postBroadcast', 'pass'],
    ['monitor', 'fail'],
  ])('sends are deployed where %s is imported: %s', (name, expected) => {
    const own = { file: 'package.json', importing: 1, field: 'dependencies', version: '1' } as const
    const after = { importing: 1, names: [name], packages: [own] }
    const { criteria } = reportOf(factsOf(migration([]), asked, deployments(after)), written, generated)
    expect(criteria.find(c => c.name === 'supervisedSend')!.outcome).toBe(expected)
  })
})
