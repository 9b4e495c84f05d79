/** What configurations say of rules, files and dialects, as scans show it. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { ruleNames } from '../../src/config/defaults.js'
import { configSchema } from '../../src/config/schema/index.js'
import type { Schema } from '../../src/config/schema/schema.js'
import type { CustomDialect, UserConfig } from '../../src/config/user-config.js'
import { explainPlace } from '../../src/explain/place.js'
import { type RuleName, type ScanOptions, type ScanResult, scan } from '../../src/index.js'
import { audit, project } from './command.js'

/** A spawn that nobody supervises, and a raw send. */
const program = `import { Worker } from 'node:worker_threads'
const worker = new Worker('job.js')
export const tell = (): void => worker.postMessage('m')
`
let root: string
afterEach(() => rmSync(root, { recursive: true, force: true }))

const config = (says: UserConfig): string => JSON.stringify(says)

async function scanned(files: Record<string, string>, options: ScanOptions = {}): Promise<ScanResult> {
  root = project(files)
  return scan({ root, types: 'off', today: '2026-01-01', ...options })
}

const brief = ({ findings }: ScanResult): string[] => findings.map(f => `${f.file} ${f.rule} ${f.severity}`)

describe('a level', () => {
  const levels = async (says: UserConfig, options?: ScanOptions) =>
    brief(
      await scanned(
        { 'otp-audit.config.json': config(says), 'src/a.ts': program, 'test/b.ts': program, 'tools/c.ts': program },
        options,
      ),
    )

  test('is that of all findings of the rule, in tests a step milder', async () => {
    expect(await levels({ rules: { 'raw-send': 'error' } })).toEqual([
      'src/a.ts raw-send error',
      'test/b.ts raw-send warning',
      'tools/c.ts raw-send error',
    ])
  })

  test('of an override is stronger and means what it says; of several the later one is', async () => {
    const overrides: UserConfig['overrides'] = [
      { files: ['test/**', 'tools'], rules: { 'raw-send': 'info' } },
      { files: ['t*/**', '!tools/**'], rules: { 'raw-send': 'error' } },
    ]
    expect(await levels({ rules: { 'raw-send': 'warning' }, overrides })).toEqual([
      'src/a.ts raw-send warning',
      'test/b.ts raw-send error',
      'tools/c.ts raw-send info',
    ])
  })

  test('turns on what the preset leaves out, graded by the rule or not, and off what it has', async () => {
    const rules: UserConfig['rules'] = { 'unsupervised-spawn': 'on', 'raw-send': 'off' }
    const overrides: UserConfig['overrides'] = [{ files: ['tools/**'], rules: { 'unsupervised-spawn': 'error' } }]
    expect(await levels({ rules, overrides })).toEqual([
      'src/a.ts unsupervised-spawn warning',
      'test/b.ts unsupervised-spawn info',
      'tools/c.ts unsupervised-spawn error',
    ])
  })

  test('holds over a preset that is given as well', async () => {
    const rules: UserConfig['rules'] = { 'raw-send': 'off' }
    const overrides: UserConfig['overrides'] = [{ files: ['t*/**'], rules: { 'unsupervised-spawn': 'off' } }]
    const options = { preset: 'stage3' } as const
    expect(await levels({ preset: 'recommended', rules, overrides }, options)).toEqual([
      'src/a.ts unsupervised-spawn warning',
    ])
  })
})

test('a rule that is off is not run: no site of it, and no comment about it is judged', async () => {
  const ignored = program.replace('export', '// otp-audit-ignore-next-line untimed-call -- of old\nexport')
  const files = { 'a.ts': ignored, 'b.ts': ignored }
  const overrides: UserConfig['overrides'] = [{ files: ['a.ts'], rules: { 'raw-send': 'off', 'untimed-call': 'off' } }]
  const result = await scanned({ ...files, 'otp-audit.config.json': config({ overrides }) })
  expect(brief(result)).toEqual(['b.ts suppression warning', 'b.ts raw-send warning'])
  expect(result.sites.filter(s => s.file === 'a.ts').map(s => s.kind)).toEqual(['unsupervised-spawn'])
  expect(result.summary.rules).toEqual(['raw-send', 'unmanaged-watcher', 'untimed-call', 'suppression'])
})

