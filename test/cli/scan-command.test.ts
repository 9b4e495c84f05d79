import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Sink } from '../../src/cli/streams.js'
import { UsageError } from '../../src/errors.js'
import { foundation, result, site } from '../report/results.js'
import { memorySink, runWith } from './memory.js'

const dir = mkdtempSync(join(tmpdir(), 'otp-audit-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))
const clean = result([])
const raw = result([site('a.ts', 1, 'raw-send')])

describe('options', () => {
  test('the defaults leave preset, types and configuration to the scan', async () => {
    const { asked } = await runWith(['scan'], clean, { cwd: dir })
    expect(asked).toMatchObject({ root: dir })
    expect([asked?.paths, asked?.preset, asked?.types, asked?.config]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })

  test('options reach the scan; files are looked up from the current folder', async () => {
    writeFileSync(join(dir, 'c.json'), '{}')
    const argv = ['scan', 'a', 'b/*.ts', '--preset', 'strict', '--types=off', '--root', '..', '--config', 'c.json']
    const { asked } = await runWith(argv, clean, { cwd: join(dir, '.') })
    expect(asked).toMatchObject({
      paths: ['a', 'b/*.ts'],
      preset: 'strict',
      types: 'off',
      root: join(dir, '..'),
      config: join(dir, 'c.json'),
    })
    rmSync(join(dir, 'c.json'))
    expect((await runWith(['scan', '--no-config'], clean)).asked?.config).toBe(false)
  })

  test.each([
    ['stage3', '# OTP Audit Report'],
    ['text', 'a.ts:1:3 warning raw-send'],
    ['json', '{\n  "schemaVersion": 1,'],
  ])('--format %s', async (format, start) => {
    const { out, code, err } = await runWith(['scan', '--format', format], raw)
    expect(out.startsWith(start)).toBe(true)
    expect([code, err]).toEqual([1, ''])
  })

  test('the default is a stage3 report that fails on warnings', async () => {
    const { out, code } = await runWith(['scan'], foundation())
    expect(out.startsWith('# OTP Audit Report')).toBe(true)
    expect(code).toBe(1)
    expect((await runWith(['scan', '--fail-on', 'error'], foundation())).code).toBe(0)
  })
})

describe('wrong usage: one line that says what to do, exit code 2, nothing on standard output', () => {
  test.each([
    [['scn'], "otp-audit: unknown command 'scn'; did you mean scan?"],
    [['nothing-like-it'], "otp-audit: unknown command 'nothing-like-it'; see otp-audit --help"],
    [['src'], "otp-audit: unknown command 'src'; to scan that path: otp-audit scan src"],
    [['--format', 'json'], 'otp-audit: --format comes after a command: otp-audit scan --format'],
    [['--format=json'], 'otp-audit: --format=json comes after a command: otp-audit scan --format=json'],
    [['help', 'scn'], /^otp-audit: no help for 'scn', which is no command; did you mean scan\?\n$/],
    [['scan', '--fromat', 'json'], "otp-audit: unknown option '--fromat'; did you mean --format?"],
    [['scan', '--z\u001b[2J'], "otp-audit: unknown option '--z\\u001b[2J'; see otp-audit --help"],
    [['scan', '--zzz'], "otp-audit: unknown option '--zzz'; see otp-audit --help"],
    [
      ['scan', '--format', 'jsn'],
      "otp-audit: option '--format <name[=file]>' argument 'jsn' is invalid. Allowed choices are stage3, text, json, sarif, github, gitlab, junit, markdown, rdjson. Did you mean json?",
    ],
    [['scan', '--format'], "otp-audit: option '--format <name[=file]>' argument missing; see otp-audit --help"],
    [['scan', '--fail-on', 'never'], /argument 'never' is invalid. Allowed choices are error, warning, info/],
    [['scan', '--preset', 'stage4'], /Did you mean stage3\?/],
    [['scan', '--types', 'tsmorph'], /Did you mean ts-morph\?/],
    [['scan', '--root', 'no-such'], 'otp-audit: --root no-such: no such folder; name one that exists'],
    [['scan', '--root', 'package.json/x'], 'otp-audit: --root package.json/x: no such folder; name one that exists'],
    [['scan', ''], 'otp-audit: a path is empty; name a file, a folder or a glob'],
    [['scan', '--out', ''], 'otp-audit: --out is empty; name a file'],
  ])('%j', async (argv, message) => {
    const { code, out, err, asked } = await runWith(argv, clean)
    if (typeof message === 'string') expect(err).toBe(`${message}\n`)
    else expect(err).toMatch(message)
    expect(err.split('\n')).toHaveLength(2)
    expect([code, out, asked]).toEqual([2, '', undefined])
  })

  test('what the scan refuses', async () => {
    const refused = await runWith(['scan', 'nope'], async () => {
      throw new UsageError('nope: no such file;\n name one that exists')
    })
    expect(refused).toMatchObject({ code: 2, out: '', err: 'otp-audit: nope: no such file; name one that exists\n' })
  })
})

describe('help', () => {
  test.each([['--help'], ['help'], ['-h']])('%s: on standard output, examples first, exit codes last', async option => {
    const { code, out, err } = await runWith([option], clean)
    expect([code, err]).toEqual([0, ''])
    expect(out.startsWith('Examples:\n  $ otp-audit scan')).toBe(true)
    expect(out).toMatch(/130 {2}interrupted\n$/)
  })

  test.each([[['scan', '--help']], [['help', 'scan']]])('%j tells every option', async argv => {
    const { code, out } = await runWith(argv, clean)
    expect(code).toBe(0)
    for (const option of ['format', 'out', 'preset', 'types', 'fail-on', 'root', 'config', 'no-config', 'no-color'])
      expect(out).toContain(`--${option}`)
    expect(out).toContain('Exit codes:')
  })

  test('without a command: help on standard error, exit code 2', async () => {
    const { code, out, err } = await runWith([], clean)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('Usage: otp-audit')
  })
})

describe('--out', () => {
  test('writes the whole report without colour, and says so on standard error', async () => {
    const stdout = memorySink(true)
    const argv = ['scan', '--out', 'report.md', '--format', 'text']
    const { code, out, err } = await runWith(argv, raw, { cwd: dir, stdout, env: { FORCE_COLOR: '1' } })
    expect([code, out]).toEqual([1, ''])
    expect(readFileSync(join(dir, 'report.md'), 'utf8')).toMatch(/^a\.ts:1:3 warning raw-send/)
    expect(err).toBe(
      'otp-audit: wrote report.md: 1 finding (0 errors, 1 warning, 0 infos) in 1 of 40 files, 0 sites undecided, 0 files skipped\n',
    )
    expect(readdirSync(dir)).toEqual(['report.md'])
  })

  test('a path that cannot be written is refused before the scan, exit code 3', async () => {
    const { code, out, err, asked } = await runWith(['scan', '--out', 'no/report.md'], raw, { cwd: dir })
    expect([code, out, asked]).toEqual([3, '', undefined])
    expect(err).toBe(
      `otp-audit: can't write ${join(dir, 'no/report.md')}: there is no folder ${join(dir, 'no')}; make it first\n`,
    )
  })

  test('- is standard output', async () => {
    expect((await runWith(['scan', '--out', '-', '--format', 'text'], raw)).out).toContain('a.ts:1:3')
  })
})

describe('streams', () => {
  test('colour on a terminal, none with --no-color, never in JSON', async () => {
    const onTerminal = async (...more: string[]) =>
      (await runWith(['scan', ...more], raw, { stdout: memorySink(true) })).out
    expect(await onTerminal('--format', 'text')).toContain('\u001b[33mwarning')
    expect(await onTerminal()).toContain('\u001b[1m## Findings')
    expect(await onTerminal('--format', 'text', '--no-color')).not.toContain('\u001b')
    expect(await onTerminal('--format', 'json')).not.toContain('\u001b')
  })

  test('notices once each, an empty scan and skipped files are told on standard error', async () => {
    const summary = { notices: ['types are off', 'types are off'], filesFound: 0, roots: ['docs'] }
    const skipped = Array.from({ length: 7 }, (_, at) => ({ file: `${at}.ts`, reason: 'Unexpected token' }))
    const { code, err } = await runWith(['scan'], result([], { summary, skipped }))
    expect(code).toBe(3)
    expect(err.split('\n')).toEqual([
      'otp-audit: types are off',
      'otp-audit: no files to scan in docs',
      'otp-audit: 7 files skipped (0.ts, 1.ts, 2.ts, ...); the report says why',
      '',
    ])
  })

  test('a long scan shows progress on a terminal and takes it away before anything else is said', async () => {
    const stderr = memorySink(true)
    let time = 0
    const slow = result([], { summary: { notices: ['done'] } })
    await runWith(
      ['scan'],
      async ({ onProgress }) => {
        time = 1500
        onProgress?.(3, 9, 'types')
        return slow
      },
      { stderr, now: () => time },
    )
    expect(stderr.text).toBe('\rtypes 3/9\u001b[K\r\u001b[Kotp-audit: done\n')
  })

  test('a reader that goes away is success', async () => {
    const stdout: Sink & { text: string } = { ...memorySink(), closed: true }
    expect((await runWith(['scan'], raw, { stdout })).code).toBe(0)
  })

  test('a full disk is exit code 3, in one line', async () => {
    const stdout = memorySink()
    stdout.write = async () => {
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
    }
    const { code, err } = await runWith(['scan'], raw, { stdout })
    expect([code, err]).toEqual([3, "otp-audit: can't write to standard output: no space is left\n"])
    expect((await runWith(['--help'], raw, { stdout })).code).toBe(3)
  })
})

describe('interruption and faults', () => {
  test('an interruption ends a scan that does not listen, and nothing is printed', async () => {
    const interruption = new AbortController()
    const { code, out, err } = await runWith(
      ['scan'],
      () => {
        interruption.abort()
        return new Promise(() => {})
      },
      { signal: interruption.signal },
    )
    expect([code, out, err]).toEqual([130, '', 'otp-audit: interrupted\n'])
  })

  test('an interruption just before the report prints nothing either', async () => {
    const interruption = new AbortController()
    const { code, out } = await runWith(
      ['scan'],
      async () => {
        queueMicrotask(() => interruption.abort())
        return raw
      },
      { signal: interruption.signal },
    )
    expect([code, out]).toEqual([130, ''])
  })

  test('what nobody foresaw keeps its stack, exit code 3', async () => {
    const { code, out, err } = await runWith(['scan'], async () => {
      throw new TypeError('site is undefined')
    })
    expect([code, out]).toEqual([3, ''])
    expect(err).toMatch(/^otp-audit: internal error, please report it\nTypeError: site is undefined\n {4}at /)
  })
})
