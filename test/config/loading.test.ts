/** Configurations as Node loads them, by the built tool: vitest would load their TypeScript itself. */
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { audit, project } from './command.js'

let root: string
afterEach(() => rmSync(root, { recursive: true, force: true }))

const module = (path: string) => JSON.stringify(new URL(`../../dist/src/${path}`, import.meta.url).href)

function run(program: string): { out: unknown; err: string } {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: root,
    encoding: 'utf8',
  })
  return { out: stdout === '' ? undefined : JSON.parse(stdout), err: stderr }
}

/** What each configuration says, or why it says nothing; all are read in one process. */
function read(paths: readonly string[]): string[] {
  const { out, err } = run(`
    import { readConfig } from ${module('config/read.js')}
    const said = []
    for (const path of ${JSON.stringify(paths)})
      said.push(await readConfig(path).then(({ preset }) => preset, error => error.name + ': ' + error.message))
    console.log(JSON.stringify(said))`)
  expect(err).toBe('')
  return out as string[]
}

const esm = "import { defineConfig } from 'otp-audit/config'\nexport default defineConfig({ preset: 'strict' })\n"
const common = "module.exports = { preset: 'strict' }\n"

const right: [what: string, files: Record<string, string>][] = [
  ['TypeScript in a package of CommonJS', { 'otp-audit.config.ts': esm, 'package.json': '{}' }],
  ['TypeScript modules', { 'otp-audit.config.mts': esm }],
  ['TypeScript as CommonJS', { 'otp-audit.config.cts': `const preset: string = 'strict'\nexport = { preset }\n` }],
  ['TypeScript as CommonJS, written as a module', { 'otp-audit.config.cts': "export default { preset: 'strict' }\n" }],
  [
    'TypeScript as CommonJS that requires the tool, a module, and CommonJS with types',
    {
      'otp-audit.config.cts': `import { defineConfig } from 'otp-audit/config'
const { end } = require('./end.mjs')
const { start }: { start: string } = require('./start')
export = defineConfig({ preset: (start + end) as 'strict' })
`,
      'start.cts': "import { head } from './head.js'\nexport const start: string = head + 'r'\n",
      'head.ts': "const head: string = 'st'\nexports.head = head\n",
      'end.mjs': "export const end = 'ict'\n",
    },
  ],
  [
    'a module that imports CommonJS with types by name',
    {
      'otp-audit.config.mts': "import { preset } from './shared.cjs'\nexport default { preset }\n",
      'shared.cts': "export const preset: string = 'strict'\nexport type Not = string\n",
    },
  ],
  ['JavaScript in a package of CommonJS', { 'otp-audit.config.js': esm, 'package.json': '{}' }],
  ['JavaScript as CommonJS', { 'otp-audit.config.js': common, 'package.json': '{}' }],
  ['JavaScript modules', { 'otp-audit.config.mjs': esm }],
  ['CommonJS by its name', { 'otp-audit.config.cjs': common, 'package.json': '{ "type": "module" }' }],
  ['JSON with a byte order mark', { 'otp-audit.config.json': '\uFEFF{ "preset": "strict" }' }],
  ['TypeScript with a byte order mark and CRLF', { 'otp-audit.config.ts': `\uFEFF${esm.replaceAll('\n', '\r\n')}` }],
  ['a promise', { 'otp-audit.config.ts': "export default Promise.resolve({ preset: 'strict' as const })\n" }],
  [
    'types that are imported as if they were values, and all that is only types',
    {
      'otp-audit.config.ts': `import { type Preset, defineConfig, UserConfig } from 'otp-audit/config'
import type { Nothing } from 'nowhere'
interface Own<T> { value?: T }
type Both = Own<string> & UserConfig
declare const unseen: number
const pick = <T extends object>(given: T, key?: keyof T): T => given
function last(...all: readonly string[]): string | undefined { return all.at(-1)! }
export default defineConfig(pick<UserConfig>({ preset: last('strict') as 'strict' } satisfies UserConfig)!)
`,
    },
  ],
  [
    'more than types: enums and classes, which take the compiler',
    {
      'otp-audit.config.ts': `enum Wanted { Most = 'strict' }
abstract class Base { constructor(protected readonly preset: string) {} }
class Own extends Base { config(): object { return { preset: this.preset } } }
export default new Own(Wanted.Most).config()
`,
    },
  ],
  [
    'other files of the project, by the name that they are compiled to, by their own, and without ending',
    {
      'otp-audit.config.ts': "import { a } from './shared/a.js'\nexport default { preset: a + 'ct' }\n",
      'shared/a.ts': "import { b } from './b'\nexport const a: string = 'st' + b\n",
      'shared/b.mts': "import c from '../c.json' with { type: 'json' }\nexport const b: string = c\n",
      'c.json': '"ri"',
    },
  ],
]

test('configurations are loaded from JSON, JavaScript and TypeScript of all kinds', () => {
  root = project(Object.assign({}, ...right.map(([, files], i) => below(i, files))))
  const paths = right.map(([, files], i) => join(root, `${i}`, Object.keys(files).find(name => /config/.test(name))!))
  expect(read(paths).map((said, i) => [right[i]![0], said])).toEqual(right.map(([what]) => [what, 'strict']))
})

const below = (i: number, files: Record<string, string>) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`${i}/${name}`, text]))

