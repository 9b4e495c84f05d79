import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Settings } from '../../src/eslint/index.js'
import { readSettings } from '../../src/eslint/settings.js'
import { scan } from '../../src/index.js'
import { ruleTexts } from '../../src/report/rules.js'
import type { Preset } from '../../src/result.js'
import { eslint, lint, plugin, told, versions } from './linting.js'

const bin = fileURLToPath(new URL('../../bin/otp-audit.js', import.meta.url))
const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url))
const names = Object.keys(versions)
const set = (settings: Settings) => ({ settings: { 'otp-audit': settings } })
const showing = { rules: { 'otp-audit/undecided': 'warn' } } as const

describe('findings are those of a scan, place by place and word by word', () => {
  const presets: Preset[] = ['recommended', 'stage3', 'strict']

  test.each(presets)('in the foundation program, preset %s', async preset => {
    const root = join(fixtures, 'foundation')
    const wanted = told(await scan({ root, preset }))
    expect(wanted.length).toBeGreaterThan(20)
    for (const name of names)
      expect(await lint(eslint(name, root, [plugin.configs[preset]]), root), name).toEqual(wanted)
  })

  test('in the programs of all rules, with what is undecided', async () => {
    const root = join(fixtures, 'rules')
    const wanted = told(await scan({ root, preset: 'strict', config: false }), true)
    expect(wanted.length).toBeGreaterThan(300)
    const configs = [plugin.configs.strict, set({ config: false }), showing]
    for (const name of names) expect(await lint(eslint(name, root, configs), root), name).toEqual(wanted)
  })
})

let root = ''
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'eslint-')))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(files: Record<string, string | Buffer>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
}

const send = "import { Worker } from 'node:worker_threads'\nconst w = new Worker('./x.js')\nw.postMessage(1)\n"
const [, newest] = names as [string, string]
const recommended = plugin.configs.recommended
const untyped = set({ types: 'off', config: false })
const here = (...configs: Parameters<typeof eslint>[2]) => eslint(newest, root, [recommended, untyped, ...configs])
const linesOf = async (text: string, name = 'a.ts', linter = here()) => {
  const [result] = await linter.lintText(text, { filePath: join(root, name) })
  return result!.messages.map(m => `${m.line}:${m.column} ${m.ruleId}`)
}
/** What was written to the disk is seen within moments. */
const soon = (text: string, name: string, linter: ReturnType<typeof here>, wanted: string[]) =>
  vi.waitFor(async () => expect(await linesOf(text, name, linter)).toEqual(wanted), { timeout: 30_000 })
const raw = (line: number) => [`${line}:3 otp-audit/raw-send`]

