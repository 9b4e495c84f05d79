import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { formats } from '../../src/report/index.js'
import type { ScanResult } from '../../src/result.js'
import { tree } from '../files/tree.js'
import { foundation } from '../report/results.js'
import { bin, type Outcome, project, run, safe, unsafe } from './init/projects.js'
import { runWith } from './memory.js'

const piped = (cwd: string, input: string | Buffer, name: string, ...argv: string[]): Promise<Outcome> =>
  run(process.execPath, [bin, 'scan', '--stdin', '--stdin-filename', name, ...argv], cwd, { input })

/** `tell` needs a neighbour to be understood. */
const neighbours = {
  'src/pool.ts': "import { Worker } from 'node:worker_threads'\nexport const pool = new Worker('./w.js')\n",
  'src/use.ts': "import { pool } from './pool.js'\nexport const tell = () => pool.postMessage(1)\n",
}

describe('a text on standard input', () => {
  test('is judged as if it stood in its file, in every format', async () => {
    const root = project(neighbours)
    const text = neighbours['src/use.ts']
    const reports = await Promise.all(
      [['src/use.ts'], ['--stdin', '--stdin-filename', 'src/use.ts']].map(async argv => {
        const folder = tree()
        const asked = formats.flatMap(({ name }) => ['--format', `${name}=${join(folder, name)}`])
        const { code } = await run(process.execPath, [bin, 'scan', ...argv, ...asked], root, { input: text })
        expect(code).toBe(1)
        return formats.map(({ name }) => [name, withoutTimes(readFileSync(join(folder, name), 'utf8'))])
      }),
    )
    expect(reports[1]).toEqual(reports[0])
    expect(reports[0]!.length).toBeGreaterThan(8)
  })

  test('stands in for what is saved, and for what is not there yet', async () => {
    const root = project({ ...neighbours, 'src/use.ts': safe })
    expect((await piped(root, neighbours['src/use.ts'], 'src/use.ts')).code).toBe(1)
    const fresh = await piped(root, neighbours['src/use.ts'], 'src/new/other.ts', '--format', 'text')
    expect(fresh.code).toBe(0) // ./pool.js is none of its neighbours
    const beside = await piped(root, neighbours['src/use.ts'], 'src/other.ts', '--format', 'text')
    expect([beside.code, beside.out.split(' ')[0]]).toEqual([1, 'src/other.ts:2:32'])
    expect(readFileSync(join(root, 'src/use.ts'), 'utf8')).toBe(safe)
  })

  test('has the configuration of its place', async () => {
    const root = project({
      ...neighbours,
      'src/otp-audit.config.json': '{ "testFiles": ["use.ts"] }',
      'src/x.ts': safe,
    })
    const { out } = await piped(root, neighbours['src/use.ts'], 'src/use.ts', '--format', 'json')
    expect((JSON.parse(out) as ScanResult).sites[0]).toMatchObject({ kind: 'test-send', inTest: true })
  })

  test('may be empty, begin with a byte order mark, and be named as on Windows', async () => {
    const root = project({ 'src/a.ts': safe })
    expect(await piped(root, '', 'src/a.ts', '--format', 'text')).toMatchObject({
      code: 0,
      out: '0 findings in 0 of 1 file, 0 sites undecided, 0 files skipped\n',
    })
    const marked = await piped(root, `\uFEFF${unsafe}`, 'src\\a.ts', '--format', 'text')
    expect([marked.code, marked.out.split(' ')[0]]).toEqual([1, 'src/a.ts:3:10'])
  })

  test('that is no text, or does not parse, is skipped: 3', async () => {
    const root = project()
    for (const [input, reason] of [
      [Buffer.from([0xff, 0xfe, 0x61, 0x00]), 'is not UTF-8 text'],
      [`${unsafe}(`, ''],
    ] as const) {
      const { code, out, err } = await piped(root, input, 'a.ts', '--format', 'text')
      expect([code, err]).toEqual([3, 'otp-audit: 1 file skipped (a.ts); the report says why\n'])
      expect(out).toContain(`a.ts skipped ${reason}`)
    }
  })

  test('reaches the file in a folder that is a root of its own', async () => {
    const root = project({ 'packages/a/src/a.ts': safe })
    const { out } = await piped(root, unsafe, 'src/a.ts', '--root', 'packages/a', '--format', 'text')
    expect(out).toMatch(/^src\/a\.ts:3:10 /)
    const absolute = await piped(root, unsafe, join(root, 'packages/a/src/a.ts'), '--format', 'text')
    expect(absolute.out).toMatch(/^packages\/a\/src\/a\.ts:3:10 /)
  })
})

describe('wrong usage', () => {
  const terminal = { isTTY: true, line: async () => undefined, all: async () => Buffer.alloc(0) }

  test.each([
    [['--stdin'], '--stdin wants a file to be judged as; add --stdin-filename src/a.ts'],
    [['--stdin-filename', 'a.ts'], '--stdin-filename a.ts is the file that --stdin is about; give both'],
    [['--stdin', '--stdin-filename', 'a.ts', 'src'], '--stdin scans one text; leave src out'],
    [
      ['--stdin', '--stdin-filename', 'a.md'],
      '--stdin-filename a.md: is no source file; name a .ts, .tsx, .mts, .cts or JavaScript file',
    ],
    [
      ['--stdin', '--stdin-filename', 'a.ts'],
      '--stdin: standard input is a terminal; pipe the text in, as in --stdin < FILE',
    ],
    [['--stdin', '--staged'], "option '--stdin' cannot be used with option '--staged'; see otp-audit --help"],
  ])('%j', async (argv, message) => {
    const { code, out, err } = await runWith(['scan', ...argv], foundation(), { cwd: tree(), stdin: terminal })
    expect([code, out, err]).toEqual([2, '', `otp-audit: ${message}\n`])
  })
})

/** A report says when it was made, and how long that took. */
const withoutTimes = (text: string): string =>
  text.replace(/"durationMs": [\d.]+/, '').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z?|\b[\d.]+ m?s\b/g, '')