const wrong: [what: string, extension: string, text: string, message: string][] = [
  [
    'it throws',
    'ts',
    "const key: string = ''\n\nthrow new RangeError('no key')\n",
    "can't be loaded: RangeError: no key (line 3)",
  ],
  ['it is no TypeScript', 'ts', "export default {\n  preset: 'strict'\n", "can't be loaded: SyntaxError: "],
  ['it is no JavaScript', 'mjs', 'export default {', "can't be loaded: SyntaxError: "],
  [
    'it imports what is not there',
    'ts',
    "import x from './gone.js'\nexport default x\n",
    "can't be loaded: Error: Cannot find module ",
  ],
  [
    'it exports nothing',
    'ts',
    'export const preset = 1\n',
    'exports nothing as default; write `export default defineConfig({ ... })`',
  ],
  [
    'it throws as CommonJS',
    'cts',
    "const key: string = ''\n\nthrow new RangeError('no key')\n",
    "can't be loaded: RangeError: no key (line 3)",
  ],
  ['it is empty', 'ts', '', 'exports nothing as default; '],
  ['it is empty JavaScript', 'js', '', 'exports nothing as default; '],
  [
    'it exports a function',
    'js',
    'export default () => ({})\n',
    'exports a function; export the object that it returns',
  ],
  ['it exports a text', 'mts', "export default 'strict'\n", 'must hold one object, such as '],
  [
    'its promise fails',
    'mjs',
    "export default Promise.reject(new Error('offline'))\n",
    'the promise that it exports was rejected: Error: offline (line 1)',
  ],
  ['it is empty JSON', 'json', '', 'is not valid JSON: '],
  [
    'it is JSON with a comment',
    'json',
    '{\n  // strict\n  "preset": "strict"\n}',
    'is not valid JSON: it has a comment (line 2); JSON has none',
  ],
  [
    'it is JSON with a comma too many',
    'json',
    '{\n  "ignore": ["a", "b",]\n}',
    'is not valid JSON: it has what only JavaScript has, a comma too many or a key without quotes',
  ],
  [
    'it is JSON that lacks a comma',
    'json',
    '{\n  "a": 1\n  "b": 2\n}',
    "is not valid JSON: Expected ',' or '}' after property value (line 3)",
  ],
  ['it is JSON that lacks a value', 'json', '{\n  "a": }', "is not valid JSON: Unexpected token '}' (line 2)"],
  ['it is of another kind', 'yaml', 'preset: strict', 'a configuration ends in .json, .ts, '],
  ['it is a list', 'json', '[]', 'must hold one object, such as '],
]

test('one line says why a configuration can not be loaded', () => {
  root = project(Object.assign({}, ...wrong.map(([, extension, text], i) => below(i, { [`c.${extension}`]: text }))))
  const paths = wrong.map(([, extension], i) => join(root, `${i}`, `c.${extension}`))
  for (const [i, said] of read(paths).entries()) {
    const [what, , , message] = wrong[i]!
    expect(said.slice(0, `UsageError: ${paths[i]}: ${message}`.length), what).toBe(
      `UsageError: ${paths[i]}: ${message}`,
    )
    expect(said).not.toContain('\n')
  }
})

test('a folder in place of the file is one line', () => {
  root = project({ 'otp-audit.config.ts/a.ts': '' })
  const { code, out, err } = audit(root, ['scan'])
  expect([code, out]).toEqual([2, ''])
  expect(err).toBe(`otp-audit: ${root}/otp-audit.config.ts: is a folder; a configuration is a file\n`)
})

test('a folder has two', () => {
  root = project({ 'otp-audit.config.ts': esm, 'otp-audit.config.json': '{}' })
  const { code, err } = audit(root, ['scan'])
  expect(code).toBe(2)
  expect(err).toBe(
    `otp-audit: ${root}: has otp-audit.config.json and otp-audit.config.ts; keep one of them, or name one with --config\n`,
  )
  expect(audit(root, ['config', '--config', 'otp-audit.config.ts']).code).toBe(0)
})

test('a program that scans again takes a changed configuration as it is now, with what it imports', () => {
  root = project({
    'otp-audit.config.ts': "import { preset } from './preset'\nexport default { preset }\n",
    'preset.ts': "export const preset: string = 'strict'\n",
  })
  const { out, err } = run(`
    import { writeFileSync } from 'node:fs'
    import { scan } from ${module('index.js')}
    const presets = []
    const once = async () => presets.push((await scan({ root: process.cwd(), types: 'off' })).summary.preset)
    await once()
    await once()
    writeFileSync('preset.ts', "export const preset: string = 'stage3'\\n")
    writeFileSync('otp-audit.config.ts', "import { preset } from './preset'\\nexport default { preset, rules: {} }\\n")
    await once()
    console.log(JSON.stringify(presets))`)
  expect({ out, err }).toEqual({ out: ['strict', 'strict', 'stage3'], err: '' })
})

test('timeouts of a configuration that the runtime does not read are said to have no effect', () => {
  root = project({ 'otp-audit.config.mjs': 'export default { timeouts: { default: 5 } }\n', 'a.ts': 'export {}\n' })
  const { code, err } = audit(root, ['scan', '--format', 'text'])
  expect(code).toBe(0)
  expect(err).toBe(
    'otp-audit: otp-audit.config.mjs: "timeouts" are read from otp-audit.config.json only; hand them to createTimeoutConfig yourself\n',
  )
})
