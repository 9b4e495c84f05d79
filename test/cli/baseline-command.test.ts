/** The baseline as its users have it: real checkouts, real merges, the real scan. */
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterEach, describe, expect, test } from 'vitest'
import { scan } from '../../src/index.js'
import type { ScanResult } from '../../src/result.js'
import { Checkout, root } from '../migrate/checkout.js'
import { type Run, runWith } from './memory.js'

const all: Checkout[] = []
afterEach(() => {
  for (const checkout of all.splice(0)) checkout.remove()
})

const head = "import { Worker } from 'node:worker_threads'\n"
const pool = `${head}
export class Pool {
  worker = new Worker('./w.js')
  run(job: string) {
    this.worker.postMessage({ kind: 'run', job })
    this.worker.on('message', m => {
      console.log(m)
    })
  }
  stop() {
    this.worker.postMessage('stop')
  }
}

const top = new Worker('./t.js')
top.postMessage('a')
`
const sender = (name: string, message: string) => `${head}
export function ${name}() {
  new Worker('./w.js').postMessage('${message}')
}
`

type Cli = (...argv: string[]) => Promise<Run>

/** A checkout with a committed baseline of its files, and the command line in it. */
async function known(files: Record<string, string> = { 'src/pool.ts': pool }): Promise<{ at: Checkout; cli: Cli }> {
  const at = new Checkout(files)
  all.push(at)
  const cli: Cli = (...argv) => runWith(argv, scan, { cwd: at.dir })
  expect(await cli('baseline')).toMatchObject({ code: 0, out: '' })
  at.commit()
  return { at, cli }
}

const entries = (at: Checkout) =>
  at
    .read('otp-audit.baseline')
    .split('\n')
    .filter(line => /^[0-9a-f]{12}-/.test(line))
const edit = (at: Checkout, file: string, from: string | RegExp, to: string) => {
  const text = at.read(file)
  const edited = text.replace(from, to)
  expect(edited).not.toBe(text)
  at.write({ [file]: edited })
}
/** `FILE:LINE` of what a scan reports, without what is known. */
const news = ({ out }: Run) => out.split('\n').flatMap(line => /^(\S+:\d+):\d+ \w+ /.exec(line)?.[1] ?? [])
const fixed = ({ out }: Run) => out.split('\n').flatMap(line => /^(\S+) absent /.exec(line)?.[1] ?? [])

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

describe('git merge', () => {
  const files = { 'src/pool.ts': pool, 'src/a.ts': sender('a', 'a'), 'src/z.ts': sender('z', 'z') }

  /** Both branches take in what they add, in different files and in one; then they are merged. */
  async function branches(attributes: boolean) {
    const { at, cli } = await known(files)
    if (attributes) {
      expect((await cli('baseline', '--merge-union')).code).toBe(0)
      at.commit()
    }
    at.git('branch', '-M', 'main')
    at.git('switch', '-qc', 'theirs')
    at.write({ 'src/theirs.ts': sender('theirs', 't') })
    edit(at, 'src/a.ts', '  new', "  new Worker('./theirs.js').postMessage(1)\n  new")
    await cli('baseline')
    at.commit()
    at.git('switch', '-q', 'main')
    at.write({ 'src/ours.ts': sender('ours', 'o') })
    edit(at, 'src/z.ts', '  new', "  new Worker('./ours.js').postMessage(1)\n  new")
    await cli('baseline')
    at.commit()
    return { at, cli }
  }

  test.each([false, true])(
    'two branches that add entries merge without a conflict; with merge=union: %s',
    async union => {
      const { at, cli } = await branches(union)
      expect(existsSync(join(at.dir, '.gitattributes'))).toBe(union)
      at.git('merge', '-q', '--no-edit', 'theirs')
      expect(entries(at)).toHaveLength(10)
      expect(await cli('scan', '--format', 'text')).toMatchObject({ code: 0 })
      expect((await cli('baseline', '--check')).code).toBe(0)
      expect((await cli('baseline')).err).toContain('is as it should be: 10 entries')
    },
  )

  test('where two entries do meet, merge=union takes both', async () => {
    const { at, cli } = await branches(true)
    const base = at.git('show', 'HEAD~1:otp-audit.baseline')
    const line = (digit: string) => `7700000000${digit}${digit}-00000000 raw-send gone-${digit}.ts - w.post(1)\n`
    const meet = (digit: string) => at.write({ 'otp-audit.baseline': base.replace('# 78\n', `${line(digit)}# 78\n`) })
    at.git('switch', '-qc', 'one', 'HEAD~1')
    meet('1')
    at.commit()
    at.git('switch', '-qc', 'two', 'HEAD~1')
    meet('2')
    at.commit()
    at.git('merge', '-q', '--no-edit', 'one')
    expect(entries(at).filter(l => l.includes('gone-'))).toHaveLength(2)
    const run = await cli('scan', '--format', 'text')
    expect([run.code, fixed(run)]).toEqual([0, ['gone-1.ts', 'gone-2.ts']])
  })

  test('a renamed file on one branch, an entry for it on the other', async () => {
    const { at, cli } = await known(files)
    at.git('branch', '-M', 'main')
    at.git('switch', '-qc', 'theirs')
    at.git('mv', 'src/a.ts', 'src/b.ts')
    at.commit()
    at.git('switch', '-q', 'main')
    edit(at, 'src/a.ts', '  new', "  new Worker('./more.js').postMessage(1)\n  new")
    await cli('baseline')
    at.commit()
    at.git('merge', '-q', '--no-edit', 'theirs')
    expect(await cli('scan', '--format', 'text')).toMatchObject({ code: 0 })
  })

  test('attributes are added to what is there, once', async () => {
    const { at, cli } = await known()
    at.write({ '.gitattributes': '*.png binary' })
    expect((await cli('baseline', '--merge-union')).err).toContain('added otp-audit.baseline to .gitattributes')
    expect((await cli('baseline', '--merge-union')).err).toContain('by union already')
    expect(at.read('.gitattributes')).toBe('*.png binary\notp-audit.baseline merge=union\n')
  })
})

