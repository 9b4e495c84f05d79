/** Every row of the table of exit codes, through the executable. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { exitCodes } from '../../src/cli/exit-code.js'
import { tree } from '../files/tree.js'
import { bin, cleanEnv, otpAudit, repositoryRoot, safe, unsafe } from './init/projects.js'

const start = (root: string, ...argv: string[]) =>
  spawn(process.execPath, [bin, ...argv], { cwd: root, env: cleanEnv() })

/** Which code, why, the command line, the files it is run on, and what it says on standard error. */
const rows: [number, string, string[], Record<string, string>, RegExp][] = [
  [0, 'clean', ['scan'], { 'a.ts': safe }, /^$/],
  [0, 'nothing to scan', ['scan'], {}, /no files to scan in \.\n$/],
  [0, 'all findings below --fail-on', ['scan', '--fail-on', 'error'], { 'a.ts': unsafe }, /^$/],
  [0, 'nothing to migrate', ['migrate', '--dry-run'], { 'a.ts': safe }, /./],
  [
    0,
    'nothing to set up',
    ['init', '--dry-run', '--no-hook'],
    { 'otp-audit.config.json': '{}', 'otp-audit.baseline': 'otp-audit-baseline 1\n' },
    /nothing to write\n$/,
  ],
  [0, 'help', ['scan', '--help'], {}, /^$/],
  [0, 'a completion', ['completion', 'bash'], {}, /^$/],
  [1, 'findings', ['scan'], { 'a.ts': unsafe }, /^$/],
  [1, 'a migration is pending', ['migrate', '--dry-run'], { 'a.ts': unsafe, 'tsconfig.json': '{}' }, /./],
  [1, 'a set-up is pending', ['init', '--dry-run'], {}, /./],
  [
    2,
    'an unknown option',
    ['scan', '--fromat'],
    {},
    /^otp-audit: unknown option '--fromat'; did you mean --format\?\n$/,
  ],
  [2, 'an unknown command', ['scna'], {}, /^otp-audit: unknown command 'scna'; did you mean scan\?\n$/],
  [2, 'a path that is not there', ['scan', 'no.ts'], {}, /^otp-audit: no\.ts: does not exist .*\n$/],
  [
    2,
    'a broken configuration',
    ['scan'],
    { 'otp-audit.config.json': '{' },
    /^otp-audit: .*otp-audit\.config\.json.*\n$/,
  ],
  [2, 'an unknown setting', ['scan'], { 'otp-audit.config.json': '{ "preste": 1 }' }, /^otp-audit: .*preste.*\n$/],
  [2, 'no terminal to ask on', ['init'], {}, /there is no terminal to ask on; see --yes and --dry-run\n$/],
  [3, 'a file that does not parse', ['scan'], { 'a.ts': `${unsafe}(` }, /^otp-audit: 1 file skipped \(a\.ts\)/],
  [3, 'a file that is no text', ['scan', 'a.ts'], { 'a.ts': '\0\0\0\0' }, /^otp-audit: 1 file skipped \(a\.ts\)/],
  [
    3,
    'a report that can not be written',
    ['scan', '--out', 'no/a.md'],
    {},
    /^otp-audit: can't write .*; make it first\n$/,
  ],
]

describe('the table', () => {
  test.each(rows)('%d: %s', async (code, _, argv, files, said) => {
    const { code: ended, err } = await otpAudit(tree(files), ...argv)
    expect(err).toMatch(said)
    expect(ended).toBe(code)
  })

  test('2: no git for --staged', async () => {
    expect(await otpAudit(tree({ 'a.ts': safe }), 'scan', '--staged')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^otp-audit: --staged reads git's index: .*\n$/),
    })
  })

  test('0: whoever reads closes the pipe', async () => {
    const root = tree(Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`src/m${at}.ts`, unsafe])))
    const child = start(root, 'scan', '--format', 'json')
    const err = text(child.stderr)
    child.stdout.once('data', () => child.stdout.destroy())
    const [code] = await once(child, 'exit')
    expect([code, await err]).toEqual([0, ''])
  })

  test.skipIf(!existsSync('/dev/full'))('3: a full disk', async () => {
    const root = tree({ 'a.ts': unsafe })
    const { status, stderr } = spawnSync(process.execPath, [bin, 'scan'], {
      cwd: root,
      stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
      encoding: 'utf8',
    })
    expect([status, stderr]).toEqual([3, "otp-audit: can't write to standard output: no space is left\n"])
  })

  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('3: a file that can not be read', async () => {
    const root = tree({ 'a.ts': unsafe })
    chmodSync(join(root, 'a.ts'), 0)
    expect((await otpAudit(root, 'scan')).code).toBe(3)
  })

  test.skipIf(process.platform === 'win32').each(['SIGINT', 'SIGTERM'] as const)('130: %s', async signal => {
    const child = start(tree(), 'scan', '--stdin', '--stdin-filename', 'a.ts')
    const [out, err] = [text(child.stdout), text(child.stderr)]
    child.stdin.on('error', () => {}) // it goes away with the process
    // more than a pipe holds: once it is taken, the process is at work and waits for more
    await new Promise(resolve => child.stdin.write('x'.repeat(4_000_000), resolve))
    child.kill(signal)
    expect(await once(child, 'exit')).toEqual([130, null])
    expect([await out, await err]).toEqual(['', 'otp-audit: interrupted\n'])
  })

  test('has a row for each code, in the help and in the README', async () => {
    const codes = Object.keys(exitCodes)
    const tested = new Set([...rows.map(([code]) => String(code)), '130'])
    expect([...tested].sort()).toEqual([...codes].sort())
    const { out } = await otpAudit(repositoryRoot, '--help')
    const readme = readFileSync(join(repositoryRoot, 'README.md'), 'utf8')
    for (const [code, meaning] of Object.entries(exitCodes)) {
      expect(out).toContain(`  ${code.padEnd(3)}  ${meaning}\n`)
      expect(readme).toContain(`| ${code} | `)
    }
  })
})
