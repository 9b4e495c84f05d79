/** Broken, odd and large projects, through the command line: one clear line, the right exit code, the rest scanned. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { scan } from '../../src/index.js'
import type { ScanResult } from '../../src/result.js'

const bin = fileURLToPath(new URL('../../bin/otp-audit.js', import.meta.url))
const roots: string[] = []
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true })
})

function folder(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'projects-'))
  roots.push(root)
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    if (!name.endsWith('/')) writeFileSync(join(root, name), text)
  }
  return root
}

function json(cwd: string, ...args: string[]): { code: number | null; result: ScanResult; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, 'scan', '--format', 'json', ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  })
  return { code: status, result: JSON.parse(stdout) as ScanResult, err: stderr }
}

const off = ['--types', 'off']
const raw = "import { Worker } from 'node:worker_threads'\nconst w = new Worker('./x.js')\nw.postMessage(1)\n"
const places = ({ findings }: ScanResult): string[] => findings.map(f => `${f.file}:${f.line}:${f.column}`)

describe('files', () => {
  test('that are empty, comments, declarations, have a shebang, are clean or scanned', () => {
    const dir = folder({
      'empty.ts': '',
      'comments.ts': '// new Worker().postMessage(1)\n/* w.on() */',
      'types.d.ts': raw,
      'script.ts': `#!/usr/bin/env node\n${raw}`,
      'lines.ts': `const a = '\u2028'; ${raw.replaceAll('\n', ';')}`,
    })
    const { code, result, err } = json(dir, ...off)
    expect([code, err]).toEqual([1, ''])
    expect(places(result)).toEqual(['lines.ts:2:82', 'script.ts:4:3'])
  })

  test.skipIf(process.platform === 'win32')('that lead to themselves are listed, with exit code 3', () => {
    const dir = folder({ 'a.ts': raw })
    symlinkSync('loop.ts', join(dir, 'loop.ts'))
    const { code, result, err } = json(dir, ...off)
    expect([code, err]).toEqual([3, 'otp-audit: 1 file skipped (loop.ts); the report says why\n'])
    expect(result.skipped).toEqual([{ file: 'loop.ts', reason: "can't be read (ELOOP)" }])
    expect(places(result)).toEqual(['a.ts:3:3'])
  })

  test.each(['reading', 'parsing'])('that go away while others are %s are listed', async when => {
    const dir = folder({ 'a.ts': raw, 'b.ts': raw })
    const onProgress = (done: number, _: number, phase: string): void => {
      if (phase === when && done <= 1) rmSync(join(dir, 'b.ts'), { force: true })
    }
    const result = await scan({ root: dir, types: 'off', config: false, onProgress })
    expect(result.skipped).toEqual([{ file: 'b.ts', reason: "can't be read (ENOENT)" }])
    expect(places(result)).toEqual(['a.ts:3:3'])
  })

  test('that nest deeper than any stack are listed, and the rest scanned', () => {
    const deep = {
      'arrays.ts': `${raw}x = ${'['.repeat(50_000)}${']'.repeat(50_000)}\n`,
      'arrows.ts': `${raw}x = ${'y=>'.repeat(30_000)}1\n`,
      'types.ts': `${raw}let x: ${'B<'.repeat(20_000)}1${'>'.repeat(20_000)}\n`,
      'lines.ts': `${raw}x = ${'y=>\n'.repeat(40_000)}1\n`,
    }
    const { code, result, err } = json(folder({ ...deep, 'good.ts': raw }), ...off)
    expect(code).toBe(3)
    expect(err).toMatch(/^otp-audit: 4 files skipped \(.*\); the report says why\n$/)
    const names = Object.keys(deep).sort()
    expect(result.skipped).toEqual(names.map(file => ({ file, reason: 'nests too deep to be parsed' })))
    expect(places(result)).toEqual(['good.ts:3:3'])
  })

  test.each(['native', 'ts-morph', 'off'])('that nest deeply are judged to the last call (%s)', types => {
    const dir = folder({
      'on.ts': `${raw}w${".on('exit', f)".repeat(1500)}\n`,
      'any.ts': `declare const x: any\nx${'.b().send(1)'.repeat(600)}\n`,
      'calls.ts': `${raw}${'w.postMessage('.repeat(700)}${')'.repeat(700)}\n`,
    })
    const { result, err } = json(dir, '--types', types)
    expect([err, result.skipped]).toEqual(['', []])
    const sites = (file: string): number => result.sites.filter(s => s.file === file && s.role !== 'spawn').length
    expect([sites('on.ts'), sites('any.ts'), sites('calls.ts')]).toEqual([1501, 600, 701])
  })

  test('of one line with thousands of peers, listeners and promises are judged within a minute', () => {
    const one = (i: number): string =>
      `class C${i}{constructor(e){this.w=new Worker(e);this.w.on("message",t=>{this.h(t)})}h(e){return this.w.postMessage({a:e})}s(){this.w.terminate()}}` +
      `function f${i}(a,b){const c=new C${i}(a);return c.h(b),new Promise((r,j)=>{c.w.once("message",r);c.w.postMessage(b)})}` +
      `v.on("message",function(t){v.postMessage(t+${i})});function u${i}(x){v.off("message",x);return new Promise(r=>{v.once("m",r);v.postMessage(${i})})}`
    const text = (count: number): string =>
      `import{Worker}from"node:worker_threads";const v=new Worker("./x.js");${Array.from({ length: count }, (_, i) => one(i)).join('')}`
    const { code, result } = json(folder({ 'min.ts': text(2000) }), ...off)
    expect([code, result.sites.length]).toEqual([1, 16_001])
  }, 60_000)
})

