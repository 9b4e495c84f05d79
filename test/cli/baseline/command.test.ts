/** The command beside writing: pruning, checking, explaining; reports; bad input. */
import { chmodSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { scan } from '../../../src/index.js'
import type { ScanResult } from '../../../src/result.js'
import { runWith } from '../memory.js'
import { checkout, edit, head, known, news, pool, schema, sender } from './known.js'

describe('--prune, --check', () => {
  test('pruning takes out what is fixed, and takes in nothing', async () => {
    const { at, cli } = await known()
    const before = at.read('otp-audit.baseline').split('\n')
    edit(at, 'src/pool.ts', "top.postMessage('a')", "top.postMessage('b')")
    const run = await cli('baseline', '--prune')
    expect(run).toMatchObject({
      code: 0,
      out: '',
      err: 'otp-audit: wrote otp-audit.baseline: 3 entries, 1 taken out\n',
    })
    expect(at.read('otp-audit.baseline').split('\n')).toEqual(before.filter(line => !line.includes("'a'")))
    expect((await cli('scan')).code).toBe(1)
  })

  test('checking writes nothing, and fails for what is new as for what is fixed', async () => {
    const { at, cli } = await known()
    expect(await cli('baseline', '--check')).toMatchObject({ code: 0, out: '' })
    edit(at, 'src/pool.ts', "top.postMessage('a')", "top.postMessage('b')")
    const run = await cli('baseline', '--check')
    expect([run.code, run.err]).toEqual([1, 'otp-audit: otp-audit.baseline: 1 new, 1 fixed\n'])
    expect(run.out).toMatch(
      /^\+ src\/pool\.ts:17:5 raw-send .*\n- src\/pool\.ts raw-send at the top: top\.postMessage\('a'\)\n$/,
    )
    edit(at, 'src/pool.ts', "top.postMessage('b')", '')
    expect((await cli('baseline', '--check')).code).toBe(1)
    expect(at.git('status', '--porcelain')).toBe(' M src/pool.ts\n')
  })
})

describe('--why', () => {
  async function changed() {
    const { at, cli } = await known({ 'src/pool.ts': pool, 'src/a.ts': sender('f', 'x'), 'src/r.ts': sender('r', 'r') })
    edit(at, 'src/pool.ts', "top.postMessage('a')", "top.postMessage('b')")
    edit(at, 'src/pool.ts', 'console.log(m)', 'console.error(m)')
    edit(at, 'src/pool.ts', '  stop()', '  halt()')
    at.git('mv', 'src/r.ts', 'src/s.ts')
    at.write({ 'src/b.ts': sender('f', 'x') })
    return { at, cli }
  }
  const reasons = [
    /^src\/pool\.ts:6:17 .*\n {2}known: entry \w{12}-\w{8}: same file, same place, same call\n/m,
    /^src\/pool\.ts:7:17 .*\n {2}known: entry [\w-]+: .*what stands in its listener is other than it was\n/m,
    /^src\/pool\.ts:12:17 .*\n {2}known: entry [\w-]+: same call, written for Pool\.stop in src\/pool\.ts, which is gone\n/m,
    /^src\/pool\.ts:17:5 .*\n {2}new: no entry; the nearest, [\w-]+ is of another call in the same place: top\.postMessage\('a'\)\n/m,
    /^src\/s\.ts:4:\d+ .*\n {2}known: entry [\w-]+: same call in the same place, written for src\/r\.ts, which is gone\n/m,
    /^src\/b\.ts:4:\d+ .*\n {2}new: no entry; the nearest, [\w-]+ is of the same call in src\/a\.ts, where it still is: this is one more\n/m,
    /^src\/pool\.ts .*top\.postMessage\('a'\)\n {2}fixed: src\/pool\.ts was scanned and has no such call at the top\n/m,
  ]

  test('scan says for each finding and each fixed entry how it was matched', async () => {
    const { cli } = await changed()
    const run = await cli('scan', '--why', '--format', 'text')
    expect(run.code).toBe(1)
    for (const reason of reasons) expect(run.out).toMatch(reason)
    const report = (await cli('scan', '--why')).out
    expect(report.match(/^ {2}- Baseline: /gm)).toHaveLength(8)
  })

  test('baseline says the same, of all or of what is asked for, and writes nothing', async () => {
    const { at, cli } = await changed()
    const before = at.read('otp-audit.baseline')
    const { out, code } = await cli('baseline', '--why')
    for (const reason of reasons) expect(out).toMatch(reason)
    const one = await cli('baseline', '--why', 'src/pool.ts:17')
    expect([code, one.code, one.out.split('\n').length]).toEqual([0, 0, 3])
    const name = /entry (\S+):/.exec(out)![1]!
    expect((await cli('baseline', '--why', name)).out).toContain(name)
    const { findings } = JSON.parse((await cli('scan', '--format', 'json')).out) as ScanResult
    expect((await cli('baseline', '--why', findings[0]!.id)).out).toContain(
      `${findings[0]!.file}:${findings[0]!.line}:`,
    )
    expect((await cli('baseline', 'src/a.ts', '--why', 'src/s.ts')).err).toContain('no finding and no entry is there')
    expect((await cli('baseline', 'src/a.ts', '--why', 'src/pool.ts')).out).toContain(
      'not judged: its file was not scanned',
    )
    expect(at.read('otp-audit.baseline')).toBe(before)
  })

  test('a copy of what was renamed is told where the entry went', async () => {
    const { at, cli } = await known({ 'src/a.ts': sender('f', 'x') })
    at.git('mv', 'src/a.ts', 'src/b.ts')
    at.write({ 'src/c.ts': sender('f', 'x') })
    expect((await cli('scan', '--why', '--format', 'text')).out).toContain(
      'is of the same call in src/a.ts, which is gone, and another finding goes by it: this is one more',
    )
  })

  test('why a fixed place lets nothing in elsewhere', async () => {
    const { at, cli } = await known({ 'src/a.ts': sender('f', 'x') })
    at.write({ 'src/a.ts': `${head}export function f() {}\n`, 'src/b.ts': sender('f', 'x') })
    expect((await cli('scan', '--why', '--format', 'text')).out).toContain(
      'is of the same call in src/a.ts; it still has f, so the call counts as fixed there',
    )
  })
})

describe('reports', () => {
  test('known findings are failures in none of them, and the JSON fits its schema', async () => {
    const { at, cli } = await known()
    at.write({ 'src/new.ts': sender('f', 'x') })
    edit(at, 'src/pool.ts', "    this.worker.postMessage('stop')\n", '')
    const formats = ['json', 'sarif', 'github', 'junit', 'markdown', 'rdjson', 'stage3']
    const run = await cli('scan', ...formats.flatMap(name => ['--format', `${name}=${name}.out`]))
    expect(run.code).toBe(1)
    const of = (name: string) => at.read(`${name}.out`)
    const json = JSON.parse(of('json')) as ScanResult
    const validate = new Ajv2020().compile(schema())
    validate(json)
    expect(validate.errors).toBeNull()
    expect(json.summary.baseline).toEqual({
      file: 'otp-audit.baseline',
      entries: 4,
      new: 1,
      unchanged: 3,
      updated: 0,
      absent: 1,
      suppressed: 0,
      notJudged: 0,
    })
    expect(json.absent).toMatchObject([{ rule: 'raw-send', file: 'src/pool.ts', identity: { scope: 'Pool.stop' } }])
    const results = JSON.parse(of('sarif')).runs[0].results as { baselineState: string }[]
    expect(results.map(r => r.baselineState).sort()).toEqual(['new', 'unchanged', 'unchanged', 'unchanged'])
    expect(of('github').match(/^::warning /gm)).toHaveLength(1)
    expect(of('junit').match(/<failure /g)).toHaveLength(1)
    expect(of('markdown').match(/^- \*\*warning/gm)).toHaveLength(1)
    expect(JSON.parse(of('rdjson')).diagnostics).toHaveLength(1)
    expect(of('stage3')).toContain('Status: 1 new finding at or above warning; 3 known in the baseline')
  })
})

describe('bad input: one line, the right code, nothing overwritten', () => {
  test('a damaged baseline', async () => {
    const { at, cli } = await known()
    edit(at, 'otp-audit.baseline', '# 200\n', '<<<<<<< HEAD\n')
    const damaged = at.read('otp-audit.baseline')
    for (const argv of [
      ['scan'],
      ['baseline'],
      ['baseline', '--prune'],
      ['baseline', '--check'],
      ['baseline', '--why'],
    ]) {
      const { code, out, err } = await cli(...argv)
      expect([code, out]).toEqual([2, ''])
      expect(err).toMatch(/^otp-audit: otp-audit\.baseline:\d+: a merge conflict; .*\n$/)
    }
    expect(at.read('otp-audit.baseline')).toBe(damaged)
    expect((await cli('scan', '--no-baseline')).code).toBe(1)
    // what is known is migrated like the rest
    expect((await cli('migrate', '--dry-run')).err).not.toContain('baseline')
  })

  test.each([
    [
      ['scan', '--baseline', 'no.baseline'],
      /no\.baseline: there is no such baseline; write it with otp-audit baseline --file/,
    ],
    [['scan', '--baseline', 'src'], /src: is a folder, not a baseline; paths to scan go before --baseline/],
    [['scan', '--baseline'], /there is no otp-audit\.baseline at or above .*; write one with otp-audit baseline/],
    [['scan', '--why'], /there is no otp-audit\.baseline at or above/],
    [['scan', '--why', '--no-baseline'], /--why explains what --no-baseline leaves out/],
    [['scan', '--why', '--format', 'sarif'], /--why has no report to be in; choose stage3, text or json/],
    [['baseline', '--prune'], /there is no otp-audit\.baseline yet; write it with otp-audit baseline/],
    [['baseline', '--check', '--prune'], /'--prune' cannot be used with option '--check'/],
    [['baseline', 'nope'], /nope: does not exist/],
  ])('%j', async (argv, message) => {
    const { at, cli } = checkout()
    const { code, out, err } = await cli(...argv)
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(message)
    expect(err.trimEnd().split('\n')).toHaveLength(1)
    expect(at.git('status', '--porcelain')).toBe('')
  })

  test('a configuration names the file that is written and used; options beat it', async () => {
    const { at, cli } = checkout({
      'src/pool.ts': pool,
      'lib/a.ts': sender('a', 'a'),
      'lib/otp-audit.config.json': '{ "baseline": "own.baseline" }',
      'otp-audit.config.json': '{ "baseline": "ci.baseline" }',
    })
    const none = await cli('scan', 'src')
    expect([none.code, none.err]).toEqual([2, expect.stringContaining('ci.baseline: there is no such baseline')])
    expect((await cli('baseline', 'src')).err).toContain('wrote ci.baseline: 4 entries')
    expect((await cli('scan', 'src')).err).toContain('ci.baseline: 4 findings known, 0 new')
    expect((await cli('baseline', 'src', '--file', 'other.baseline')).err).toContain('wrote other.baseline: 4 entries')
    // two configurations that want different ones
    for (const argv of [['scan'], ['baseline']])
      expect((await cli(...argv, 'src', 'lib')).err).toMatch(/baseline: .* says .*own\.baseline, .*ci\.baseline; scan/)
    expect((await cli('scan', 'src', 'lib', '--baseline', 'ci.baseline')).err).toContain('4 findings known, 1 new')
    expect((await cli('scan', 'src', 'lib', '--no-baseline')).code).toBe(1)
    expect(at.git('status', '--porcelain')).toBe('?? ci.baseline\n?? other.baseline\n')
  })

  test('a file in another place is used and written where it is named', async () => {
    const { at, cli } = checkout()
    mkdirSync(join(at.dir, 'ci'))
    expect((await cli('baseline', '--file', 'ci/known.baseline')).code).toBe(0)
    expect(at.read('ci/known.baseline')).toContain(' ../src/pool.ts ')
    expect((await cli('scan')).code).toBe(1)
    expect((await cli('scan', '--baseline', 'ci/known.baseline')).err).toContain('ci/known.baseline: 4 findings known')
    const missing = await cli('baseline', '--file', 'none/known.baseline')
    expect([missing.code, missing.err]).toEqual([3, expect.stringContaining('there is no folder')])
    const folder = await cli('baseline', '--file', 'src')
    expect([folder.code, folder.err]).toEqual([3, expect.stringContaining('it is a folder; name a file in it')])
  })

  test.skipIf(process.getuid?.() === 0)('a folder that can’t be written to', async () => {
    const { at, cli } = await known()
    at.write({ 'src/new.ts': sender('f', 'x') })
    const before = at.read('otp-audit.baseline')
    chmodSync(at.dir, 0o555)
    const run = await cli('baseline')
    chmodSync(at.dir, 0o755)
    expect([run.code, run.err]).toEqual([3, expect.stringContaining('permission denied')])
    expect(at.read('otp-audit.baseline')).toBe(before)
  })

  test('nothing is left beside it, and its mode stays', async () => {
    const { at, cli } = await known()
    chmodSync(join(at.dir, 'otp-audit.baseline'), 0o640)
    at.write({ 'src/new.ts': sender('f', 'x') })
    await cli('baseline')
    expect(statSync(join(at.dir, 'otp-audit.baseline')).mode & 0o777).toBe(0o640)
    expect(readdirSync(at.dir).sort()).toEqual(['.git', 'otp-audit.baseline', 'src'])
  })

  test('no git, no files, nothing found: an empty baseline, and a clean scan', async () => {
    const { at, cli } = checkout({ 'a.ts': 'export {}\n' })
    rmSync(join(at.dir, '.git'), { recursive: true })
    expect(await cli('baseline')).toMatchObject({
      code: 0,
      err: 'otp-audit: wrote otp-audit.baseline: 0 entries, 0 added, 0 taken out\n',
    })
    expect((await cli('baseline')).err).toContain('is as it should be: 0 entries')
    expect((await cli('baseline', '--merge-union')).err).toContain('there is no git checkout here')
    expect((await cli('scan')).code).toBe(0)
  })
})

test('interrupted: nothing is written', async () => {
  const { at } = checkout()
  const run = await runWith(['baseline'], scan, { cwd: at.dir, signal: AbortSignal.abort() })
  expect(run).toMatchObject({ code: 130, err: 'otp-audit: interrupted\n' })
  expect(at.git('status', '--porcelain')).toBe('')
})

test('a result from the cache is held against the baseline of now', async () => {
  const { at } = await known()
  const explained = ['scan', '--format', 'text', '--explain-cache']
  const first = await at.run(explained)
  const second = await at.run(explained)
  expect([second.code, second.out]).toEqual([0, first.out])
  expect(second.err).toMatch(/cache: .*taken/)
  edit(at, 'otp-audit.baseline', /^.*top\.postMessage.*\n/m, '')
  const third = await at.run(explained)
  expect([third.code, news(third)]).toEqual([1, ['src/pool.ts:17']])
  expect(third.err).toMatch(/cache: .*taken/)
  expect(third.err).not.toContain('nothing was taken')
})

test('the real program: written, and swapped', async () => {
  const { at } = checkout()
  expect(await at.run(['baseline'])).toMatchObject({ code: 0, out: '' })
  expect((await at.run(['scan', '--format', 'text'])).code).toBe(0)
  edit(at, 'src/pool.ts', "top.postMessage('a')", "top.postMessage('b')")
  const swapped = await at.run(['scan', '--format', 'text'])
  expect([swapped.code, swapped.out.split('\n')[0]]).toEqual([
    1,
    expect.stringMatching(/^src\/pool\.ts:17:5 warning raw-send/),
  ])
  expect((await at.run(['scan', '--format', 'sarif', '--fixes'])).out).toContain('"baselineState": "new"')
})