describe('in an editor', () => {
  test('the text counts that is not saved yet', async () => {
    write({ 'a.ts': send })
    const linter = here()
    expect(await linesOf(send, 'a.ts', linter)).toEqual(raw(3))
    expect(await linesOf(`\n\n${send}`, 'a.ts', linter)).toEqual(raw(5))
    expect(await linesOf(send.replace('w.postMessage(1)', ''), 'a.ts', linter)).toEqual([])
    expect(await linesOf(send, 'a.ts', linter)).toEqual(raw(3))
  })

  test('what another file exports counts as it was saved last', async () => {
    const use = "import { peer } from './peer.js'\npeer.postMessage(1)\n"
    const worker = "import { Worker } from 'node:worker_threads'\nexport const peer = new Worker('./x.js')\n"
    write({ 'a.ts': use, 'peer.ts': 'export const peer = { postMessage(_: number) {} }\n' })
    const linter = here()
    expect(await linesOf(use, 'a.ts', linter)).toEqual([])
    write({ 'peer.ts': worker })
    await soon(use, 'a.ts', linter, ['2:6 otp-audit/raw-send'])
    rmSync(join(root, 'peer.ts'))
    await soon(use, 'a.ts', linter, [])
  })

  test('types of another file count as they were saved last', async () => {
    const use = "import { made } from './made.js'\nmade().inner.postMessage(1)\n"
    const made = (type: string) =>
      `import type { Worker } from 'node:worker_threads'\ntype Held<T> = T extends unknown ? { inner: T } : never\ndeclare const held: Held<${type}>\nexport const made = () => held\n`
    write({ 'a.ts': use, 'made.ts': made('{ postMessage(m: number): void }') })
    const linter = eslint(newest, root, [recommended, set({ config: false })])
    expect(await linesOf(use, 'a.ts', linter)).toEqual([])
    write({ 'made.ts': made('Worker') })
    const typed = ['2:14 otp-audit/raw-send']
    await soon(use, 'a.ts', linter, typed)
    expect(await linesOf(`${use}\n`, 'a.ts', linter)).toEqual(typed)
    expect(await linesOf(use, 'a.ts', eslint(newest, root, [recommended, untyped]))).toEqual([])
  })

  test('a new file counts before and after it is first saved', async () => {
    write({ 'other.ts': '' })
    const linter = here()
    expect(await linesOf(send, 'new.ts', linter)).toEqual(raw(3))
    write({ 'new.ts': send })
    expect(await linesOf(send, 'new.ts', linter)).toEqual(raw(3))
  })

  test('a configuration that changes counts at once', async () => {
    write({ 'a.ts': send, 'otp-audit.config.json': '{ "preset": "recommended" }' })
    const rules = { 'otp-audit/raw-send': 'warn', 'otp-audit/unsupervised-spawn': 'warn' } as const
    const linter = eslint(newest, root, [{ plugins: { 'otp-audit': plugin }, rules }, set({ types: 'off' })])
    expect(await linesOf(send, 'a.ts', linter)).toEqual(raw(3))
    write({ 'otp-audit.config.json': '{ "preset": "strict" }' })
    await soon(send, 'a.ts', linter, ['2:15 otp-audit/unsupervised-spawn', ...raw(3)])
  })

  test('text without a path, and files that a scan leaves out, have no findings', async () => {
    write({ 'node_modules/x/a.ts': send, 'a.js': send, 'b.ts': '' })
    const linter = here({ files: ['**/*.js'] })
    expect((await linter.lintText(send))[0]!.messages).toEqual([])
    expect(await linesOf(send, 'a.js', linter)).toEqual([])
    expect(await linesOf(send, 'a.js', here(set({ paths: ['.', '**/*.js'] })))).toEqual(raw(3))
  })

  test('positions are those of the text without its byte order mark, with CRLF', async () => {
    const text = `\uFEFF${send.replaceAll('\n', '\r\n')}`
    write({ 'a.ts': text })
    expect(await linesOf(text)).toEqual(raw(3))
  })
})

describe('comments', () => {
  const mark = (text: string) => send.replace('w.post', `${text}\nw.post`)

  test('of otp-audit silence, and are findings when they are wrong', async () => {
    write({ 'a.ts': send })
    expect(await linesOf(mark('// otp-audit-ignore-next-line raw-send -- it answers'))).toEqual([])
    expect(await linesOf(mark('// otp-audit-ignore-next-line raw-send'))).toEqual([
      '3:1 otp-audit/suppression',
      ...raw(4),
    ])
  })

  test('of ESLint silence as well', async () => {
    write({ 'a.ts': send })
    expect(await linesOf(mark('// eslint-disable-next-line otp-audit/raw-send -- it answers'))).toEqual([])
  })
})

describe('a baseline', () => {
  const more = `${send}w.postMessage(2)\n`
  const know = (...argv: string[]): void => {
    const { status, stderr } = spawnSync(process.execPath, [bin, 'baseline', '--types', 'off', ...argv], { cwd: root })
    expect([status, String(stderr)]).toEqual([0, expect.stringMatching(/entr/)])
  }

  test.each(names)('what it knows is not shown, be files scanned alone or together: %s', async name => {
    const files = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map(n => [`${n}.ts`, send]))
    write(files)
    know()
    write({ 'e.ts': more })
    const linter = eslint(name, root, [recommended, set({ types: 'off' })])
    expect((await lint(linter, root)).map(line => line.split('-')[0])).toEqual(['e.ts:4:3'])
    expect(await linesOf(`\n${send}`, 'a.ts', linter)).toEqual([])
    expect(await linesOf(`\n${more}`, 'a.ts', linter)).toEqual(raw(5))
  })

  test('counts as it is now, wherever a configuration says that it is', async () => {
    write({
      'a.ts': send,
      'otp-audit.config.json': '{ "baseline": "known.txt" }',
      'known.txt': 'otp-audit-baseline 1\n',
    })
    const linter = eslint(newest, root, [recommended, set({ types: 'off' })])
    expect(await linesOf(send, 'a.ts', linter)).toEqual(raw(3))
    know()
    await soon(send, 'a.ts', linter, [])
    rmSync(join(root, 'known.txt'))
    await expect(linesOf(send, 'a.ts', linter)).rejects.toThrow('known.txt')
  })

  test('begins to count when it is written', async () => {
    write({ 'a.ts': send })
    const linter = eslint(newest, root, [recommended, set({ types: 'off' })])
    expect(await linesOf(send, 'a.ts', linter)).toEqual(raw(3))
    know()
    await soon(send, 'a.ts', linter, [])
  })

  test('can be another, or none', async () => {
    write({ 'a.ts': send })
    know('--file', 'other.baseline')
    expect(await linesOf(send, 'a.ts', here(set({ baseline: 'other.baseline' })))).toEqual([])
    expect(await linesOf(send, 'a.ts', here())).toEqual(raw(3))
    know()
    expect(await linesOf(send, 'a.ts', here())).toEqual([])
    expect(await linesOf(send, 'a.ts', here(set({ baseline: false })))).toEqual(raw(3))
  })
})

