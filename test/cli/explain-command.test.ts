/** `otp-audit explain`, by the real command line. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dialects } from '../../dialects/index.js'
import { ruleNames } from '../../src/config/defaults.js'
import { hasPage } from '../../src/explain/dialect-page.js'
import type { PlaceExplanation } from '../../src/explain/explanation.js'
import { explainPlace } from '../../src/explain/place.js'
import { runWith } from './memory.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const bin = join(root, 'bin/otp-audit.js')
const dir = mkdtempSync(join(tmpdir(), 'otp-audit-'))

async function explain(args: string[], cwd: string = dir) {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '' }
  const child = spawn(process.execPath, [bin, 'explain', ...args], { cwd, env })
  const [[code], out, err] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)])
  return { code: code as number, out, err }
}

/** The same without a process of its own. */
async function quick(args: string[]) {
  const nothing = () => Promise.reject(new Error('no scan by itself'))
  return runWith(['explain', ...args], nothing, { cwd: dir })
}

async function json(place: string, ...more: string[]): Promise<PlaceExplanation> {
  const { out, code, err } = await quick([place, '--format', 'json', '--types', 'off', ...more])
  expect([code, err]).toEqual([0, ''])
  return fitting(JSON.parse(out)) as PlaceExplanation
}

const schemas = ['report', 'config', 'explain'].map(name =>
  JSON.parse(readFileSync(join(root, `schema/${name}.schema.json`), 'utf8')),
)
const ajv = new Ajv2020({ strict: false, schemas })
const validate = ajv.getSchema('urn:otp-audit:explain:1')!

/** Fits the schema that is published. */
function fitting(said: unknown): unknown {
  validate(said)
  expect(validate.errors).toBeNull()
  return said
}

const files: Record<string, string> = {
  'src/pool.ts': `import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { Board } from './board.js'

export class Pool {
  readonly #thread = new Worker('./job.js')

  leak(): void {
    this.#thread.on('message', text => console.log(text))
  }

  calm(): void {
    const hear = (text: string): void => {
      this.#thread.off('message', hear)
      console.log(text)
    }
    this.#thread.on('message', hear)
  }

  async raced(board: Board): Promise<unknown> {
    board.send('not a message')
    return Promise.race([
      once(this.#thread, 'message'),
      new Promise((_, reject) => setTimeout(reject, 1_000)),
    ])
  }

  quiet(): void {
    // otp-audit-ignore-next-line raw-send -- the worker is told again anyway owner @core
    this.#thread.postMessage('quiet'); this.#thread.on('focus', () => {})
  }
}
`,
  'src/between.ts': `import { Worker } from 'node:worker_threads'
const worker = new Worker('./job.js')
export function all(): void {
  worker.postMessage('a'); ready && worker.postMessage('b')
  worker.on('message', text => {
    const more = ready; worker.postMessage(text + more)
  })
}
import { once } from 'node:events'
export const heard = (): Promise<unknown> => once(worker, 'message', { signal: AbortSignal.timeout(5) })
declare const ready: boolean
`,
  'src/board.ts': `export class Board {
  notes: string[] = []

  send(note: string): void {
    this.notes.push(note)
  }
}
`,
  'src/plain.ts': `export const sum = (a: number, b: number): number => a + b
export const three = sum(1, 2)
`,
  'src/crlf.ts': "import { Worker } from 'node:worker_threads'\r\n\r\nnew Worker('./a.js').postMessage('lost')\r\n",
  'src/broken.ts': 'export const = 3\n',
  'src/empty.ts': '',
  'src/calls.test.ts': "import { fork } from 'node:child_process'\nfork('./a.js').send('tested')\n",
  'src/types.d.ts': 'export declare const worker: Worker\n',
  'notes.txt': 'worker.postMessage()\n',
}

beforeAll(() => {
  if (!existsSync(join(root, 'dist/cli/main.cjs'))) throw new Error('build first: npm test, or node scripts/build.mjs')
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true })
    writeFileSync(join(dir, name), content)
  }
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

