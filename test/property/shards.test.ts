/** Any number of machines find what one finds, byte for byte. */
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scan } from '../../src/audit/scan.js'
import { readShard } from '../../src/audit/shard/file.js'
import { mergeShards } from '../../src/audit/shard/merge.js'
import { stretch } from '../../src/audit/shard/part.js'
import { scanShard } from '../../src/audit/shard/scan-shard.js'
import { formats } from '../../src/report/index.js'
import { plain, type View } from '../../src/report/view.js'
import type { ScanOptions, ScanResult } from '../../src/result.js'

const seed = Number(process.env.SEED ?? 20261129)
const fixtures = fileURLToPath(new URL('../../fixtures', import.meta.url))
const dir = realpathSync(mkdtempSync(join(tmpdir(), 'otp-audit-shards-')))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const view: View = { generated: new Date(0), paint: plain, failOn: 'warning', source: () => undefined }

async function printed(result: ScanResult): Promise<Record<string, string>> {
  const all = await Promise.all(formats.map(async f => [f.name, (await f.load())(result, view)] as const))
  return Object.fromEntries(all)
}

/** By files on the disk, as machines hand them over; in any order. */
async function merged(options: ScanOptions, count: number): Promise<ScanResult> {
  const shards = []
  for (let index = 1; index <= count; index++) {
    const { text, result } = await scanShard(options, { index, count })
    const path = join(dir, `shard-${index}.json`)
    writeFileSync(path, text)
    shards.unshift({ name: path, shard: readShard(path, path, result.tool.version) })
  }
  return mergeShards(shards)
}

function project(name: string, files: Record<string, string>): string {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name, file)), { recursive: true })
    writeFileSync(join(dir, name, file), text)
  }
  return join(dir, name)
}

const lookalike = (more = ''): string => `import { Worker } from 'node:worker_threads'
export class Pool {
  worker = new Worker('./w.js')
  send(): void { this.worker.postMessage('go') }${more}
}
`

/** What is one program to the checker: a global is declared in one file, and used in all. */
const globals = (files: number): Record<string, string> => ({
  'tsconfig.json': '{ "compilerOptions": { "strict": true }, "include": ["src"] }',
  'src/a.ts': `import type { Worker } from 'node:worker_threads'
declare global {
  var jobs: Worker
}
jobs.postMessage(0)
`,
  ...Object.fromEntries(
    Array.from({ length: files }, (_, i) => [`src/b${i}.ts`, `export const f${i} = () => jobs.postMessage(${i})\n`]),
  ),
})

const projects: [name: string, options: () => ScanOptions, most: number][] = [
  ['the reference program', () => ({ root: join(fixtures, 'foundation'), preset: 'strict' }), 24],
  ['the watchers', () => ({ root: join(fixtures, 'rules/unmanaged-watcher'), preset: 'strict', types: 'off' }), 9],
  [
    'equal findings in many files, suppressed and not, and files that do not parse',
    () => ({
      root: project('equal', {
        ...Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`p${i % 3}/f${i}.ts`, lookalike()])),
        'p0/twice.ts': lookalike('\n  again(): void { this.worker.postMessage("go") }').replaceAll('again', 'send'),
        'p1/silent.ts': lookalike().replace('  send', '  // otp-audit-ignore-next-line raw-send -- meant\n  send'),
        'p1/idle.ts': `// otp-audit-ignore-next-line raw-send -- of no use\n${lookalike()}`,
        'p1/other.ts': `// otp-audit-ignore-next-line raw-send -- of no use\n${lookalike()}`,
        'p2/broken.ts': `${lookalike()}{{`,
        'p2/broken-too.ts': `${lookalike()}((`,
        'p2/binary.ts': '\0\0\0\0',
        'p2/nothing.ts': 'export {}\n',
      }),
      preset: 'strict',
    }),
    20,
  ],
  ['a few files of one program', () => ({ root: project('few', globals(6)) }), 9],
  ['the same by ts-morph', () => ({ root: project('few', globals(6)), types: 'ts-morph' }), 2],
  ['many files of one program', () => ({ root: project('many', globals(40)) }), 6],
  ['nothing', () => ({ root: project('nothing', { 'README.md': '' }) }), 4],
]

describe.each(projects)('%s', (name, options, most) => {
  let whole: Record<string, string>
  beforeAll(async () => {
    whole = await printed(await scan(options()))
    // else equal reports would say little
    if (name !== 'nothing') expect(JSON.parse(whole.json!).sites.length).toBeGreaterThan(3)
  })

  test('any number of shards makes the reports of one scan', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: most }), async count => {
        const parts = await printed(await merged(options(), count))
        for (const format of Object.keys(whole)) expect(parts[format], format).toBe(whole[format])
      }),
      { seed, numRuns: most > 2 ? 2 : 1, endOnFailure: true, examples: [[2]] },
    )
  })
})

test('a part asks about a file as the whole does, with what other files declare for all', async () => {
  const { result } = await scanShard({ root: project('few', globals(6)) }, { index: 2, count: 2 })
  const own = result.sites.map(s => s.file)
  expect(own).not.toContain('src/a.ts')
  expect(own.length).toBeGreaterThan(2)
  expect(result.summary.types).toEqual({ backend: 'native', asked: own.length, answered: own.length })
  expect(new Set(result.sites.map(s => s.resolvedBy))).toEqual(new Set(['types']))
})

test('shards have each file once, in order, and as many that may hold a site, give or take one', () => {
  const projects = fc
    .array(fc.boolean(), { maxLength: 60 })
    .map(passes => passes.map((pass, i) => ({ file: `f${String(i).padStart(2, '0')}.ts`, pass })))
  fc.assert(
    fc.property(projects, fc.integer({ min: 1, max: 30 }), (all, count) => {
      const files = all.map(f => f.file)
      const passed = all.filter(f => f.pass).map(f => f.file)
      const parts = Array.from({ length: count }, (_, i) => stretch(files, passed, { index: i + 1, count }))
      expect(parts.flat()).toEqual(files)
      const sizes = parts.map(part => part.filter(file => passed.includes(file)).length)
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
    }),
    { seed },
  )
})

test('a copy of the same files elsewhere makes the same shards, but for its name', async () => {
  const copy = join(dir, 'elsewhere', 'copied')
  cpSync(join(dir, 'equal'), copy, { recursive: true })
  const part = { index: 2, count: 3 }
  expect((await scanShard({ root: copy }, part)).text).toBe((await scanShard({ root: join(dir, 'equal') }, part)).text)
})
