/** The compiled code that the command line keeps for its user, seen from outside. */
import { execFile } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const bin = fileURLToPath(new URL('../../bin/otp-audit.js', import.meta.url))
const isPosix = process.platform !== 'win32'

describe('compiled code', () => {
  let dir = ''
  let caches = ''
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'otp-audit-'))
    caches = join(dir, 'caches')
    writeFileSync(join(dir, 'a.ts'), 'export const a: number = 1\n')
  })
  afterEach(() => rmSync(dir, { recursive: true, force: true }))

  const folder = (): string => join(caches, 'otp-audit/code')
  const kept = (): string[] => (existsSync(folder()) ? readdirSync(folder()) : [])

  /** @returns What the tool tells of its cache, and the exit code. */
  async function run(argv: string[], env: NodeJS.ProcessEnv = {}): Promise<{ told: string[]; code: number }> {
    const of = { ...process.env, XDG_CACHE_HOME: caches, LOCALAPPDATA: caches, NODE_DEBUG: 'otp-audit', ...env }
    const { stderr, code } = await promisify(execFile)(process.execPath, [bin, ...argv], { cwd: dir, env: of }).then(
      done => ({ ...done, code: 0 }),
      failed => failed as { stderr: string; code: number },
    )
    return { told: [...stderr.matchAll(/^OTP-AUDIT \d+: (.*)$/gm)].map(m => m[1]!), code }
  }

  test('is kept by the first run of a command and taken by the second', async () => {
    expect((await run(['scan'])).told.join()).toMatch(/-scan is not taken: ENOENT/)
    expect(kept()).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+\S*-v\d+.*-scan$/)])
    expect(await run(['scan'])).toEqual({ told: [], code: 0 })
  })

  test('is of one command, so that none keeps what it never runs', async () => {
    await run(['scan'])
    await run(['config', '--print', 'a.ts'])
    expect(kept().map(name => name.split('-').at(-1))).toEqual(['config', 'scan'])
  })

  test('a few runs add to it, the others leave it alone', async () => {
    const texts: string[] = []
    for (let i = 0; i < 6; i++) {
      await run(['scan'])
      texts.push(readFileSync(join(folder(), kept()[0]!)).toString('latin1'))
    }
    expect(texts[3]).not.toBe(texts[0])
    expect(texts[5]).toBe(texts[4])
  })

  test.each([
    ['a changed byte', (bytes: Buffer) => bytes.fill(0x55, bytes.length >> 1, (bytes.length >> 1) + 1)],
    ['half of it', (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)],
    ['nothing', (bytes: Buffer) => bytes.subarray(0, 0)],
  ])('with %s, it is not taken, and made anew', async (_, damaged) => {
    await run(['scan'])
    const file = join(folder(), kept()[0]!)
    writeFileSync(file, damaged(readFileSync(file)))
    const { told, code } = await run(['scan'])
    expect([told.join(), code]).toEqual([expect.stringMatching(/-scan is not taken: it is damaged/), 0])
    expect((await run(['scan'])).told).toEqual([])
  })

  test.runIf(isPosix)('that others can write to is not taken', async () => {
    await run(['scan'])
    chmodSync(join(folder(), kept()[0]!), 0o666)
    expect((await run(['scan'])).told.join()).toMatch(/others can write to it/)
  })

  test('where it can not be kept, the command works without', async () => {
    mkdirSync(caches)
    writeFileSync(join(caches, 'otp-audit'), 'a file')
    const { told, code } = await run(['scan'])
    expect([told.at(-1), code]).toEqual([expect.stringMatching(/is not kept/), 0])
  })

  test('is not kept of a command line that is mistaken', async () => {
    expect((await run(['scna'])).code).toBe(2)
    expect((await run(['scan', '--no-such'])).code).toBe(2)
    expect(kept()).toEqual([])
  })

  test('is neither read nor written with NODE_DISABLE_COMPILE_CACHE=1', async () => {
    expect(await run(['scan'], { NODE_DISABLE_COMPILE_CACHE: '1' })).toEqual({ told: [], code: 0 })
    expect(kept()).toEqual([])
  })

  test('loads modules by their addresses as the first run did', async () => {
    writeFileSync(join(dir, 'otp-audit.config.mjs'), 'export default { failOn: await Promise.resolve("error") }\n')
    writeFileSync(
      join(dir, 'b.ts'),
      'import { all } from "./c.js"\nall.w().postMessage(1)\nexport const of = <K extends keyof typeof all>(k: K) => all[k]()\nof("w").postMessage(2)\n',
    )
    writeFileSync(
      join(dir, 'c.ts'),
      'import { Worker } from "node:worker_threads"\nexport const all = { w: () => new Worker("./x.js") }\n',
    )
    const report = async (types: string): Promise<string> => {
      const out = join(dir, 'report.json')
      await run(['scan', '--no-cache', '--types', types, '--format', 'json', '--out', out])
      const { findings, summary } = JSON.parse(readFileSync(out, 'utf8'))
      expect(summary.types.backend).toBe(types)
      return JSON.stringify(findings)
    }
    for (const types of ['native', 'ts-morph']) expect(await report(types)).toBe(await report(types))
  })
})
