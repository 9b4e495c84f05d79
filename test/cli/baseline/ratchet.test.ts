/** What passes against a baseline, and what is new. */
import { describe, expect, test } from 'vitest'
import type { ScanResult } from '../../../src/result.js'
import type { Checkout } from '../../migrate/checkout.js'
import { edit, entries, fixed, head, known, news, pool, sender } from './known.js'

describe('a ratchet', () => {
  test('what is written down passes, and the scan says by what', async () => {
    const { at, cli } = await known()
    expect(entries(at)).toHaveLength(4)
    expect(at.read('otp-audit.baseline')).not.toMatch(/pool\.ts:\d/)
    const run = await cli('scan', '--format', 'text')
    expect(run).toMatchObject({ code: 0, err: 'otp-audit: otp-audit.baseline: 4 findings known, 0 new\n' })
    expect(run.out).toBe(
      '4 findings (0 errors, 4 warnings, 0 infos) in 1 of 1 file, 0 of them new, 4 known in the baseline, 0 sites undecided, 0 files skipped\n',
    )
  })

  test('a swap for another of the same rule in the same file fails, and names the new one', async () => {
    const { at, cli } = await known()
    edit(at, 'src/pool.ts', "top.postMessage('a')", "top.postMessage('b')")
    const run = await cli('scan', '--format', 'text')
    expect([run.code, news(run), fixed(run)]).toEqual([1, ['src/pool.ts:17'], ['src/pool.ts']])
    expect(run.err).toContain('3 findings known, 1 new; 1 entry is fixed, otp-audit baseline --prune takes it out\n')
  })

  test('a swap between two functions that stay fails', async () => {
    const { at, cli } = await known()
    edit(at, 'src/pool.ts', "    this.worker.postMessage('stop')\n", '')
    edit(at, 'src/pool.ts', '  run(', "  start() {\n    this.worker.postMessage('stop')\n  }\n  run(")
    const run = await cli('scan', '--format', 'text')
    expect([run.code, news(run)]).toEqual([1, ['src/pool.ts:6']])
  })

  test.each<[string, (at: Checkout) => void]>([
    ['renaming the file', at => void at.git('mv', 'src/pool.ts', 'src/workers.ts')],
    [
      'renaming its folder',
      at => {
        at.git('mv', 'src', 'lib')
      },
    ],
    [
      'reformatting it',
      at =>
        at.write({
          'src/pool.ts': `// new\n\n${pool
            .replaceAll("'", '"')
            .replace('m => {', '(m) => {')
            .replace(/([)"])$/gm, '$1;')}`,
        }),
    ],
    ['other line ends', at => at.write({ 'src/pool.ts': pool.replaceAll('\n', '\r\n') })],
    [
      'moving code within it',
      at =>
        at.write({
          'src/pool.ts': pool
            .replace(/ {2}run[\s\S]*?\n {2}\}\n/, '')
            .replace(/(?<=stop'\)\n {2}\}\n)/, /( {2}run[\s\S]*?\n {2}\}\n)/.exec(pool)![1]!),
        }),
    ],
    ['a function of another name', at => edit(at, 'src/pool.ts', 'run(job', 'start(job')],
    ['a class of another name', at => edit(at, 'src/pool.ts', 'class Pool', 'class Workers')],
    ['an edited listener', at => edit(at, 'src/pool.ts', 'console.log(m)', 'console.error(m, 1)')],
    [
      'a class that moves to another file',
      at => {
        at.write({ 'src/pool.ts': "export * from './class.js'\n", 'src/class.ts': pool.split('const top')[0]! })
      },
    ],
  ])('%s passes', async (_, change) => {
    const { at, cli } = await known()
    change(at)
    const run = await cli('scan', '--format', 'text')
    expect([run.code, news(run)]).toEqual([0, []])
  })

  test('an equal call elsewhere is new, whether its file comes before or behind, and the rest stays known', async () => {
    const { at, cli } = await known({ 'm.ts': sender('f', 'x') })
    at.write({ 'a.ts': sender('f', 'x'), 'z.ts': sender('f', 'x') })
    const run = await cli('scan', '--format', 'text')
    expect([run.code, news(run), fixed(run)]).toEqual([1, ['a.ts:4', 'z.ts:4'], []])
  })

  test('an equal call elsewhere is new also where the known one is fixed', async () => {
    const { at, cli } = await known({ 'm.ts': sender('f', 'x') })
    at.write({ 'a.ts': sender('f', 'x'), 'm.ts': `${head}export function f() {}\n` })
    const run = await cli('scan', '--format', 'text')
    expect([run.code, news(run), fixed(run)]).toEqual([1, ['a.ts:4'], ['m.ts']])
  })

  test('one more of equal calls in a function is new, and the first of them keeps its entry', async () => {
    const { at, cli } = await known({ 'm.ts': sender('f', 'x') })
    edit(at, 'm.ts', /( {2}new.*\n)/, '$1$1')
    const run = await cli('scan', '--format', 'text')
    expect([run.code, news(run)]).toEqual([1, ['m.ts:5']])
  })

  test('what a comment silenced is new when the comment goes', async () => {
    const comment = '  // otp-audit-ignore-next-line raw-send -- it answers at once\n'
    const { at, cli } = await known({ 'm.ts': sender('f', 'x').replace(/( {2}new.*\n)/, `${comment}$1$1`) })
    expect(entries(at)).toHaveLength(1)
    edit(at, 'm.ts', comment, '')
    expect(news(await cli('scan', '--format', 'text'))).toEqual(['m.ts:4'])
  })

  test('an entry that a comment silences now is not fixed, and is dropped when the baseline is written', async () => {
    const { at, cli } = await known({ 'm.ts': sender('f', 'x') })
    edit(at, 'm.ts', '  new', '  // otp-audit-ignore-next-line raw-send -- it answers at once\n  new')
    const run = await cli('scan', '--format', 'json')
    const { summary, suppressed, absent } = JSON.parse(run.out) as ScanResult
    expect([run.code, suppressed[0]!.baselineState, absent]).toEqual([0, 'unchanged', []])
    expect(summary.baseline).toMatchObject({ entries: 1, new: 0, absent: 0, suppressed: 1 })
    expect((await cli('baseline', '--prune')).err).toContain('nothing to take out')
    expect((await cli('baseline')).err).toContain('0 entries, 0 added, 1 taken out')
  })

  test('only what is new counts against --fail-on', async () => {
    const { at, cli } = await known()
    at.write({ 'src/new.ts': sender('f', 'x') })
    expect((await cli('scan')).code).toBe(1)
    expect((await cli('scan', '--fail-on', 'error')).code).toBe(0)
    const without = await cli('scan', '--no-baseline', '--format', 'text')
    expect([without.code, news(without), without.err]).toEqual([1, expect.any(Array), ''])
    expect(news(without)).toHaveLength(5)
  })

  test('a scan never writes to it', async () => {
    const { at, cli } = await known()
    const before = at.read('otp-audit.baseline')
    at.write({ 'src/new.ts': sender('f', 'x') })
    await cli('scan')
    expect(at.read('otp-audit.baseline')).toBe(before)
    expect(at.git('status', '--porcelain')).toBe('?? src/new.ts\n')
  })
})
