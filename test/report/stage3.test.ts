import { describe, expect, test } from 'vitest'
import { stage3 } from '../../src/report/stage3.js'
import { plain, type View } from '../../src/report/view.js'
import type { ScanResult } from '../../src/result.js'
import { absent, against, finding, foundation, result, site } from './results.js'

const view: View = { generated: new Date('2026-11-25T23:30:00Z'), paint: plain, failOn: 'warning' }
const print = (of: ScanResult, more: Partial<View> = {}) => stage3(of, { ...view, ...more })
const lines = (text: string) => text.split('\n')

/** Lines between a heading and the next one of any level. */
function section(text: string, heading: string): string[] {
  const all = lines(text)
  const start = all.findIndex(line => line.startsWith(heading))
  const end = all.findIndex((line, at) => at > start && /^(#|---$)/.test(line))
  return all.slice(start + 1, end === -1 ? undefined : end)
}

/** The bullets that follow a bold line. */
function group(text: string, title: string): string[] {
  const all = lines(text)
  const start = all.findIndex(line => line.startsWith(title)) + 1
  const bullets: string[] = []
  for (let at = start; all[at]?.startsWith('- '); at++) bullets.push(all[at]!)
  return bullets
}

describe('order and header', () => {
  test('the sections come in the order of the Stage 3 format', () => {
    const headings = lines(print(foundation())).filter(line => /^##? /.test(line) || line.startsWith('**Completion'))
    expect(headings).toEqual([
      '# OTP Audit Report - Stage 3: Production Code Hardening',
      '## Current State',
      '## Coverage',
      '## Findings',
      '## Migration',
      '## Baseline',
      '## Success Criteria',
      '## Next Steps',
      '**Completion Checklist**:',
    ])
  })

  test('the header tells when, by what, of what and how much', () => {
    const summary = { roots: ['src', 'lib'], commit: 'abc1234' }
    const header = lines(print(result([site('src/a.ts', 1, 'raw-send')], { summary }))).slice(2, 9)
    expect(header.map(line => line.trim())).toEqual([
      'Generated: November 25, 2026',
      'Status: 1 finding at or above warning',
      'Tool: otp-audit 0.1.0, preset recommended',
      'Scanned: `src`, `lib`',
      'Commit: `abc1234`',
      'Files scanned: 40',
      'Files with issues: 1 (2.5%)',
    ])
  })

  test('no files is no division by zero', () => {
    expect(print(result([], { summary: { filesFound: 0 } }))).toContain('Files with issues: 0 (0%)')
  })

  test.each([
    ['error', 'Status: Clean at error, 29 findings below'],
    ['warning', 'Status: 17 findings at or above warning, 12 below'],
    ['info', 'Status: 29 findings at or above info'],
  ] as const)('the status follows --fail-on %s', (failOn, status) => {
    expect(print(foundation(), { failOn })).toContain(status)
  })
})

describe('raw sends', () => {
  test('the heading, the equation and the rows give the same sum', () => {
    const text = print(foundation())
    expect(text).toContain('### Raw send() Usage (34 occurrences in 15 files)')
    expect(text).toContain('34 = 11 critical + 11 lower priority (11 test infrastructure) + 12 self-sends;')
    const sum = (rows: string[]) => rows.reduce((all, row) => all + Number(/ - (\d+) /.exec(row)?.[1]), 0)
    expect(sum(group(text, '**Critical files**'))).toBe(11)
    expect(sum(group(text, '**Lower priority**'))).toBe(23)
  })

  test('critical rows: most sends first, then by path, each with the noun of its shape', () => {
    expect(group(print(foundation()), '**Critical files** (inter-process communication):')).toEqual([
      '- `src/jido-foundation/coordination-manager.ts` - 2 sends (fallback patterns)',
      '- `src/mabeam/coordination-patterns.ts` - 2 broadcast sends',
      '- `src/foundation/services/connection-manager.ts` - 1 reply to the parent',
      '- `src/jido-foundation/scheduler-manager.ts` - 1 scheduled send',
      '- `src/jido-foundation/signal-router.ts` - 1 send for signal delivery',
      '- `src/jido-foundation/system-command-manager.ts` - 1 reply to the parent',
      '- `src/jido-system/agents/coordinator-agent.ts` - 1 send to an agent process',
      '- `src/jido-system/sensors/agent-performance-sensor.ts` - 1 ping send',
      '- `src/mabeam/agent-infrastructure.ts` - 1 send for signal delivery',
    ])
  })

  test('lower rows: tests before self-sends; a folder of tests alone is one row', () => {
    expect(group(print(foundation()), '**Lower priority** (self-sends or test infrastructure):')).toEqual([
      '- `src/foundation/telemetry/` - 7 sends (5 test infrastructure, 2 self) in 3 files',
      '- `src/foundation/telemetry-handlers.ts` - 6 test infrastructure sends',
      '- `src/jido-system/agents/coordinator-agent.ts` - 4 self-sends',
      '- `src/jido-system/processes/workflow-process.ts` - 3 self-sends',
      '- `src/jido-foundation/scheduler-manager.ts` - 2 self-sends',
      '- `src/jido-foundation/agent-monitor.ts` - 1 self-send',
    ])
  })

  test('a folder with a file of another class, or with a critical one, is not folded', () => {
    const tests = ['a', 'b', 'c'].map(name => site(`lib/${name}.ts`, 1, 'test-send', { inTest: true }))
    const folded = group(print(result(tests)), '**Lower priority**')
    expect(folded).toEqual(['- `lib/` - 3 test infrastructure sends in 3 files'])
    const withSelf = group(print(result([...tests, site('lib/d.ts', 1, 'self-send')])), '**Lower priority**')
    expect(withSelf).toHaveLength(4)
    const withCritical = group(print(result([...tests, site('lib/deep/d.ts', 1, 'raw-send')])), '**Lower priority**')
    expect(withCritical).toHaveLength(3)
  })

  test('critical files are never folded, nor is the root', () => {
    const raw = ['a', 'b', 'c'].map(name => site(`lib/${name}.ts`, 1, 'raw-send'))
    expect(group(print(result(raw)), '**Critical files**')).toHaveLength(3)
    const selves = ['a', 'b', 'c'].map(name => site(`${name}.ts`, 1, 'self-send'))
    expect(group(print(result(selves)), '**Lower priority**')).toHaveLength(3)
  })

  test('several shapes in one file: the total first, then the split', () => {
    const sites = [
      site('a.ts', 1, 'raw-send', { shape: 'scheduled' }),
      site('a.ts', 2, 'raw-send', { shape: 'broadcast' }),
      site('a.ts', 3, 'raw-send', { shape: 'broadcast' }),
      site('a.ts', 4, 'raw-send', { shape: 'no such shape' }),
    ]
    expect(group(print(result(sites)), '**Critical files**')).toEqual([
      '- `a.ts` - 4 sends (2 broadcast, 1 to other processes, 1 scheduled)',
    ])
  })

  test('a send that may go to the sender itself, and one of lower class, count as lower priority', () => {
    const dynamic = site('a.ts', 1, 'raw-send', { shape: 'dynamic-self' })
    const reply = site('b.ts', 1, 'raw-send', { shape: 'reply-to-requester' })
    const findings = [finding(dynamic, { class: 'lower' }), finding(reply, { class: 'lower', severity: 'info' })]
    const text = print(result([dynamic, reply], { findings }))
    expect(text).toContain(
      '2 = 0 critical + 2 lower priority (1 to itself or another, decided at run time + 1 milder: a reply, or guarded) + 0 self-sends;',
    )
    expect(group(text, '**Critical files**')).toEqual(['- none'])
    expect(group(text, '**Lower priority**')).toEqual([
      '- `b.ts` - 1 reply to the requester',
      '- `a.ts` - 1 send to itself or another process',
    ])
  })

  test('possible sends that could not be decided are told beside the sum', () => {
    const text = print(result([site('a.ts', 1, 'undecided', { reason: 'no types' })]))
    expect(text).toContain('Not in this sum: 1 possible send that could not be decided (see Coverage).')
  })
})

test('the four other violations are always printed, in order, zeros included', () => {
  expect(section(print(result([])), '### Other OTP Violations').filter(Boolean)).toEqual([
    '- **Missing supervision**: 0 processes in 0 files outside of supervision',
    '- **No monitor cleanup**: 0 watchers in 0 files without cleanup',
    '- **Missing timeouts**: 0 calls in 0 files without an explicit timeout (0 untimed, 0 infinite)',
    '- **God processes**: 0 processes in 0 files doing too much (thresholds: `lines` 1000, `roles` 4)',
  ])
  expect(section(print(foundation()), '### Other OTP Violations').filter(Boolean)).toEqual([
    '- **Missing supervision**: 1 process in 1 file outside of supervision',
    '- **No monitor cleanup**: 4 watchers in 4 files without cleanup (3 never stopped, 1 released on some exits only)',
    '- **Missing timeouts**: 2 calls in 1 file without an explicit timeout (1 untimed, 1 infinite)',
    '- **God processes**: 0 processes in 0 files doing too much (thresholds: `lines` 1000, `roles` 4)',
  ])
})

test('a violation that the preset does not report is counted, and said to be silent', () => {
  const of = result([site('a.ts', 1, 'unsupervised-spawn')], { findings: [] })
  expect(print(of)).toContain(
    '- **Missing supervision**: 1 process in 1 file outside of supervision; 1 of them not reported by preset recommended',
  )
})

describe('coverage', () => {
  const open = result(
    [
      site('a.ts', 1, 'undecided', { dialect: 'ws', reason: 'unresolvable import | "x"' }),
      site('a.ts', 2, 'undecided', { dialect: 'ws', reason: 'any' }),
      site('a.ts', 3, 'undecided', { dialect: 'ws', reason: 'any' }),
      site('a.ts', 4, 'raw-send', { dialect: 'ws' }),
    ],
    {
      summary: { types: { backend: 'off', asked: 0, answered: 0 }, testFiles: [], notices: ['slow path', 'slow path'] },
    },
  )

  test('each dialect tells what was left open, and why', () => {
    const table = section(print(open), '## Coverage').filter(line => line.startsWith('|'))
    expect(table[2]?.replace(/ +/g, ' ')).toBe('| `ws` | 4 | 1 | 3 | 2: any; 1: unresolvable import \\| "x" |')
    expect(table[3]?.replace(/ +/g, ' ')).toBe('| **Total** | 4 | 1 | 3 | |')
  })

  test('open sites without a reason are told as such', () => {
    const bare = { ...open, coverage: [{ dialect: 'ws', sites: 4, decided: 1, undecided: 3, reasons: { any: 1 } }] }
    expect(print(bare)).toContain('1: any; 2: no reason recorded')
  })

  test('the settings in force and each notice once', () => {
    expect(section(print(open), '## Coverage').filter(line => line.startsWith('- '))).toEqual([
      '- Preset: recommended',
      '- Types: off, so what only types can tell stays undecided',
      '- Files with a candidate, and so parsed: 20 of 40',
      '- Test files: none',
      '- God-process thresholds: `lines` 1000, `roles` 4',
      '- Notice: slow path',
    ])
  })
})

describe('findings', () => {
  test('a record has place, severity, rule, class, shape, reason, call, message, fix, advice and identity', () => {
    const at = site('src/a.ts', 12, 'raw-send', { shape: 'agent', message: '{ job: `x` }', receiver: 'a | b' })
    const found = finding(at, { id: 'f1', fix: { verdict: 'review', reason: 'a loop' }, message: 'lost in Map<K, V>' })
    expect(section(print(result([at], { findings: [found] })), '### `src/a.ts` (1 finding)').filter(Boolean)).toEqual([
      '- `src/a.ts:12:3` warning raw-send (critical, agent): lost in Map\\<K, V>',
      '  - `worker.postMessage`, receiver `a | b`, message `` { job: `x` } `` (`node:worker_threads`)',
      '  - Fix: for review, a loop. Send with postSupervised or sendSupervised, so that a lost message is logged or becomes a dead letter. Id: `f1`',
    ])
  })

  test('files with graver findings come first, then those with more', () => {
    const one = site('z.ts', 1, 'raw-send')
    const many = [1, 2].map(line => site('b.ts', line, 'test-send'))
    const more = [1, 2, 3].map(line => site('c.ts', line, 'test-send'))
    const text = print(result([...many, ...more, one]))
    expect(lines(text).filter(line => line.startsWith('### `'))).toEqual([
      '### `z.ts` (1 finding)',
      '### `c.ts` (3 findings)',
      '### `b.ts` (2 findings)',
    ])
  })

  test('none is said', () => {
    expect(section(print(result([])), '## Findings').filter(Boolean)).toEqual(['None.'])
  })

  test('a thousand findings take three lines each', () => {
    const sites = Array.from({ length: 1000 }, (_, at) => site(`src/m${at % 50}.ts`, at + 1, 'raw-send'))
    const text = print(result(sites))
    const all = section(text, '## Findings').length
    expect(all).toBeLessThan(10)
    expect(lines(text).filter(line => /^ {2}- |^- `.*:\d+:\d+` /.test(line))).toHaveLength(3000)
  })
})

test('text of the scanned code can neither break the Markdown nor move the cursor', () => {
  const at = site('a b`c.ts', 1, 'raw-send', {
    callee: 'x\n  .send',
    receiver: `\u001b[2J${'y'.repeat(300)}`,
    message: '',
    dialect: 'a|b',
  })
  const text = print(result([at], { skipped: [{ file: 'q\nr.ts', reason: 'Unexpected *token* `' }] }))
  expect(text).not.toContain('\u001b')
  expect(text).toContain('`` a b`c.ts:1:3 ``')
  expect(text).toContain('`x .send`, receiver `\\u001b[2Jyyy')
  expect(text).toContain('message (empty)')
  expect(text).toContain('| `a\\|b` ')
  expect(text).toContain('- `q\\u000ar.ts` - Unexpected \\*token\\* \\`')
  expect(Math.max(...lines(text).map(line => line.length))).toBeLessThan(250)
})

describe('success criteria', () => {
  const criteria = (of: ScanResult) => section(print(of), '## Success Criteria').filter(line => line.startsWith('- '))
  const outcomes = (of: ScanResult) => criteria(of).map(line => /(pass|fail|not checked):/.exec(line)?.[1])

  test('the eight of the plan, with evidence', () => {
    expect(criteria(foundation())).toEqual([
      '- ❌ fail: 0 raw send() calls to other processes (self-sends allowed) - 11 raw sends to other processes (allowed: 11 in tests, 12 self-sends)',
      '- ❌ fail: All monitors use MonitorManager - 4 unmanaged watchers, 27 managed',
      '- ❌ fail: All GenServer.call include explicit timeouts - 2 calls without a timeout, 1 with one',
      "- ⬜ not checked: SupervisedSend infrastructure deployed - a scan can't see deployment; 0 supervised sends found",
      '- ⬜ not checked: Dead letter queue operational - only a running program can show it',
      '- ⬜ not checked: No performance regression - needs benchmarks from before and after',
      '- ⬜ not checked: All tests pass - the tests were not run',
      '- ❌ fail: 0 Credo violations - 29 findings',
    ])
  })

  test('a clean program passes what a scan can show, and its boxes are ticked', () => {
    const clean = result([site('a.ts', 1, 'self-send'), site('a.ts', 2, 'supervised-send')])
    expect(outcomes(clean)).toEqual([...Array(3).fill('pass'), ...Array(4).fill('not checked'), 'pass'])
    const ticked = lines(print(clean)).filter(line => line.startsWith('- [x]'))
    expect(ticked).toEqual([
      '- [x] All critical sends migrated',
      '- [x] All monitors migrated',
      '- [x] GenServer timeouts added',
    ])
  })

  test('an undecided call leaves only its own criterion open; a skipped file leaves all open', () => {
    const undecided = result([site('a.ts', 1, 'undecided', { role: 'call' })])
    expect(outcomes(undecided).slice(0, 3)).toEqual(['pass', 'pass', 'not checked'])
    const skipped = result([], { skipped: [{ file: 'a.ts', reason: 'x' }] })
    expect(outcomes(skipped)).toEqual(Array(8).fill('not checked'))
    expect(print(skipped)).toContain('1 file skipped')
  })
})

test('the baseline has a row a rule and is not checked; the checklist names the gravest files', () => {
  const text = print(foundation())
  expect(section(text, '## Baseline').filter(line => line.includes('not checked'))).toHaveLength(6)
  expect(group(text, '**Completion Checklist**:')).toHaveLength(10)
  expect(text).toContain(
    'migrated (`src/jido-foundation/coordination-manager.ts`, `src/mabeam/coordination-patterns.ts`, etc.)',
  )
})

test('colours only mark headings and severities', () => {
  const marked = (text: string) => `<${text}>`
  const text = print(result([site('a.ts', 1, 'raw-send')]), { paint: { ...plain, bold: marked, yellow: marked } })
  expect(text).toContain('<## Findings>')
  expect(text).toContain('- `a.ts:1:3` <warning> raw-send')
})

describe('against a baseline', () => {
  const sites = [1, 2, 3, 4].map(line => site('a.ts', line, 'raw-send', { shape: 'signal' }))
  const states = ['unchanged', 'updated', 'new', 'unchanged'] as const
  const all = states.map((baselineState, i) => finding(sites[i]!, { baselineState }))
  const gone = [absent('a.ts'), absent('b.ts', { scope: '' })]
  const standing = { ...against(all, gone), entries: 7, suppressed: 1, notJudged: 1 }
  const text = print(result(sites, { findings: all, absent: gone, summary: { baseline: standing } }))

  test('only what is new is a finding at or above a severity, and has a record', () => {
    expect(text).toContain('Status: 1 new finding at or above warning; 3 known in the baseline')
    expect(text.match(/^ {2}- Fix: /gm)).toHaveLength(1)
    expect(text).toContain('### `a.ts` (1 finding)')
    expect(section(text, '### Known in the baseline (3 findings)').filter(line => line.startsWith('- '))).toHaveLength(
      3,
    )
    expect(section(text, '### Fixed, and still in the baseline (2 entries)')).toContain(
      '- `b.ts` raw-send at the top: `worker.postMessage(1)`',
    )
  })

  test('the figures add up: findings, new and known; entries, known, fixed and the rest; rows and sends', () => {
    expect(text).toMatch(/^\| raw-send +\| +4 \| +1 \|/m)
    expect(text).toContain(
      '7 entries = 3 known + 2 fixed + 1 suppressed in the code + 1 not judged by this scan. 1 finding',
    )
    expect(text).toMatch(/^\| raw-send +\| +5 \| +4 \| +-1 \| fail: 1 new, 2 fixed/m)
    expect(text).toMatch(/^\| untimed-call +\| +0 \| +0 \| +0 \| pass/m)
    expect(text).toMatch(/^\| god-process +\| +- \| +0 \| +- \| not run/m)
    expect(text).toContain('### Raw send() Usage (4 occurrences in 1 file)')
  })

  test('without anything new it is clean, and says what is known', () => {
    const known = all.filter(f => f.baselineState !== 'new')
    const clean = print(result(sites, { findings: known, summary: { baseline: against(known) } }))
    expect(clean).toContain('Status: Clean; 3 known in the baseline')
  })
})
