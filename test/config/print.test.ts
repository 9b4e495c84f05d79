/** `otp-audit config`: which configurations there are, what holds for a file, and why. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { type Explanation, explain } from '../../src/config/explain.js'
import { type Asked, loadSettings } from '../../src/config/settings.js'
import { audit, project } from './command.js'

const repository = fileURLToPath(new URL('../..', import.meta.url))
let root: string
afterEach(() => rmSync(root, { recursive: true, force: true }))

async function printed(file: string, asked: Asked & { root?: string } = {}): Promise<Explanation> {
  const folder = join(root, asked.root ?? '.')
  const path = join(root, file)
  return explain(await loadSettings(folder, [path], asked), asked, path)
}

const program = 'export const a = 1\n'
const json = JSON.stringify({
  preset: 'stage3',
  testFiles: ['load/**'],
  ignore: ['generated'],
  baseline: 'audit/baseline.json',
  rules: { 'raw-send': ['error', { ignoreShapes: ['ping'] }] },
  overrides: [
    { files: ['load/**', 'tools/**'], rules: { 'untimed-call': 'off' } },
    { files: ['tools/**'], rules: { 'raw-send': ['info', {}], 'untimed-call': ['on', { ignoreShapes: ['ping'] }] } },
  ],
  dialects: { react: false, 'node:events': { rows: [] }, acme: { rows: [] }, vue: true },
})

describe('--print says which place decides', () => {
  test('of a file that overrides name, and of one that is test code', async () => {
    root = project({ 'otp-audit.config.json': json, 'load/a.ts': program, 'tools/b.ts': program })
    const tools = await printed('tools/b.ts')
    expect(tools).toMatchObject({
      file: 'tools/b.ts',
      config: 'otp-audit.config.json',
      isScanned: { value: true },
      isTest: { value: false, from: 'otp-audit.config.json: testFiles: no match' },
      preset: { value: 'stage3', from: 'otp-audit.config.json: preset' },
      failOn: { value: 'warning', from: 'default' },
      baseline: { value: 'audit/baseline.json', from: 'otp-audit.config.json: baseline' },
    })
    expect(tools.rules['raw-send']).toEqual({
      level: { value: 'info', from: 'otp-audit.config.json: overrides[1].rules.raw-send (tools/**)' },
      options: {
        ignoreShapes: { value: ['ping'], from: 'otp-audit.config.json: rules.raw-send[1].ignoreShapes' },
      },
    })
    expect(tools.rules['untimed-call'].options.ignoreShapes).toEqual({
      value: ['ping'],
      from: 'otp-audit.config.json: overrides[1].rules.untimed-call[1].ignoreShapes (tools/**)',
    })
    expect(tools.rules['untimed-call'].level).toEqual({
      value: 'on',
      from: 'otp-audit.config.json: overrides[1].rules.untimed-call (tools/**)',
    })
    expect(tools.rules['god-process'].level).toEqual({ value: 'silent', from: 'preset stage3' })
    expect(Object.fromEntries(Object.entries(tools.dialects).map(([name, { value }]) => [name, value]))).toEqual({
      react: 'left out',
      'node:events': 'extended',
      acme: 'added',
      vue: 'built in',
    })
    const load = await printed('load/a.ts', { preset: 'strict' })
    expect(load.isTest).toEqual({ value: true, from: 'otp-audit.config.json: testFiles "load/**"' })
    expect(load.preset).toEqual({ value: 'strict', from: '--preset' })
    expect(load.rules['raw-send']).toMatchObject({ level: { value: 'error' }, here: 'warning' })
    expect(load.rules['untimed-call'].level.value).toBe('off')
    expect(load.rules['god-process'].level).toEqual({ value: 'on', from: 'preset strict' })
  })

  test('of files that no scan would look at', async () => {
    root = project({
      'otp-audit.config.json': json,
      '.gitignore': 'out\n',
      'generated/a.ts': program,
      'out/b.ts': program,
      'a.d.ts': program,
      'a.js': program,
      'a.css': '',
      'inner/c.ts': program,
    })
    spawnSync('git', ['init', '-q', root])
    const scanned = async (file: string, asked?: { root: string }) => (await printed(file, asked)).isScanned
    expect(await scanned('generated/a.ts')).toEqual({ value: false, from: 'otp-audit.config.json: ignore "generated"' })
    expect((await scanned('out/b.ts')).from).toBe('git ignores it, by .gitignore:1 "out"; named itself it is scanned')
    rmSync(join(root, '.git'), { recursive: true })
    expect((await scanned('out/b.ts')).from).toMatch(/^an ignore file leaves it out, .* named itself it is scanned$/)
    expect((await scanned('a.d.ts')).from).toBe('a declaration file holds no calls')
    expect((await scanned('a.css')).from).toBe('.css is no source code')
    expect((await scanned('a.js')).from).toMatch(/^it is JavaScript, and no tsconfig.json has allowJs/)
    expect((await scanned('gone.ts')).from).toBe('there is no such file; this is what would hold')
    expect((await scanned('a.js', { root: 'inner' })).from).toBe(
      'it is outside of the root; named itself it is scanned',
    )
    expect((await scanned('a.ts', { root: 'inner' })).value).toBe(false)
    expect((await printed('inner/c.ts', { config: false })).config).toBeUndefined()
  })

  test('of a file below a configuration that a scan of the whole root does not take', async () => {
    root = project({ 'otp-audit.config.json': '{}', 'a/otp-audit.config.json': json, 'a/x.ts': program })
    expect(await printed('a/x.ts')).toMatchObject({
      config: 'a/otp-audit.config.json',
      ofRoot: 'otp-audit.config.json',
    })
    expect(JSON.parse(audit(root, ['config', '--print', 'a/x.ts', '--format', 'json']).out)).toEqual(
      JSON.parse(JSON.stringify(await printed('a/x.ts'))),
    )
    // written on Windows
    expect(audit(root, ['config', '--print', 'a\\x.ts']).out).toBe(audit(root, ['config', '--print', 'a/x.ts']).out)
    expect(audit(root, ['config', '--print', 'a']).err).toBe('otp-audit: --print a: is a folder; name a file in it\n')
  })

  test('as the page on configuration shows it', () => {
    const page = readFileSync(join(repository, 'docs/configuration.md'), 'utf8')
    const config = /^```json otp-audit\.config\.json\n(.*?)^```$/ms.exec(page)![1]!
    const [, file, out] = /^```\n\$ otp-audit config --print (\S+)\n(.*?)^```$/ms.exec(page)!
    root = project({ 'otp-audit.config.json': config, [file!]: program })
    expect(audit(root, ['config', '--print', file!]).out).toBe(out)
  })
})

describe('alone it', () => {
  test('says how to make a configuration, and what it says is right', () => {
    root = project({ 'a.ts': program })
    const { code, out } = audit(root, ['config'])
    expect(code).toBe(0)
    const lines = out.split('\n')
    writeFileSync(join(root, 'otp-audit.config.json'), lines.find(line => line.includes('$schema'))!)
    expect(audit(root, ['config']).out).toBe('otp-audit.config.json  holds here  right\n')
    rmSync(join(root, 'otp-audit.config.json'))
    const program_ = lines.filter(line => /^ {2}(import|export)/.test(line)).join('\n')
    writeFileSync(join(root, 'otp-audit.config.ts'), program_)
    expect(audit(root, ['config']).out).toBe('otp-audit.config.ts  holds here  right\n')
  })

  test('lists those of the folders below, and what is wrong with each', () => {
    root = project({
      'otp-audit.config.mjs': 'export default {}\n',
      'packages/a/otp-audit.config.json': '{ "presett": "strict" }',
      'node_modules/x/otp-audit.config.json': '{}',
    })
    const { code, out, err } = audit(root, ['config', '--format', 'json'])
    expect({ code, err }).toEqual({ code: 2, err: '' })
    expect(JSON.parse(out).configs).toEqual([
      { path: 'otp-audit.config.mjs', holds: 'here', mistakes: [] },
      {
        path: 'packages/a/otp-audit.config.json',
        holds: 'below',
        mistakes: [`${join(root, 'packages/a/otp-audit.config.json')}: unknown key "presett"; did you mean "preset"?`],
      },
    ])
  })
})

test('the types of defineConfig take what validates and refuse what does not', () => {
  root = project({
    'otp-audit.config.ts': `import { type CustomDialect, defineConfig } from 'otp-audit/config'
const acme: CustomDialect = { rows: [{ role: 'send', from: 'acme', sym: 'Bus#publish', target: 'this' }] }
export default defineConfig({
  preset: 'strict',
  rules: { 'raw-send': ['error', { ignoreShapes: ['ping'] }], 'god-process': ['on', { lines: 5 }] },
  dialects: { acme, react: false },
  timeouts: { patterns: { 'http:*': 5 } },
})
// @ts-expect-error
defineConfig({ presett: 'strict' })
// @ts-expect-error
defineConfig({ rules: { 'raw-send': 'warn' } })
// @ts-expect-error
defineConfig({ rules: { 'raw-send': ['on', { lines: 5 }] } })
// @ts-expect-error
defineConfig({ timeouts: { patterns: { http: 5 } } })
`,
  })
  mkdirSync(join(root, 'node_modules'))
  symlinkSync(repository, join(root, 'node_modules/otp-audit'), 'junction')
  const tsc = join(repository, 'node_modules/typescript/bin/tsc')
  const flags = ['--noEmit', '--strict', '--module', 'nodenext', '--skipLibCheck', '--types', '']
  const { status, stdout } = spawnSync(process.execPath, [tsc, ...flags, 'otp-audit.config.ts'], {
    cwd: root,
    encoding: 'utf8',
  })
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
})