describe('explain RULE', () => {
  test('prints its page without markup, wrapped, and its facts', async () => {
    const { code, out, err } = await explain(['raw-send'])
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^raw-send\n\nWHAT IT FINDS\n\n/)
    for (const heading of ['WHY IT MATTERS AT RUN TIME', 'EXAMPLES', 'WHAT STAYS SILENT', 'HOW TO FIX', 'SUPPRESSING'])
      expect(out).toContain(`\n${heading}\n`)
    expect(out).toContain('Presets: recommended, stage3, strict\n')
    expect(out).toContain('Severities: error, warning, info\n')
    expect(out).toContain('Fixed by: otp-audit migrate (raw-send, broadcast)\n')
    expect(out).toContain('Docs: rules/raw-send/raw-send.md\n')
    const prose = out.split('\n').filter(line => !line.startsWith('    '))
    expect(prose.filter(line => line.length > 80)).toEqual([])
    expect(prose.filter(line => /^#|\]\(|\*\*|<[a-z]|^\|/.test(line))).toEqual([])
  })

  test('as JSON, with the page', async () => {
    const { out } = await quick(['god-process', '--format', 'json'])
    expect(JSON.parse(out)).toMatchObject({
      schemaVersion: 1,
      rule: 'god-process',
      presets: ['strict'],
      severities: ['info'],
      codemods: [],
      page: expect.stringMatching(/^# god-process\n/),
    })
  })

  test('as JSON fits the schema, each rule, each dialect and the list of rules', async () => {
    const names = [...ruleNames, ...dialects.filter(hasPage).map(d => d.name)]
    for (const what of [[], ...names.map(name => [name])])
      fitting(JSON.parse((await quick([...what, '--format', 'json'])).out))
    expect(validate({ schemaVersion: 1, rules: [], more: 1 })).toBe(false)
  })

  test('a kind is explained by the rule that decides it; comments that silence are a rule as well', async () => {
    const kind = await quick(['timed-call'])
    expect(kind.err).toBe('otp-audit: timed-call is what the rule untimed-call decides\n')
    expect(kind.out).toMatch(/^untimed-call\n/)
    expect((await quick(['suppression'])).out).toMatch(/COMMENTS THAT SILENCE A FINDING[\s\S]*until/)
  })

  test('a dialect has its page', async () => {
    const { code, out } = await quick(['ws'])
    expect(code).toBe(0)
    expect(out).toMatch(/`WebSocket#send`\n\nRole `send`[\s\S]*While CONNECTING it throws\. \(seen when it was run\)/)
  })

  test('alone it lists the rules, one line each', async () => {
    const { code, out } = await explain([])
    expect(code).toBe(0)
    expect(out.split('\n').filter(Boolean)).toHaveLength(6)
    expect(out).toMatch(/^raw-send {12}Raw send \(recommended, stage3, strict\)$/m)
  })

  test.each([
    ['raw-sned', "there is no rule or dialect 'raw-sned'; did you mean raw-send?"],
    ['socketio', "there is no rule or dialect 'socketio'; did you mean socket.io?"],
    ['src/pool.ts', 'src/pool.ts is a file; name a line in it: otp-audit explain src/pool.ts:12'],
    ['src/pool.ts(12,5)', 'src/pool.ts is a file; name a line in it: otp-audit explain src/pool.ts:12'],
    ['', /there is no rule or dialect ''; rules are raw-send, /],
  ])('%j is a mistake of one line', async (what, line) => {
    const { code, out, err } = await quick([what])
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(typeof line === 'string' ? `otp-audit: ${line}\n` : line)
    expect(err.trimEnd()).not.toContain('\n')
  })
})

describe('explain FILE:LINE:COL', () => {
  test('a comment that silences a finding says which', async () => {
    const { silent, nearest } = await json('src/pool.ts:29:9')
    expect(nearest).toEqual([])
    expect(silent).toMatchObject([{ because: 'counts-for-others', line: 29, column: 5, through: [{ line: 30 }] }])
    expect(silent[0]!.reason).toMatch(/^it silences raw-send in line 30: this\.#thread\.postMessage: /)
  })

  test('a reply names the listener that it answers', async () => {
    const { sites } = await json('src/between.ts:6:32')
    expect(sites[0]!.site.shape).toBe('reply-to-requester')
    expect(sites[0]!.evidence).toMatchObject([{ what: 'the listener that it answers', line: 5, column: 3 }])
  })

  test('a race and its timer are named with the wait that they bound', async () => {
    for (const place of ['22:20', '24:7', '24:39']) {
      const { silent, sites } = await json(`src/pool.ts:${place}`)
      expect(sites).toEqual([])
      expect(silent).toMatchObject([{ because: 'counts-for-others', through: [{ line: 23 }] }])
      expect(silent[0]!.reason).toMatch(
        /^it is a part of what decides for line 23: `Promise.race` with a timer bounds it/,
      )
    }
  })

  test('a column between calls means its statement; one in the body of a listener does not mean the listener', async () => {
    const at = async (place: string) => (await json(`src/between.ts:${place}`)).sites.map(s => s.site.column)
    expect(await at('4:8')).toEqual([10])
    expect(await at('4:30')).toEqual([44])
    expect(await at('6:17')).toEqual([32])
    expect(await at('5:12')).toEqual([10])
  })

  test('a place where nothing may rest on two words has one', async () => {
    const { sites } = await json('src/between.ts:10:43')
    expect(sites[0]!.evidence.map(e => e.what)).toEqual(['the signal that fires by itself'])
  })

  test('what was reported: rule, reason, what decided, how it is known, the row, run time, migrate', async () => {
    const { sites, neighbours, preset } = await json('src/pool.ts:9:18')
    expect(preset).toBe('recommended')
    expect(sites).toMatchObject([
      {
        outcome: 'reported',
        rule: 'unmanaged-watcher',
        severity: 'warning',
        site: {
          line: 9,
          column: 18,
          kind: 'unmanaged-watcher',
          reason: expect.stringContaining('nothing takes it away'),
        },
        evidence: [{ what: 'what runs again', file: 'src/pool.ts', line: 8 }],
        recognised: {
          by: 'import',
          through: [
            { what: 'the field', line: 6 },
            { what: 'the import', line: 2, text: "import { Worker } from 'node:worker_threads'" },
          ],
        },
        row: {
          dialect: 'node:worker_threads',
          symbol: 'Worker#on',
          role: 'watch',
          testedWith: { '@types/node': expect.any(String) },
        },
        migrate: { does: 'fix', codemod: 'release-watcher', safety: 'review' },
      },
    ])
    expect(sites[0]!.row!.fields.join()).toContain('released by `off`')
    expect(sites[0]!.row!.atRuntime).toContainEqual({ by: 'run', what: expect.stringContaining('Fifteen requests') })
    // a neighbour of its kind that stayed silent, and why
    expect(neighbours).toContainEqual(
      expect.objectContaining({ line: 17, kind: 'managed-watcher', reason: 'line 14 takes it away' }),
    )
  })

  test('what stayed silent: the matching off, the timer of the race', async () => {
    const calm = await json('src/pool.ts:17')
    expect(calm.sites).toMatchObject([
      { outcome: 'silent', evidence: [{ what: 'the release', line: 14, column: 7 }], migrate: { does: 'none' } },
    ])
    const raced = await json('src/pool.ts:23')
    expect(raced.sites).toMatchObject([
      { outcome: 'silent', site: { kind: 'timed-call' }, evidence: [{ what: 'the timer of the race', line: 24 }] },
    ])
  })

  test('a release says whose it is', async () => {
    const { sites, silent } = await json('src/pool.ts:14:20')
    expect(sites).toEqual([])
    expect(silent).toMatchObject([
      { because: 'counts-for-others', through: [{ what: 'what rests on it (managed-watcher)', line: 17 }] },
    ])
  })

  test("silent neighbours: the program's own class, an event that tells of no peer, what no dialect has", async () => {
    const own = await json('src/pool.ts:21')
    expect(own.silent).toMatchObject([{ because: 'own', through: [{ file: 'src/board.ts', line: 1 }] }])
    const line = await json('src/pool.ts:30')
    expect(line.silent).toMatchObject([
      { because: 'no-site', column: 53, reason: expect.stringMatching(/event `focus` tells of no peer.*`exit`/) },
    ])
    const none = await json('src/pool.ts:15')
    expect(none.silent).toMatchObject([{ because: 'no-such-member', callee: 'console.log' }])
  })

  test('a suppressed finding names its comment', async () => {
    const { sites } = await json('src/pool.ts:30:18')
    expect(sites).toMatchObject([
      {
        outcome: 'suppressed',
        rule: 'raw-send',
        suppression: { line: 29, reason: 'the worker is told again anyway', owner: '@core' },
        migrate: { does: 'none', reason: 'a comment silences it' },
      },
    ])
  })

  test('a test file, a preset that leaves the rule out', async () => {
    const tested = await json('src/calls.test.ts:2:16')
    expect(tested).toMatchObject({
      inTest: true,
      sites: [{ site: { kind: 'test-send' }, migrate: { reason: 'test code' } }],
    })
    const spawned = await json('src/calls.test.ts:2:1')
    expect(spawned.sites).toMatchObject([{ outcome: 'not-run', rule: 'unsupervised-spawn' }])
    const strict = await json('src/calls.test.ts:2:1', '--preset', 'strict')
    expect(strict.sites).toMatchObject([{ outcome: 'reported', severity: 'info' }])
  })

  test('CRLF: lines and columns as everywhere', async () => {
    const { sites, text } = await json('src/crlf.ts:3:22')
    expect(text).toBe("new Worker('./a.js').postMessage('lost')")
    expect(sites).toMatchObject([{ site: { line: 3, column: 22, kind: 'raw-send' } }])
  })

  test('nothing there: what is near; a file that the quick test lets go; a file that is not scanned', async () => {
    const blank = await json('src/pool.ts:7')
    expect([blank.sites, blank.silent]).toEqual([[], []])
    expect(blank.nearest.map(n => n.line)).toEqual([6, 9])
    const plain = await json('src/plain.ts:2')
    expect(plain.unscanned).toMatch(/names no member or function of a dialect/)
    expect(plain.silent).toMatchObject([{ because: 'own', callee: 'sum' }])
    expect((await json('src/types.d.ts:1')).unscanned).toBe('it is a declaration file, which holds no calls')
    expect((await json('src/empty.ts:1')).sites).toEqual([])
  })

  test('for people: wrapped, every place as file:line:column, no colours in a pipe', async () => {
    const { code, out } = await explain(['src/pool.ts:9', '--types', 'off'])
    expect(code).toBe(0)
    expect(out).not.toContain('\u001b')
    for (const line of [
      "src/pool.ts:9  this.#thread.on('message', text => console.log(text))",
      '9:18  this.#thread.on: reported, unmanaged-watcher, warning (never-stopped)',
      'Decided by',
      '  src/pool.ts:8:7  what runs again  leak(): void {',
      'What happens at run time',
      'Row `Worker#on` of node:worker_threads',
      'What migrate would do',
      'Also here, and silent',
      'Others of its kind in the file',
    ])
      expect(out.split('\n')).toContain(line)
  })

  test('says what a scan says, and takes what it prints', async () => {
    const child = spawn(process.execPath, [bin, 'scan', '--format', 'json', '--types', 'off'], { cwd: dir })
    const [{ sites }] = await Promise.all([text(child.stdout).then(t => JSON.parse(t)), once(child, 'close')])
    const inPool = (sites as { file: string; line: number; column: number; kind: string; reason: string }[]).filter(
      s => s.file === 'src/pool.ts',
    )
    expect(inPool.length).toBeGreaterThan(4)
    for (const s of inPool) {
      const { line, column } = s
      const explained = await explainPlace({ file: join(dir, s.file), line, column }, { root: dir, types: 'off' })
      expect(explained.sites.map(x => [x.site.kind, x.site.reason])).toContainEqual([s.kind, s.reason])
    }
  })

  test.each([
    ['src/gone.ts:1', 2, /src\/gone\.ts: no such file/],
    ['src:1', 2, /src is a folder; name a file and a line in it/],
    ['notes.txt:1', 2, /is no TypeScript or JavaScript/],
    ['src/plain.ts:0', 2, /src\/plain\.ts has 2 lines; there is no line 0/],
    ['src/plain.ts:9', 2, /src\/plain\.ts has 2 lines; there is no line 9/],
    ['src/plain.ts:2:99', 2, /line 2 of src\/plain\.ts has 30 columns; there is no column 99/],
    ['src/broken.ts:1', 3, /src\/broken\.ts: does not parse: line 1/],
  ])('%s: %d', async (place, code, line) => {
    const result = await quick([place, '--types', 'off'])
    expect([result.code, result.out]).toEqual([code, ''])
    expect(result.err).toMatch(line)
    expect(result.err.trimEnd()).not.toContain('\n')
  })

  test('a file outside of the root names what to do; --root and a path from the root work', async () => {
    const outside = await quick(['src/pool.ts:9', '--root', 'src', '--types', 'off'])
    expect(outside.code).toBe(0)
    expect((await quick(['pool.ts:9', '--root', 'src', '--types', 'off'])).code).toBe(0)
    mkdirSync(join(dir, 'other'), { recursive: true })
    const elsewhere = await quick(['src/pool.ts:9', '--root', 'other'])
    expect([elsewhere.code, elsewhere.out]).toEqual([2, ''])
    expect(elsewhere.err).toMatch(/lies outside of .*; name its folder with --root/)
  })

  test.skipIf(process.getuid?.() === 0)('a file that cannot be read is 3', async () => {
    const path = join(dir, 'src/secret.ts')
    writeFileSync(path, 'export {}\n')
    chmodSync(path, 0o000)
    const { code, err } = await explain(['src/secret.ts:1'])
    chmodSync(path, 0o600)
    expect(code).toBe(3)
    expect(err).toMatch(/src\/secret\.ts: can't be read \(EACCES\)/)
  })
})

test('the process ends with the code of what it says', async () => {
  const [broken, wrong] = await Promise.all([explain(['src/broken.ts:1']), explain(['raw-sned'])])
  expect([broken.code, broken.out, wrong.code, wrong.out]).toEqual([3, '', 2, ''])
})

test('the type checker is asked as a scan asks it, and its word is told', async () => {
  const modules = join(dir, 'node_modules')
  mkdirSync(join(modules, 'mailer'), { recursive: true })
  writeFileSync(join(modules, 'mailer/package.json'), '{"name":"mailer","types":"index.d.ts"}')
  writeFileSync(
    join(modules, 'mailer/index.d.ts'),
    'export interface Transport { send(mail: string): void }\nexport declare function transport(): Transport\n',
  )
  symlinkSync(join(root, 'node_modules/@types'), join(modules, '@types'))
  writeFileSync(
    join(dir, 'src/mail.ts'),
    "import { transport } from 'mailer'\nconst t = transport()\nexport const go = (): void => t.send('a letter')\n",
  )
  const { out, code } = await explain(['src/mail.ts:3', '--format', 'json'])
  expect(code).toBe(0)
  const { silent } = JSON.parse(out) as PlaceExplanation
  expect(silent).toMatchObject([
    {
      callee: 't.send',
      because: 'unrelated',
      reason: expect.stringMatching(/type checker says .*`Transport`, of `mailer`/),
    },
  ])
  const off = await json('src/mail.ts:3')
  expect(off.sites).toMatchObject([{ outcome: 'undecided', site: { kind: 'undecided' }, migrate: { does: 'none' } }])
})