test('the summary lists the rules that report of some file', async () => {
  const of = async (says: UserConfig) => {
    const { summary } = await scanned({ 'a.ts': program, 'otp-audit.config.json': config(says) })
    rmSync(root, { recursive: true })
    return summary.rules
  }
  const off = { 'raw-send': 'off', 'untimed-call': 'off' } as const
  expect(await of({ rules: off })).toEqual(['unmanaged-watcher', 'suppression'])
  const overrides: UserConfig['overrides'] = [{ files: ['b'], rules: { 'raw-send': 'on', 'god-process': 'info' } }]
  expect(await of({ rules: off, overrides })).toEqual(['raw-send', 'unmanaged-watcher', 'god-process', 'suppression'])
})

test('comments that silence nothing are no findings where the rule about them is off', async () => {
  const ignored = program.replace('export', '// otp-audit-ignore-next-line untimed-call -- of old\nexport')
  const rules: UserConfig['rules'] = { suppression: 'off' }
  expect(brief(await scanned({ 'a.ts': ignored, 'otp-audit.config.json': config({ rules }) }))).toEqual([
    'a.ts raw-send warning',
  ])
})

describe('an option', () => {
  test('leaves out shapes; their sites are counted still', async () => {
    const rules: UserConfig['rules'] = { 'raw-send': ['on', { ignoreShapes: ['signal'] }] }
    const result = await scanned({ 'a.ts': program, 'otp-audit.config.json': config({ rules }) })
    expect(result.findings).toEqual([])
    expect(result.summary.kinds['raw-send']).toBe(1)
  })

  test('sets a threshold of god-process for some files, and the others stay', async () => {
    const busy = `${program}setTimeout(tell, 1)\nsetTimeout(tell, 2)\nexport class Manager {
  readonly worker = new Worker('job.js')
  start(): void { setTimeout(() => this.worker.postMessage(1), 1); setTimeout(() => this.worker.postMessage(2), 2) }
}
`
    const says: UserConfig = {
      rules: { 'raw-send': 'off', 'god-process': ['warning', { lines: 2, duties: 2 }] },
      overrides: [{ files: ['big/**'], rules: { 'god-process': ['on', { lines: 3000 }] } }],
    }
    const result = await scanned({ 'a.ts': busy, 'big/b.ts': busy, 'otp-audit.config.json': config(says) })
    expect(brief(result)).toEqual(['a.ts god-process warning'])
    expect(result.findings[0]?.message).toContain('lines (threshold 2) and 2 duties (threshold 2)')
    expect(result.summary.thresholds.godProcess).toMatchObject({ lines: 2, duties: 2, moduleLines: 1000 })
  })

  test('asks for monitors, or takes bounds that are in no code, as the preset does not', async () => {
    const text = `import { Worker } from 'node:worker_threads'
const worker = new Worker('job.js')
worker.once('exit', () => {})
`
    const shapes = async (says: UserConfig) => {
      const result = await scanned({ 'a.ts': text, 'otp-audit.config.json': config(says) })
      rmSync(root, { recursive: true })
      return result.findings.map(f => f.shape)
    }
    const monitors = (lifecycleMonitors: boolean): UserConfig['rules'] => ({
      'unmanaged-watcher': ['on', { lifecycleMonitors }],
    })
    expect(await shapes({ rules: monitors(true) })).toEqual(['lifecycle-monitor'])
    expect(await shapes({})).toEqual([])
    expect(await shapes({ preset: 'stage3' })).toEqual(['lifecycle-monitor'])
    expect(await shapes({ preset: 'stage3', rules: monitors(false) })).toEqual([])
  })

  test('says whether a bound that is only the library’s own is enough', async () => {
    const dialects: UserConfig['dialects'] = {
      acme: {
        exports: { acme: { ask: { returns: 'Promise<string>' } } },
        rows: [{ role: 'call', from: 'acme', sym: 'ask', timeout: { default: 5000 } }],
      },
    }
    const text = "import { ask } from 'acme'\nexport const f = async (): Promise<string> => await ask()\n"
    const kinds = async (says: UserConfig) => {
      const result = await scanned({ 'a.ts': text, 'otp-audit.config.json': config({ ...says, dialects }) })
      rmSync(root, { recursive: true })
      return result.sites.map(s => s.kind)
    }
    const defaults = (libraryDefaults: boolean): UserConfig['rules'] => ({
      'untimed-call': ['on', { libraryDefaults }],
    })
    expect(await kinds({})).toEqual(['timed-call'])
    expect(await kinds({ rules: defaults(false) })).toEqual(['untimed-call'])
    expect(await kinds({ preset: 'strict' })).toEqual(['untimed-call'])
    expect(await kinds({ preset: 'strict', rules: defaults(true) })).toEqual(['timed-call'])
  })
})

