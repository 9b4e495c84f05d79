import { execFile, type SpawnOptionsWithoutStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const bin = join(root, 'bin/otp-audit.js')
const fake = join(root, 'test/cli/fake-scan.mjs')
const dir = mkdtempSync(join(tmpdir(), 'otp-audit-'))

beforeAll(() => {
  if (!existsSync(join(root, 'dist/cli/main.cjs'))) throw new Error('build first: npm test, or node scripts/build.mjs')
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const quiet = { ...process.env, NO_COLOR: '', FORCE_COLOR: '' }

function start(scan: string, argv: string[], env: NodeJS.ProcessEnv = {}, more: SpawnOptionsWithoutStdio = {}) {
  return spawn(process.execPath, [fake, ...argv], { cwd: dir, env: { ...quiet, FAKE: scan, ...env }, ...more })
}

async function outcome(child: ReturnType<typeof spawn>) {
  const [[code, signal], out, err] = await Promise.all([
    once(child, 'close'),
    child.stdout ? text(child.stdout) : '',
    child.stderr ? text(child.stderr) : '',
  ])
  return { code, signal, out, err }
}

describe('exit codes of the process', () => {
  test.each([
    ['clean', [], 0],
    ['findings', [], 1],
    ['findings', ['--fail-on', 'error'], 0],
    ['findings', ['--format', 'xml'], 2],
    ['skipped', [], 3],
    ['bug', [], 3],
  ])('%s %j: %d', async (scan, argv, code) => {
    expect(await outcome(start(scan, ['scan', ...argv]))).toMatchObject({ code, signal: null })
  })

  test('an error in a stray callback is 3 with its stack, not the 1 that means findings', async () => {
    const { code, out, err } = await outcome(start('stray', ['scan']))
    expect([code, out]).toEqual([3, ''])
    expect(err).toMatch(/internal error, please report it\nRangeError: from a callback\n {4}at /)
  })
})

describe('streams of the process', () => {
  test('--format json prints JSON alone, whole even when large', async () => {
    const { out, err } = await outcome(start('findings', ['scan', '--format', 'json'], { FAKE_COUNT: '20000' }))
    expect(err).toBe('')
    expect(JSON.parse(out).findings).toHaveLength(20000)
  })

  test('a pipe gets no colour unless forced', async () => {
    const argv = ['scan', '--format', 'text']
    expect((await outcome(start('findings', argv))).out).not.toContain('\u001b')
    expect((await outcome(start('findings', argv, { FORCE_COLOR: '1' }))).out).toContain('\u001b[33m')
    expect((await outcome(start('findings', argv, { FORCE_COLOR: '1', NO_COLOR: '1' }))).out).not.toContain('\u001b')
  })

  test('a reader that closes the pipe ends it in silence and with success', async () => {
    const child = start('findings', ['scan', '--format', 'json'], { FAKE_COUNT: '20000' })
    child.stdout.once('data', () => child.stdout.destroy())
    const [[code, signal], err] = await Promise.all([once(child, 'exit'), text(child.stderr)])
    expect([code, signal, err]).toEqual([0, null, ''])
  })

  test.skipIf(!existsSync('/dev/full'))('a full disk is 3, in one line', async () => {
    const child = spawn(process.execPath, [fake, 'scan'], {
      cwd: dir,
      env: { ...quiet, FAKE: 'findings' },
      stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
    })
    const { code, err } = await outcome(child)
    expect([code, err]).toEqual([3, "otp-audit: can't write to standard output: no space is left\n"])
  })
})

test.skipIf(process.platform === 'win32')(
  'an interruption: 130, nothing on standard output, no --out file',
  async () => {
    const child = start('forever', ['scan', '--out', 'report.md'])
    const done = once(child, 'exit')
    const out = text(child.stdout)
    let err = ''
    child.stderr.on('data', chunk => {
      err += chunk
      if (err === 'scanning\n') child.kill('SIGINT')
    })
    expect(await done).toEqual([130, null])
    expect([await out, err]).toEqual(['', 'scanning\notp-audit: interrupted\n'])
    expect(existsSync(join(dir, 'report.md'))).toBe(false)
  },
)

describe('the executable', () => {
  const run = promisify(execFile)

  test('--version prints the version of the package', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    for (const option of ['--version', '-v'])
      expect((await run(process.execPath, [bin, option], { cwd: dir })).stdout).toBe(`${version}\n`)
  })

  test.skipIf(process.platform === 'win32')('it can be run as it is', async () => {
    expect((await run(bin, ['--help'], { cwd: dir })).stdout).toContain('Usage: otp-audit')
  })

  /** Files that a command line loads. */
  async function loaded(...argv: string[]): Promise<string[]> {
    const tell = join(dir, 'tell.cjs')
    writeFileSync(
      tell,
      `process.on('exit', () => process._rawDebug(Object.keys(require.cache).map(path => 'loaded ' + path).join('\\n')))`,
    )
    const { stderr } = await run(process.execPath, ['--require', tell, bin, ...argv])
    return [...stderr.matchAll(/^loaded (.*)$/gm)].map(match => match[1]!).filter(path => path !== tell)
  }

  test('--version loads next to nothing', async () => {
    const files = await loaded('--version')
    expect(files.map(path => relative(root, path).replaceAll('\\', '/')).sort()).toEqual([
      'bin/otp-audit.js',
      'dist/cli/main.cjs',
    ])
    expect(files.map(path => readFileSync(path).length).reduce((n, m) => n + m, 0)).toBeLessThan(10_000)
  })

  test('--help loads neither a parser nor a compiler', async () => {
    expect((await loaded('--help')).filter(path => path.includes('node_modules'))).toEqual([])
  })
})