describe('configurations', () => {
  test.each<[string, Record<string, string>]>([
    ['a package.json that is no JSON', { 'package.json': '{ "name": ' }],
    ['a package.json that is null', { 'package.json': 'null' }],
    ['a package.json that is a folder', { 'package.json/': '' }],
    ['paths that are none', { 'tsconfig.json': '{"compilerOptions":{"paths":{"@/*":["./x/*"],"a":"b","c":[1]}}}' }],
    ['a baseUrl that is a number', { 'tsconfig.json': '{"compilerOptions":{"baseUrl":5,"paths":null}}' }],
  ])('%s changes nothing', (_, files) => {
    const use = "import { peer } from '@/peer'\nimport c from 'c'\nimport a from 'a'\npeer.send(c, a)\n"
    const { code, result } = json(folder({ ...files, 'a.ts': raw, 'use.ts': use }))
    expect([code, places(result), result.skipped]).toEqual([1, ['a.ts:3:3'], []])
  })

  test('a tsconfig.json that is a folder, and one that leads to itself', () => {
    const dir = folder({ 'a.ts': raw, 'use.ts': "import { x } from '@/x'\nx.send(1)\n", 'sub/b.ts': raw })
    mkdirSync(join(dir, 'tsconfig.json'))
    if (process.platform !== 'win32') symlinkSync('tsconfig.json', join(dir, 'sub/tsconfig.json'))
    const { code, result, err } = json(dir)
    expect([code, places(result)]).toEqual([1, ['a.ts:3:3', 'sub/b.ts:3:3']])
    expect(err.split('\n').length).toBeLessThanOrEqual(2)
  })

  test('two packages of one name: the first of the order of paths is meant', () => {
    const dir = folder({
      'one/package.json': '{ "name": "twin" }',
      'one/src/index.ts': "import { Worker } from 'node:worker_threads'\nexport const peer = new Worker('./x.js')\n",
      'two/package.json': '{ "name": "twin" }',
      'two/src/index.ts': 'export const peer = { postMessage() {} }\n',
      'use.ts': "import { peer } from 'twin'\npeer.postMessage(1)\n",
    })
    expect(places(json(dir, ...off).result)).toEqual(['use.ts:2:6'])
  })

  test('project references decide a receiver by types', () => {
    const options = '"compilerOptions":{"composite":true,"module":"nodenext","target":"esnext"}'
    const dir = folder({
      'tsconfig.json': '{"files":[],"references":[{"path":"./lib"},{"path":"./app"},{"path":"./gone"}]}',
      'lib/tsconfig.json': `{${options},"include":["*.ts"]}`,
      'lib/pool.ts':
        "import type { Worker } from 'node:worker_threads'\nexport declare function workers(...all: Worker[]): void\nexport declare function pick<T>(all: T[]): T extends Worker ? T : never\n",
      'app/tsconfig.json': `{${options},"include":["*.ts"],"references":[{"path":"../lib"}]}`,
      'app/use.ts':
        "import { pick, workers } from '../lib/pool.js'\nexport const tell = (all: Parameters<typeof workers>) => pick(all).postMessage(1)\n",
    })
    const { code, result, err } = json(dir)
    expect([code, err]).toEqual([1, ''])
    expect(result.sites.map(s => [s.file, s.kind, s.resolvedBy])).toEqual([['app/use.ts', 'raw-send', 'types']])
  })
})

describe('programs', () => {
  test('of ten thousand files are scanned in the order of their paths', () => {
    const files: Record<string, string> = {}
    for (let i = 9999; i >= 0; i--) files[`d${i % 100}/f${i}.ts`] = i % 10 === 0 ? raw : `export const x${i} = ${i}\n`
    const { code, result, err } = json(folder(files), ...off)
    expect([code, err, result.summary.filesFound, result.findings.length]).toEqual([1, '', 10_000, 1000])
    const found = result.findings.map(f => f.file)
    expect(found).toEqual([...found].sort())
  })

  test('whose re-exports, types and interfaces all lead to each other end', () => {
    const files: Record<string, string> = {}
    const many = Array.from({ length: 30 }, (_, i) => i)
    for (const i of many) {
      const stars = many.filter(j => j !== i).map(j => `export * from './f${j}.js'\n`)
      files[`f${i}.ts`] =
        `${stars.join('')}import { lost } from './f${(i + 1) % 30}.js'\nlost.postMessage(1)\nlost.on('exit', f)\n`
    }
    const doubled = many
      .slice(1)
      .map(i => `type T${i} = T${i - 1} | T${i - 1}\ninterface I${i} extends I${i - 1}, I${i - 1} {}\n`)
    files['types.ts'] =
      `import { Worker } from 'node:worker_threads'\ntype T0 = Worker\ninterface I0 extends I29 {}\n${doubled.join('')}declare const t: T29, i: I29\nt.postMessage(1)\ni.postMessage(2)\ni.x.send(3)\n`
    const { code, result } = json(folder(files), ...off)
    expect([code, places(result)]).toEqual([1, ['types.ts:63:3']])
  })
})