test('files that are ignored are not scanned, named or not, and are read for others', async () => {
  const files = {
    'otp-audit.config.json': config({ ignore: ['generated', '!generated/keep/**'] }),
    'generated/peer.ts': `${program}export const peer = new Worker('p.js')\n`,
    'generated/keep/a.ts': program,
    'a.ts': "import { peer } from './generated/peer'\nexport const tell = (): void => peer.postMessage(1)\n",
  }
  const result = await scanned(files)
  expect(brief(result)).toEqual(['a.ts raw-send warning', 'generated/keep/a.ts raw-send warning'])
  expect(result.summary.filesFound).toBe(2)
  expect((await scan({ root, types: 'off', paths: ['generated/peer.ts'] })).summary.filesFound).toBe(0)
})

test('every shape that a rule reports can be ignored, and no finding is left then', async () => {
  const { $defs } = configSchema
  const shapesOf = (rule: RuleName) =>
    $defs[rule]!.anyOf![1]!.prefixItems![1]!.properties!.ignoreShapes?.items as Schema | undefined
  const ignored = Object.fromEntries(
    ruleNames.flatMap(rule => {
      const shapes = shapesOf(rule)?.enum
      return shapes ? [[rule, ['on', { ignoreShapes: shapes }]]] : []
    }),
  )
  root = project({ 'all.json': config({ rules: ignored as UserConfig['rules'] }) })
  const fixtures = fileURLToPath(new URL('../../fixtures/rules', import.meta.url))
  const of = (options: ScanOptions) =>
    scan({ root: fixtures, types: 'off', preset: 'stage3', testFiles: [], today: '2026-01-01', ...options })
  const all = await of({ config: false })
  expect(new Set(all.findings.map(f => f.shape)).size).toBeGreaterThan(15)
  const left = await of({ config: join(root, 'all.json') })
  expect(left.findings.map(f => `${f.rule} ${f.shape}`).filter(f => !f.startsWith('suppression'))).toEqual([])
})

describe('each scanned path has its own configuration', () => {
  const files = {
    'a/otp-audit.config.json': config({ rules: { 'raw-send': 'error' }, ignore: ['x.ts'] }),
    'a/x.ts': program,
    'a/y.ts': program,
    'b/otp-audit.config.json': config({ rules: { 'raw-send': 'info' } }),
    'b/x.ts': program,
  }

  test('with its own rules and files', async () => {
    expect(brief(await scanned(files, { paths: ['a', 'b'] }))).toEqual([
      'a/y.ts raw-send error',
      'b/x.ts raw-send info',
    ])
  })

  test.each<[UserConfig, string]>([
    [
      { dialects: { react: false } },
      'dialects: .*a/.* says dialects of its own, .*b/.* says nothing; scan their folders apart$',
    ],
    [{ preset: 'strict' }, 'preset: .*a/.* says strict, .*b/.* says nothing; .* give one --preset$'],
  ])('and must agree on what is of the whole scan: %j', async (says, message) => {
    const disagreeing = { ...files, 'a/otp-audit.config.json': config(says) }
    await expect(scanned(disagreeing, { paths: ['a', 'b'] })).rejects.toThrow(new RegExp(message))
  })
})