describe('what a scan can say nothing of stays', () => {
  const files = { 'src/pool.ts': pool, 'lib/a.ts': sender('a', 'a'), 'lib/b.ts': sender('b', 'b') }

  test('entries of other paths are neither fixed nor pruned, be their files there or not', async () => {
    const { at, cli } = await known(files)
    at.write({ 'lib/a.ts': 'export {}\n' })
    rmSync(join(at.dir, 'lib/b.ts'))
    for (const paths of [['src'], ['src/pool.ts'], ['**/*.ts', '!lib/**']]) {
      const run = await cli('scan', ...paths, '--format', 'json')
      expect((JSON.parse(run.out) as ScanResult).summary.baseline).toMatchObject({
        absent: 0,
        notJudged: 2,
        unchanged: 4,
      })
      await cli('baseline', ...paths, '--prune')
      await cli('baseline', ...paths)
    }
    expect(entries(at)).toHaveLength(6)
    expect(fixed(await cli('scan', 'lib', '--format', 'text'))).toEqual(['lib/a.ts', 'lib/b.ts'])
    expect((await cli('baseline', 'lib', '--prune')).err).toContain('4 entries, 2 taken out')
    expect(entries(at)).toHaveLength(4)
  })

  test('nor are entries of rules and presets that did not run', async () => {
    const at = new Checkout({ 'src/pool.ts': pool })
    all.push(at)
    const cli: Cli = (...argv) => runWith(argv, scan, { cwd: at.dir })
    await cli('baseline', '--preset', 'stage3')
    const spawns = entries(at).filter(line => line.includes(' unsupervised-spawn@stage3 '))
    expect(spawns.length).toBeGreaterThan(0)
    const run = await cli('scan', '--format', 'json')
    const { summary } = JSON.parse(run.out) as ScanResult
    expect(summary.baseline).toMatchObject({ absent: 0, new: 0, notJudged: spawns.length })
    await cli('baseline', '--prune')
    await cli('baseline')
    expect(entries(at).filter(line => line.includes(' unsupervised-spawn@stage3 '))).toEqual(spawns)
    // what `recommended` finds as well is of it from now on
    expect(entries(at).filter(line => line.includes(' raw-send '))).toHaveLength(3)
    expect((await cli('scan', '--preset', 'stage3')).code).toBe(0)
  })

  test('nor are entries of a rule that did run, under a preset that finds more', async () => {
    const at = new Checkout({
      'src/bus.ts': `import { EventEmitter } from 'node:events'
export const bus = new EventEmitter()
export const listen = (hear: () => void) => bus.on('news', hear)
`,
    })
    all.push(at)
    const cli: Cli = (...argv) => runWith(argv, scan, { cwd: at.dir })
    await cli('baseline', '--preset', 'strict')
    expect(entries(at)).toEqual([expect.stringContaining(' unmanaged-watcher@strict src/bus.ts listen bus.on(')])
    expect(JSON.parse((await cli('scan', '--format', 'json')).out).summary.baseline).toMatchObject({
      absent: 0,
      notJudged: 1,
    })
    await cli('baseline', '--prune')
    await cli('baseline')
    expect(entries(at)).toHaveLength(1)
  })

  test('nor are entries of files that do not parse', async () => {
    const { at, cli } = await known(files)
    at.write({ 'lib/a.ts': `${sender('a', 'a')}{{\n` })
    const run = await cli('scan', '--format', 'json')
    expect(run.code).toBe(3)
    expect((JSON.parse(run.out) as ScanResult).summary.baseline).toMatchObject({ absent: 0, notJudged: 1 })
    expect((await cli('baseline', '--prune')).code).toBe(3)
    expect((await cli('baseline')).code).toBe(3)
    expect((await cli('baseline', '--check')).code).toBe(3)
    expect(entries(at)).toHaveLength(6)
  })

  test('nor are entries that only types could decide, where they are not asked', async () => {
    const typed = {
      'src/peer.ts': `${head}export const peers = { make: () => new Worker('./w.js') }\n`,
      'src/use.ts': `import { peers } from './peer.js'
type Box<T> = { [K in keyof T]: T[K] }
const boxed: Box<typeof peers> = peers
export const use = () => boxed.make().postMessage(1)
`,
    }
    const { at, cli } = await known(typed)
    const before = JSON.parse((await cli('scan', '--format', 'json')).out) as ScanResult
    const byTypes = before.sites.filter(s => s.resolvedBy === 'types' && s.kind === 'raw-send').length
    expect(byTypes).toBe(1)
    const off = await cli('scan', '--types', 'off', '--format', 'json')
    expect((JSON.parse(off.out) as ScanResult).summary.baseline).toMatchObject({ absent: 0, notJudged: 1 })
    await cli('baseline', '--types', 'off', '--prune')
    expect(entries(at)).toHaveLength(1)
  })

  test('a scan of what is staged judges what is staged', async () => {
    const { at, cli } = await known(files)
    edit(at, 'lib/a.ts', "'a'", "'c'")
    at.git('add', '-A')
    at.write({ 'lib/a.ts': files['lib/a.ts'] })
    const run = await cli('scan', '--staged', '--format', 'text')
    expect([run.code, news(run), fixed(run)]).toEqual([1, ['lib/a.ts:4'], ['lib/a.ts']])
    at.git('mv', '-f', 'src/pool.ts', 'src/workers.ts')
    expect(news(await cli('scan', '--staged', '--format', 'text'))).toEqual(['lib/a.ts:4'])
  })

  test('a folder below has the baseline above, and writes to its part of it', async () => {
    const { at, cli } = await known(files)
    const below: Cli = (...argv) => runWith(argv, scan, { cwd: join(at.dir, 'lib') })
    expect((await below('scan')).err).toBe('otp-audit: ../otp-audit.baseline: 2 findings known, 0 new\n')
    at.write({ 'lib/c.ts': sender('c', 'c'), 'src/d.ts': sender('d', 'd') })
    expect((await below('baseline')).err).toContain('7 entries, 1 added, 0 taken out, 4 kept that')
    expect(entries(at).some(line => line.includes(' lib/c.ts c '))).toBe(true)
    expect(news(await cli('scan', '--format', 'text'))).toEqual(['src/d.ts:4'])
  })
})

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
    const validate = new Ajv2020().compile(
      JSON.parse(new Checkout().read(join('..', '..', root, 'schema/report.schema.json'))),
    )
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
    edit(at, 'otp-audit.baseline', '# 20\n', '<<<<<<< HEAD\n')
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
    const at = new Checkout({ 'src/pool.ts': pool })
    all.push(at)
    const { code, out, err } = await runWith(argv, scan, { cwd: at.dir })
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(message)
    expect(err.trimEnd().split('\n')).toHaveLength(1)
    expect(at.git('status', '--porcelain')).toBe('')
  })

  test('a file in another place is used and written where it is named', async () => {
    const at = new Checkout({ 'src/pool.ts': pool })
    all.push(at)
    mkdirSync(join(at.dir, 'ci'))
    const cli: Cli = (...argv) => runWith(argv, scan, { cwd: at.dir })
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
    const at = new Checkout({ 'a.ts': 'export {}\n' })
    all.push(at)
    rmSync(join(at.dir, '.git'), { recursive: true })
    const cli: Cli = (...argv) => runWith(argv, scan, { cwd: at.dir })
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
  const at = new Checkout({ 'src/pool.ts': pool })
  all.push(at)
  const run = await runWith(['baseline'], scan, { cwd: at.dir, signal: AbortSignal.abort() })
  expect(run).toMatchObject({ code: 130, err: 'otp-audit: interrupted\n' })
  expect(at.git('status', '--porcelain')).toBe('')
})

test('the real program: written, and swapped', async () => {
  const at = new Checkout({ 'src/pool.ts': pool })
  all.push(at)
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
