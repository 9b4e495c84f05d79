/** Results of all kinds that a format may meet, each with the sources that it quotes. */
import type { View } from '../../../src/report/view.js'
import { plain } from '../../../src/report/view.js'
import type { Finding, ScanResult, SiteReport } from '../../../src/result.js'
import { absent, against, finding, foundation, result, site } from '../results.js'

export interface Sample {
  name: string
  result: ScanResult
  view: View
}

export function viewOf(sources: Record<string, string> = {}, more: Partial<View> = {}): View {
  return {
    generated: new Date(0),
    paint: plain,
    failOn: 'warning',
    source: file => sources[file],
    checkout: { folder: '/home/me/my repo', prefix: '', uri: 'https://example.com/me/my%20repo' },
    ...more,
  }
}

/** One finding at `file:line:column`, with its site. */
export function one(file: string, more: Partial<Finding> = {}, at: Partial<SiteReport> = {}): [SiteReport, Finding] {
  const s = site(file, at.line ?? 1, 'raw-send', at)
  return [s, finding(s, more)]
}

export function of(pairs: [SiteReport, Finding][], more: Parameters<typeof result>[1] = {}): ScanResult {
  return result(
    pairs.map(([s]) => s),
    { findings: pairs.map(([, f]) => f), ...more },
  )
}

/** As the scan would: every character that a format has to take care of. */
export const nasty =
  'a[0](b): \u001b[31mred\u001b[0m, {0} { x } 100% ::error::no ##[group]x\r\n<b>&amp;"\'</b> `tick` @someone #12 | \ud800 \ufffe \u202e \u0000 \u2028 ]]> 日本語'

export const names = [
  'src/with space/a b.ts',
  'src/日本語/ñandú.ts',
  'src/100%/#a?b=c&d.ts',
  'src/a:b,c.ts',
  'src/back\\slash.ts',
  'src/q\'uote".ts',
  'src/new\nline.ts',
  'src/[id]/(group)/page.tsx',
  '../sibling/outside.ts',
  '../../far/outside.ts',
  'D:/other drive/x.ts',
]

const line = '  worker.postMessage(job) // 日本語'

function everything(): Sample {
  const sources = Object.fromEntries(names.map(name => [name, `import x from 'x'\n${line}\n`]))
  const pairs = names.map((name, i) =>
    one(name, { id: `id-${i}`, column: 10 }, { line: 2, column: 10, endLine: 2, endColumn: 26 }),
  )
  const [s] = one('src/silent.ts')
  const silent: ScanResult['suppressed'][number] = {
    ...finding(s, { id: 'silent' }),
    suppression: { line: 1, reason: nasty, until: '2027-01-31', owner: '@team' },
  }
  const change = {
    difference: 'it is written a moment after the call',
    edits: [
      { line: 1, column: 1, endLine: 1, endColumn: 1, text: "import { y } from 'y'\n" },
      { line: 2, column: 3, endLine: 2, endColumn: 26, text: 'y(worker, job)' },
    ],
  }
  const states = (['new', 'unchanged', 'updated'] as const).map((baselineState, i) =>
    one(`src/state${i}.ts`, { id: `state-${i}`, baselineState, fix: { verdict: 'auto', change } }),
  )
  const all: [SiteReport, Finding][] = [
    ...pairs,
    ...states,
    [s, finding(s, { id: 'nasty', message: nasty, advice: nasty })],
  ]
  const gone = [absent('src/state3.ts'), absent('src/state3.ts', { scope: '', call: nasty, ordinal: 2 })]
  return {
    name: 'everything at once',
    result: of(all, {
      absent: gone,
      suppressed: [silent],
      skipped: [
        { file: 'src/broken name.ts', reason: `does not parse: line 1: ${nasty}` },
        { file: '../out.ts', reason: 'is not UTF-8 text' },
      ],
      summary: {
        commit: 'a'.repeat(40),
        notices: ['types are off', nasty],
        baseline: against(
          all.map(([, f]) => f),
          gone,
        ),
      },
    }),
    view: viewOf(sources),
  }
}

export function thousands(count: number): Sample {
  const sources: Record<string, string> = {}
  const pairs: [SiteReport, Finding][] = []
  for (let i = 0; i < count; i++) {
    const file = `src/module${i % 50}/file${i % 400}.ts`
    sources[file] ??= `${line}\n`.repeat(Math.ceil(count / 400))
    const at = { line: Math.floor(i / 400) + 1, column: 10, endLine: Math.floor(i / 400) + 1, endColumn: 26 }
    const severity = (['error', 'warning', 'info'] as const)[i % 3]!
    pairs.push(one(file, { id: `id${i}`, severity, ...at }, at))
  }
  return { name: `${count} findings`, result: of(pairs), view: viewOf(sources) }
}

export function samples(): Sample[] {
  const [multi, f] = one('src/multi.ts', {}, { line: 2, column: 3, endLine: 5, endColumn: 4 })
  const undecided = site('src/u.ts', 4, 'undecided', { reason: nasty, callee: 'x.on' })
  const long = `${'x'.repeat(500_000)}.postMessage(1)`
  return [
    { name: 'nothing', result: result([]), view: viewOf() },
    { name: 'the reference program, without sources', result: foundation(), view: viewOf({}, { checkout: undefined }) },
    everything(),
    {
      name: 'a finding of several lines, in a file with a byte order mark',
      result: of([[multi, f]]),
      view: viewOf({ 'src/multi.ts': `\ufeffa\r\n  w.postMessage({\r\n    x,\r\n    y,\r\n  })` }),
    },
    { name: 'what is undecided', result: of([[undecided, finding(undecided, { id: 'u' })]]), view: viewOf() },
    {
      name: 'a line of half a million characters',
      result: of([one('src/min.js', {}, { column: 500_002, endColumn: 500_016 })]),
      view: viewOf({ 'src/min.js': long }),
    },
    {
      name: 'two equal findings in a line, and two of one name',
      result: of([
        one('a.ts', { id: 'same' }),
        one('a.ts', { id: 'same', column: 20 }, { column: 20 }),
        one('b.ts', { id: 'same' }),
      ]),
      view: viewOf({ 'a.ts': line }),
    },
    {
      name: 'a root below the top of its checkout',
      result: of([one('src/a.ts'), one('../lib/b.ts'), one('../../../out.ts')]),
      view: viewOf({}, { checkout: { folder: 'C:\\my repo', prefix: 'packages/app one/' } }),
    },
    {
      name: 'a file that is shorter now than when it was scanned',
      result: of([
        one('a.ts', { line: 40 }, { line: 40, endLine: 40 }),
        one('b.ts', {}, { column: 50, endColumn: 70 }),
      ]),
      view: viewOf({ 'a.ts': 'x', 'b.ts': 'x\n' }),
    },
    thousands(2000),
  ]
}
