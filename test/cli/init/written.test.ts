/** What is written does what it says, in the real command line. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { add, contents, manifest, otpAudit, project, safe, unsafe } from './projects.js'

const init = (root: string, ...argv: string[]) => otpAudit(root, 'init', '--yes', '--no-hook', '--no-ci', ...argv)

describe('the configuration', () => {
  test.each([
    ['otp-audit.config.ts', { 'tsconfig.json': '{}' }],
    ['otp-audit.config.js', { 'package.json': manifest({ type: 'module' }) }],
    ['otp-audit.config.mjs', {}],
  ])('%s is taken as it is, and with every comment made a setting', async (name, files: Record<string, string>) => {
    const root = project({ 'src/a.ts': safe, ...files })
    expect(await init(root, '--preset', 'strict')).toMatchObject({ code: 0 })
    const scan = () => otpAudit(root, 'scan', '--format', 'json')
    const first = await scan()
    expect([first.code, JSON.parse(first.out).summary.preset]).toEqual([0, 'strict'])
    const text = readFileSync(join(root, name), 'utf8')
    const whole = text.replace(/^ {2}\/\/ (?=\w+: .*,$)/gm, '  ')
    expect(whole.split('\n').filter((line, at) => line !== text.split('\n')[at])).toHaveLength(7)
    writeFileSync(join(root, name), whole)
    const { code, err } = await scan()
    expect([code, err]).toEqual([0, first.err])
  })
})

describe('the baseline', () => {
  test('knows what there is, and what comes later is new; a second run takes nothing in', async () => {
    const root = project({ 'src/a.ts': unsafe })
    const { code, err } = await init(root)
    expect(code).toBe(0)
    expect(err).toMatch(/new {6}otp-audit\.baseline +1 finding that is known from now on\n/)
    expect((await otpAudit(root, 'scan')).code).toBe(0)
    add(root, { 'src/b.ts': unsafe })
    const before = contents(root)
    expect((await init(root)).err).toMatch(/there {4}otp-audit\.baseline/)
    expect((await otpAudit(root, 'scan')).code).toBe(1)
    expect(contents(root)['otp-audit.baseline']).toBe(before['otp-audit.baseline'])
  })

  test('is the one that the command writes', async () => {
    const root = project({ 'src/a.ts': unsafe, 'src/b.ts': safe })
    await init(root, '--preset', 'strict')
    expect((await otpAudit(root, 'baseline', '--check')).code).toBe(0)
    const before = contents(root)
    await otpAudit(root, 'baseline')
    expect(contents(root)).toEqual(before)
  })

  test('is there also where nothing is found, so that what is found later is new', async () => {
    const root = project({ 'src/a.ts': safe })
    expect((await init(root)).err).toContain('nothing is known: whatever is found is new')
    add(root, { 'src/a.ts': unsafe })
    expect((await otpAudit(root, 'scan')).code).toBe(1)
  })

  test('of code that could not be read is written, and the exit code says that it is not all', async () => {
    const root = project({ 'src/a.ts': unsafe, 'src/b.ts': `${unsafe}(` })
    const { code, err } = await init(root)
    expect([code, err]).toEqual([3, expect.stringContaining('otp-audit: 1 file skipped (src/b.ts)')])
    expect(contents(root)['otp-audit.baseline']).toContain('src/a.ts')
  })

  test('has the name that a configuration gives it', async () => {
    const root = project({ 'otp-audit.config.json': '{ "baseline": "known/it" }', 'src/a.ts': unsafe })
    expect((await init(root)).err).toContain('otp-audit: wrote known/it\n')
    expect((await otpAudit(root, 'scan')).code).toBe(0)
    expect((await init(root)).err).toContain('otp-audit: nothing to write\n')
  })

  test('a broken configuration is one line, and nothing is written', async () => {
    const root = project({ 'otp-audit.config.json': '{ "presets": 1 }', 'src/a.ts': unsafe })
    const before = contents(root)
    const { code, err } = await init(root)
    expect([code, contents(root)]).toEqual([2, before])
    expect(err).toMatch(/^otp-audit: .*presets.*\n$/)
  })

  test('a configuration and a baseline above hold for a package below', async () => {
    const root = project({ 'package-lock.json': '', 'a/package.json': manifest(), 'a/src/a.ts': unsafe })
    await init(root)
    const { err } = await otpAudit(join(root, 'a'), 'init', '--yes', '--no-hook', '--no-ci')
    expect(err).toMatch(/there {4}\.\.\/otp-audit\.config\.mjs .*\n {2}there {4}\.\.\/otp-audit\.baseline/)
    expect((await otpAudit(join(root, 'a'), 'scan')).code).toBe(0)
  })
})
