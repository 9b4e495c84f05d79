import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { isDeepStrictEqual, promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { scan } from '../../src/index.js'
import { planMigration, scanWithFixes } from '../../src/migrate/index.js'
import { offsetAt } from '../../src/migrate/places.js'
import type { Finding, ProvenChange } from '../../src/result.js'

const top = fileURLToPath(new URL('../..', import.meta.url))
let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fixes-'))
  symlinkSync(join(top, 'node_modules'), join(root, 'node_modules'), 'junction')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
}

const read = (file: string) => readFileSync(join(root, file), 'utf8')

/** As a reader of a report would make a change: from the last edit to the first. */
function made(text: string, { edits }: ProvenChange): string {
  return edits.toReversed().reduce((now, { line, column, endLine, endColumn, text: put }) => {
    return now.slice(0, offsetAt(now, line, column)) + put + now.slice(offsetAt(now, endLine, endColumn))
  }, text)
}

const tsconfig = JSON.stringify({
  compilerOptions: { module: 'nodenext', target: 'es2023', strict: true, types: ['node'], skipLibCheck: true },
  include: ['**/*.ts'],
})

test('each change, made alone, takes its finding away and leaves the others', { timeout: 300_000 }, async () => {
  cpSync(join(top, 'fixtures/foundation/src'), join(root, 'src'), { recursive: true })
  write('tsconfig.json', tsconfig)
  const result = await scanWithFixes({ root, types: 'off' })
  const offered = result.findings.filter(f => f.fix.change)
  const planned = (await planMigration({ root, types: 'off' })).files.flatMap(f => f.fixes.flatMap(fix => fix.findings))
  expect(offered.map(f => f.id).sort()).toEqual([...planned].sort())
  expect(offered.length).toBeGreaterThan(3)
  const same = (a: Finding, b: Finding) => a.file === b.file && isDeepStrictEqual(a.fix.change, b.fix.change)
  for (const finding of offered) {
    const { file, fix } = finding
    // a change may be that of several findings
    const left = result.findings.filter(other => !same(other, finding))
    const before = read(file)
    write(file, made(before, fix.change!))
    const { findings } = await scan({ root, types: 'off' })
    // of two that read the same the second becomes the first: their identities are numbered
    const named = (f: Finding) => `${f.file} ${f.rule} ${f.message}`
    expect(findings.map(named).sort()).toEqual(left.map(named).sort())
    write(file, before)
  }
})

test('sends to one recipient go at the call as before: each change stands alone', async () => {
  write('tsconfig.json', tsconfig)
  write(
    'a.ts',
    [
      "import type { Worker } from 'node:worker_threads'",
      "import type { ChildProcess } from 'node:child_process'",
      'export function tell(worker: Worker, child: ChildProcess): void {',
      "  worker.postMessage('first')",
      "  worker.postMessage('second')",
      "  child.send('only')",
      '}',
      '',
    ].join('\n'),
  )
  const { findings } = await scanWithFixes({ root })
  const texts = findings.map(f => made(read('a.ts'), f.fix.change!))
  expect(texts[0]).toContain("postSupervised(worker, 'first')\n  worker.postMessage('second')\n  child.send('only')")
  expect(texts[1]).toContain("worker.postMessage('first')\n  postSupervised(worker, 'second')\n  child.send('only')")
  expect(texts[2]).toContain(
    "worker.postMessage('first')\n  worker.postMessage('second')\n  postSupervised(child, 'only')",
  )
})

test('what is not certain has none, and findings are those of a plain scan', async () => {
  write('tsconfig.json', tsconfig)
  write(
    'a.ts',
    "import { once, type EventEmitter } from 'node:events'\nexport const next = (worker: import('node:worker_threads').Worker) => once(worker, 'message')\n",
  )
  const [fixed, plain] = [await scanWithFixes({ root }), await scan({ root })]
  expect(fixed.findings).toHaveLength(1)
  expect(fixed.findings).toEqual(plain.findings)
})

test.runIf(process.platform === 'linux')(
  'the checker that proved them has ended when the result is there',
  async () => {
    write('tsconfig.json', tsconfig)
    write('a.ts', "import { Worker } from 'node:worker_threads'\nnew Worker('./w.js').postMessage('x')\n")
    const program = `const { scanWithFixes } = await import(process.argv[1])
const { summary } = await scanWithFixes({ root: process.argv[2] })
const { readdirSync, readFileSync } = await import('node:fs')
const children = readdirSync('/proc/self/task').flatMap(t => readFileSync('/proc/self/task/' + t + '/children', 'utf8').match(/\\d+/g) ?? [])
console.log(JSON.stringify([summary.types.backend, children]))`
    const built = pathToFileURL(join(top, 'dist/src/migrate/index.js')).href
    const args = ['--input-type=module', '-e', program, built, root]
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 60_000 })
    expect(JSON.parse(stdout)).toEqual(['native', []])
  },
)
