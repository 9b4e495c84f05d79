/** Pipes and terminals as shells make them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { formats } from '../../src/report/index.js'
import { add, bin, has, type Outcome, run, unsafe } from './init/projects.js'

const root = mkdtempSync(join(tmpdir(), 'otp-audit-'))
add(root, Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`src/m${at}.ts`, unsafe])))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const quoted = (...words: string[]) => [process.execPath, bin, ...words].map(word => `'${word}'`).join(' ')

describe.skipIf(!has('bash'))('a pipe', () => {
  const bash = (script: string): Promise<Outcome> => run('bash', ['-c', script], root)

  test('… | head -1: one line of each format, no trace, success', async () => {
    const ends = formats.map(async ({ name }) => {
      const { out, err, code } = await bash(
        `${quoted('scan', '--no-color', '--format', name)} | head -1; exit "\${PIPESTATUS[0]}"`,
      )
      expect([name, err]).toEqual([name, ''])
      expect(out.split('\n').length).toBeLessThanOrEqual(2)
      // what fits into a pipe was handed over whole, and its findings count
      expect([0, 1]).toContain(code)
    })
    await Promise.all(ends)
  })

  test('what does not fit into a pipe is whole, however late it is read', async () => {
    // the reader takes it only once the other end has waited for it
    const { out, err } = await bash(
      `${quoted('scan', '--format', 'json')} | { read -r -N 1 first; printf %s "$first"; cat; }`,
    )
    expect(err).toBe('')
    expect(Buffer.byteLength(out)).toBeGreaterThan(2 * 64 * 1024)
    expect(JSON.parse(out).findings).toHaveLength(200)
  })

  test('holds no escapes, of no command', async () => {
    for (const argv of [
      ['scan'],
      ['scan', '--format', 'text'],
      ['--help'],
      ['init'],
      ['explain', 'raw-send'],
      ['migrate', '--help'],
    ]) {
      const { out, err } = await bash(quoted(...argv))
      expect(out + err).not.toBe('')
      expect(out + err).not.toContain('\u001b')
    }
  })
})

describe.skipIf(!has('script'))('a terminal', () => {
  /** Standard output, standard error and standard input are a terminal. */
  const onTerminal = (env: NodeJS.ProcessEnv, ...argv: string[]): Promise<Outcome> =>
    run('script', ['--quiet', '--return', '--command', quoted(...argv), '/dev/null'], root, {
      env: { TERM: 'xterm', ...env },
    })
  const scan = ['scan', '--format', 'text']

  test('gets colour, unless NO_COLOR, TERM=dumb or --no-color say otherwise', async () => {
    const found = await Promise.all([
      onTerminal({}, ...scan),
      onTerminal({ NO_COLOR: '1' }, ...scan),
      onTerminal({ TERM: 'dumb' }, ...scan),
      onTerminal({}, ...scan, '--no-color'),
    ])
    expect(found.map(({ code, out }) => [code, out.includes('\u001b'), /m0\.ts:3:10/.test(out)])).toEqual([
      [1, true, true],
      [1, false, true],
      [1, false, true],
      [1, false, true],
    ])
  })

  test('asks, and an input that ends is an answer: nothing is written', async () => {
    const { code, out } = await onTerminal({ NO_COLOR: '1' }, 'init', '--no-ci')
    expect(out).toContain('Y)es  n)o  d)iff  q)uit: ')
    expect(out).toMatch(/otp-audit: nothing was written\r?\n$/)
    expect([code, out.includes('\u001b')]).toEqual([0, false])
  })
})