describe('settings', () => {
  test('minSeverity leaves out what is milder', async () => {
    const text = `${send}import { parentPort } from 'node:worker_threads'\nparentPort?.postMessage(1)\n`
    write({ 'a.ts': text })
    const severities = ['info', 'warning', 'error'] as const
    const counts: number[] = []
    for (const minSeverity of severities) counts.push((await linesOf(text, 'a.ts', here(set({ minSeverity })))).length)
    expect(counts).toEqual([2, 1, 0])
  })

  test('root is where the scan begins', async () => {
    write({ 'in/a.ts': send, 'out.ts': send })
    const linter = here(set({ root: 'in' }))
    expect(await linesOf(send, 'in/a.ts', linter)).toEqual(raw(3))
    expect(await linesOf(send, 'out.ts', linter)).toEqual([])
  })

  test.each<[unknown, string]>([
    ['off', 'must hold an object'],
    [{ type: 'off' }, 'has no "type"; known are preset, types, root'],
    [{ timeoutMs: 0 }, 'timeoutMs must be a number of milliseconds'],
    [{ minSeverity: 'warn' }, 'minSeverity must be one of info, warning, error'],
    [{ types: 'tsc' }, 'types must be one of native, ts-morph, off'],
    [{ root: 'nowhere' }, 'does not exist'],
    [{ baseline: 1 }, 'baseline must be a path, true or false, not 1'],
    [{ baseline: true }, 'there is no otp-audit.baseline at or above'],
    [{ baseline: 'nowhere' }, 'nowhere'],
    [{ paths: ['nowhere'] }, 'nowhere: does not exist'],
    [{ config: 'nowhere.json' }, 'nowhere.json'],
  ])('%j stops ESLint with one line', async (value, line) => {
    write({ 'a.ts': send })
    const linter = eslint(newest, root, [recommended, { settings: { 'otp-audit': value } }])
    await expect(linter.lintFiles('a.ts')).rejects.toThrow(line)
  })
})

describe('what nothing is known of', () => {
  const unreadable = Buffer.concat([Buffer.from('//'), Buffer.alloc(1000), Buffer.from(`\n${send}`)])

  test('is an error, once', async () => {
    write({ 'a.ts': unreadable })
    const [result] = await here().lintFiles('a.ts')
    expect(result!.messages).toMatchObject([
      { ruleId: 'otp-audit/unaudited', severity: 2, line: 1, message: expect.stringContaining('it is not text') },
    ])
  })

  test('stops ESLint where no rule is there to say so', async () => {
    write({ 'a.ts': unreadable })
    await expect(here({ rules: { 'otp-audit/unaudited': 'off' } }).lintFiles('a.ts')).rejects.toThrow('it is not text')
  })
})

test('the page on ESLint has every rule and every setting', () => {
  const page = readFileSync(new URL('../../docs/eslint.md', import.meta.url), 'utf8')
  for (const name of Object.keys(plugin.rules)) expect(page).toContain(`\`otp-audit/${name}\``)
  const settings = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(m => m[1])
  expect(() => readSettings({ none: 1 }, root)).toThrow(`known are ${settings.join(', ')}`)
})

test('each rule has a page that is there, and each preset its rules', () => {
  expect(plugin.meta).toMatchObject({
    name: 'otp-audit',
    namespace: 'otp-audit',
    version: expect.stringMatching(/^\d/),
  })
  expect(Object.keys(plugin.rules).sort()).toEqual([...Object.keys(ruleTexts), 'unaudited', 'undecided'].sort())
  for (const [name, { meta }] of Object.entries(plugin.rules)) {
    expect(existsSync(fileURLToPath(meta!.docs!.url!)), name).toBe(true)
    expect(meta, name).toMatchObject({ schema: [], languages: ['js/js'], messages: { finding: '{{message}}' } })
  }
  const sizes = Object.values(plugin.configs).map(c => Object.keys(c.rules).length)
  expect(sizes).toEqual([5, 6, 7])
})
