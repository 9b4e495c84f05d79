/** What a scan did not look at is neither fixed nor pruned. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scan } from '../../../src/index.js'
import type { ScanResult } from '../../../src/result.js'
import { runWith } from '../memory.js'
import { type Cli, checkout, edit, entries, fixed, head, known, news, pool, sender } from './known.js'

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
    const { at, cli } = checkout()
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
    const { at, cli } = checkout({
      'src/bus.ts': `import { EventEmitter } from 'node:events'
export const bus = new EventEmitter()
export const listen = (hear: () => void) => bus.on('news', hear)
`,
    })
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

  test('a scan of what is staged goes by the baseline that is staged', async () => {
    const { at, cli } = await known(files)
    at.write({ 'lib/c.ts': sender('c', 'c') })
    at.git('add', '-A')
    await cli('baseline')
    expect((await cli('scan', '--staged')).code).toBe(1)
    at.git('add', '-A')
    at.write({ 'otp-audit.baseline': '<<<<<<< HEAD\n' })
    expect((await cli('scan', '--staged')).code).toBe(0)
    at.git('rm', '-qf', '--cached', 'otp-audit.baseline')
    expect((await cli('scan', '--staged')).err).toContain('otp-audit.baseline:1: a merge conflict')
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
