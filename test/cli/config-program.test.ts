/** Configurations that are programs, and do what a configuration should not. */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const bin = fileURLToPath(new URL('../../bin/otp-audit.js', import.meta.url))

describe('a configuration that is a program', () => {
  let dir = ''
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'otp-audit-'))
    writeFileSync(join(dir, 'a.ts'), 'export const a: number = 1\n')
  })
  afterEach(() => rmSync(dir, { recursive: true, force: true }))

  const write = (code: string): void => writeFileSync(join(dir, 'otp-audit.config.mjs'), code)
  const run = (...argv: string[]): Promise<{ code: number; out: string; err: string }> =>
    new Promise(resolve =>
      execFile(process.execPath, [bin, ...argv], { cwd: dir }, (error, out, err) =>
        resolve({ code: (error?.code as unknown as number) ?? 0, out, err }),
      ),
    )

  test.each([
    ['waits for what never comes', 'export default await new Promise(() => {})', /what it waits for never comes/],
    ['exports what never comes', 'export default new Promise(() => {})', /what it waits for never comes/],
    ['ends the process', 'process.exit(0)\nexport default {}', /it ends the process/],
    ['throws', 'throw new Error("no")', /Error: no/],
    [
      'throws when it is read',
      'export default {\n  get preset() { throw new Error("no") } }',
      /mjs: it failed after it was loaded: Error: no \(line 2\)$/m,
    ],
    [
      'throws later on',
      '\nsetImmediate(() => { throw new Error("no") })\nawait new Promise(() => {})',
      /mjs: it failed after it was loaded: Error: no \(line 2\)$/m,
    ],
    [
      'leaves a promise that fails to itself',
      'Promise.reject(new Error("no"))\nexport default {}',
      /mjs: it failed after it was loaded: Error: no \(line 1\)$/m,
    ],
  ])('that %s is one line and exit code 2, never a clean scan', async (_, code, said) => {
    write(code)
    const { code: exit, out, err } = await run('scan')
    expect([exit, out]).toEqual([2, ''])
    expect(err).toMatch(said)
    expect(err.trimEnd().split('\n')).toHaveLength(1)
  })

  test.each(['mjs', 'ts'])('whose own module fails in a timer is named by that module: .%s', async extension => {
    const own = join(dir, `shared.${extension}`)
    writeFileSync(own, "setTimeout(() => {\n  throw new RangeError('no')\n}, 0)\nexport const ignore = []\n")
    const code = `import { ignore } from './shared.${extension}'\nexport default { ignore }\n`
    writeFileSync(join(dir, `otp-audit.config.${extension}`), code)
    const { code: exit, err } = await run('scan')
    expect([exit, err]).toEqual([2, `otp-audit: ${own}: it failed after it was loaded: RangeError: no (line 2)\n`])
  })

  test('says once what it says', async () => {
    write(
      'let asked = 0\nexport default { get failOn() { if (asked++ > 0) throw new Error("again"); return "error" } }',
    )
    const { code, err } = await run('config', '--print', 'a.ts')
    expect([code, err]).toEqual([0, ''])
  })

  test('that prints leaves standard output to the report', async () => {
    write('console.log("loading")\nexport default {}')
    const { code, out, err } = await run('scan', '--format', 'json')
    expect([code, JSON.parse(out).schemaVersion]).toEqual([0, 1])
    expect(err).toContain('loading')
  })

  test('that starts what never ends does not keep the command alive', async () => {
    write('setInterval(() => {}, 1000)\nexport default {}')
    expect((await run('scan', '--format', 'text')).code).toBe(0)
  })

  test.skipIf(process.platform === 'win32')('that takes long can be interrupted', async () => {
    write('console.error("waiting")\nsetInterval(() => {}, 1000)\nexport default await new Promise(() => {})')
    const child = spawn(process.execPath, [bin, 'scan'], { cwd: dir })
    let err = ''
    child.stderr.on('data', chunk => {
      err += chunk
      if (err === 'waiting\n') child.kill('SIGINT')
    })
    const out = text(child.stdout)
    expect(await once(child, 'close')).toEqual([130, null])
    expect([await out, err]).toEqual(['', 'waiting\notp-audit: interrupted\n'])
  })
})