describe('failOn', () => {
  const files = { 'otp-audit.config.json': config({ failOn: 'error' }), 'a.ts': program }

  test('is the least severity for exit code 1, unless the flag says otherwise', () => {
    root = project(files)
    expect(audit(root, ['scan', '--format', 'text']).code).toBe(0)
    expect(audit(root, ['scan', '--format', 'text', '--fail-on', 'warning']).code).toBe(1)
    expect(audit(root, ['scan', '--format', 'text', '--no-config']).code).toBe(1)
  })
})

describe('a dialect of one’s own', () => {
  const dialects: UserConfig['dialects'] = {
    'acme-bus': {
      exports: {
        'acme-bus': {
          Bus: { constructs: 'acme-bus#Bus' },
          connect: { returns: 'Promise<acme-bus#Client>' },
        },
      },
      rows: [
        { role: 'spawn', from: 'acme-bus', sym: 'new Bus', makes: 'process', supervisedBy: ['down'] },
        { role: 'send', from: 'acme-bus', sym: 'Bus#publish', target: 'this', topic: 0, msg: 1, dead: 'silent' },
        {
          role: 'call',
          from: 'acme-bus',
          sym: 'Client#request',
          target: 'this',
          msg: 0,
          timeout: { path: '1.timeoutMs' },
        },
      ],
    },
  }
  const files = {
    'a.ts': `import { Bus, connect } from 'acme-bus'
const bus = new Bus()
export const tell = (): void => bus.publish('topic', { n: 1 })
export const ask = async (): Promise<unknown> => (await connect()).request({ q: 1 })
export const soon = async (): Promise<unknown> => (await connect()).request({ q: 1 }, { timeoutMs: 50 })
`,
  }

  test('is recognised, judged and counted as those that are built in', async () => {
    const result = await scanned({ ...files, 'otp-audit.config.json': config({ dialects }) })
    expect(result.sites.map(s => [s.dialect, s.symbol, s.kind, s.receiver, s.message])).toEqual([
      ['acme-bus', 'new Bus', 'unsupervised-spawn', undefined, undefined],
      ['acme-bus', 'Bus#publish', 'raw-send', 'bus', '{ n: 1 }'],
      ['acme-bus', 'Client#request', 'untimed-call', expect.any(String), '{ q: 1 }'],
      ['acme-bus', 'Client#request', 'timed-call', expect.any(String), '{ q: 1 }'],
    ])
    expect(result.coverage).toEqual([{ dialect: 'acme-bus', sites: 4, decided: 4, undecided: 0, reasons: {} }])
  })

  test('is what makes a process only if it says so; what bounds a call is named in the advice', async () => {
    const { rows, ...rest } = dialects['acme-bus'] as CustomDialect
    const connection = { ...rest, rows: rows.map(({ makes: _, ...row }) => row) }
    const said = config({ preset: 'strict', dialects: { 'acme-bus': connection } })
    const { findings } = await scanned({ ...files, 'otp-audit.config.json': said })
    expect(findings.map(f => [f.rule, f.advice, f.fix.verdict])).toEqual([
      ['raw-send', expect.any(String), 'review'],
      ['untimed-call', 'give `request` a `{ timeoutMs: ms }`', 'review'],
    ])
  })

  test('has its page in explain, with what is added to one that is built in', () => {
    const ws = { rows: [{ role: 'send', from: 'ws', sym: 'Room#tell', target: 'this', msg: 0 }] }
    root = project({ 'otp-audit.config.json': config({ dialects: { ...dialects, ws } as UserConfig['dialects'] }) })
    const page = audit(root, ['explain', 'acme-bus'])
    expect(page.code, page.err).toBe(0)
    expect(page.out).toContain('bounded by `timeoutMs` in argument 1')
    expect(page.out).toContain('Its rows name no version.')
    expect(page.out).not.toContain('gets its own bound')
    const json = JSON.parse(audit(root, ['explain', 'ws', '--format', 'json']).out)
    expect(json.rows.map((r: { sym: string }) => r.sym)).toEqual(
      expect.arrayContaining(['WebSocket#send', 'Room#tell']),
    )
    expect(audit(root, ['explain', 'acme-bsu']).err).toContain('did you mean acme-bus?')
    expect(audit(root, ['explain', 'acme-bus', '--no-config']).code).toBe(2)
  })

  test('may consist of rows alone: what they are of is exported', async () => {
    const rows: CustomDialect['rows'] = [
      { role: 'send', from: 'acme', sym: 'Actor#tell', target: 'this', msg: 0, dead: 'silent' },
      { role: 'spawn', from: 'acme', sym: 'new Actor', makes: 'process', supervisedBy: ['end'] },
      { role: 'call', from: 'acme', sym: 'ask', target: 0, msg: 1 },
    ]
    const text = `import * as acme from 'acme'
import { Actor, ask } from 'acme'
const actor = new Actor()
new Actor()
actor.tell(1)
await ask(actor, 2)
await acme.ask(actor, 3)
`
    const result = await scanned({ 'a.ts': text, 'otp-audit.config.json': config({ dialects: { acme: { rows } } }) })
    expect(result.sites.map(s => [s.symbol, s.kind, s.receiver])).toEqual([
      ['new Actor', 'supervised-spawn', undefined], // its answer is waited for
      ['new Actor', 'unsupervised-spawn', undefined],
      ['Actor#tell', 'raw-send', 'actor'],
      ['ask', 'untimed-call', 'actor'],
      ['ask', 'untimed-call', 'actor'],
    ])
  })

  test('is none without the configuration', async () => {
    expect((await scanned({ ...files, 'otp-audit.config.json': '{}' })).sites).toEqual([])
  })

  test('may be meant by migrate --dialect, which leaves it for review; a wrong name is told the right one', () => {
    root = project({ ...files, 'otp-audit.config.json': config({ dialects }) })
    for (const safety of ['safe', 'all']) {
      const { code, err } = audit(root, ['migrate', '--dry-run', '--safety', safety, '--dialect', 'acme-bus'])
      expect(code, err).toBe(0)
      expect(err).toContain('2 left for review (1 send, 1 call)')
    }
    expect(audit(root, ['migrate', '--dry-run', '--dialect', 'acme-bos']).err).toContain('did you mean acme-bus?')
  })

  test('that is built in is left out by `false`, and another stays', async () => {
    const two = { 'a.ts': program, 'b.ts': "import { fork } from 'node:child_process'\nfork('x.js').send(1)\n" }
    const off = { 'node:worker_threads': false }
    const result = await scanned({ ...two, 'otp-audit.config.json': config({ dialects: off }) })
    expect(new Set(result.sites.map(s => s.file))).toEqual(new Set(['b.ts']))
  })
})

test('explain says that the configuration left it out', async () => {
  root = project({
    'otp-audit.config.json': config({
      ignore: ['gen'],
      rules: { 'raw-send': ['on', { ignoreShapes: ['signal'] }] },
      overrides: [{ files: ['off.ts'], rules: { 'raw-send': 'off' } }],
    }),
    'a.ts': program,
    'off.ts': program,
    'gen/b.ts': program,
  })
  const at = (file: string) => explainPlace({ file: join(root, file), line: 3 }, { root, types: 'off' })
  expect((await at('a.ts')).sites).toMatchObject([{ outcome: 'not-run', leftOutBy: 'configuration' }])
  expect((await at('off.ts')).silent[0]?.reason).toContain(
    'the configuration turns the rule raw-send off for this file',
  )
  expect((await at('gen/b.ts')).unscanned).toContain('the configuration ignores it')
})
