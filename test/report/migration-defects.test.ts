/** What the plan's scripts counted wrong, as listed in its defects: each row is counted right here, on code. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { deployments } from '../../src/migrate/deployment.js'
import { apply, type MigrateOptions, planMigration } from '../../src/migrate/index.js'
import {
  factsOf,
  type MigrationReport,
  migrationMarkdown,
  type Run,
  reportOf,
} from '../../src/report/migration/index.js'

const head = `import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
const worker = new Worker('./w.js')
`
let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'otp-audit-defects-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true })
    writeFileSync(join(dir, name), text)
  }
}

async function migrated(
  options: MigrateOptions = {},
  state: Run['state'] = 'written',
): Promise<MigrationReport & { text: string }> {
  const asked = { safety: options.safety ?? 'safe', rules: options.rules, dialects: options.dialects }
  const migration = await planMigration({ root: dir, types: 'off', ...options })
  const facts = factsOf(migration, asked, await deployments(migration))
  if (state === 'written') await apply(migration, new Date())
  const run: Run = { state, asked }
  const generated = new Date(0).toISOString()
  return { ...reportOf(facts, run, generated), text: migrationMarkdown(facts, run, generated) }
}

describe('SendMigrator', () => {
  test('D51, D54, J117: comments, strings, and names that hold `send` are no sends', async () => {
    write({
      'a.ts': `${head}// use worker.postMessage('x') here\nconst doc = "worker.postMessage('y')"\n/** worker.postMessage(1) */\nfunction resend(_: string) {}\nresend(doc)\nworker.postMessage('real')\n`,
    })
    const { counts, fixes, summary } = await migrated()
    expect(counts.total).toMatchObject({ before: 1, fixed: 1, after: 0 })
    expect(fixes.map(f => f.line)).toEqual([9])
    expect(summary.sendsMigrated).toBe(1)
  })

  test('D52: a payload that names the sender is no self-send; the recipient alone decides', async () => {
    write({
      'a.ts': `import { parentPort, Worker } from 'node:worker_threads'\nconst worker = new Worker('./w.js')\nworker.postMessage(String(parentPort))\n`,
    })
    expect((await migrated({ safety: 'review' })).summary).toMatchObject({ selfSendsKept: 0, sendsMigrated: 1 })
  })

  test('D53, H107: nested calls in recipient and message are one node', async () => {
    write({
      'a.ts': `${head}const find = (_: string, __: string): Worker => worker\nconst msg = (n: number): number => n\nfind('a', 'b').postMessage(msg(1))\n`,
    })
    expect((await migrated({ safety: 'review' })).counts.total).toMatchObject({ before: 1, fixed: 1, after: 0 })
  })

  test('D55: a second run changes and counts nothing', async () => {
    write({ 'a.ts': `${head}worker.postMessage('x')\n` })
    expect((await migrated()).summary).toMatchObject({ filesModified: 1, sendsMigrated: 1 })
    expect((await migrated()).summary).toMatchObject({ filesModified: 0, sendsMigrated: 0, fixes: 0 })
  })

  test('D57: what is left is counted and listed with place, reason and advice; no TODO comment is promised', async () => {
    write({ 'a.ts': `${head}export const sent = worker.postMessage({ n: 1 })\n` })
    const { manual, reports, text } = await migrated()
    expect(reports['Send Migration Report']['Manual review needed']).toBe(1)
    expect(manual).toMatchObject([{ file: 'a.ts', line: 4, reason: 'its value is used', callee: 'worker.postMessage' }])
    expect(manual[0]!.advice).not.toBe('')
    expect(text).not.toContain('TODO')
  })

  test('D58, D60: skipped sends are counted with their reason, and files that stay count as checked', async () => {
    write({
      'a.ts': `${head}worker.postMessage('x')\n`,
      'b.test.ts': `${head}worker.postMessage('x')\nworker.postMessage('y')\n`,
      'c.ts': 'export {}\n',
    })
    const { reports, skipped, text } = await migrated()
    expect(reports['Send Migration Report']).toEqual({
      'Files checked': 3,
      'Files modified': 1,
      'Sends migrated': 1,
      'Self-sends kept': 0,
      'Manual review needed': 0,
      Skipped: { 'test code': 2 },
    })
    expect(skipped.map(s => s.line)).toEqual([4, 5])
    expect(text).toContain('Skipped (test code): 2')
  })

  test('D59: a path that ends alike is another file', async () => {
    write({ 'm.ts': `${head}worker.postMessage('x')\n`, 'bridge/m.ts': `${head}worker.postMessage('y')\n` })
    const { fixes } = await migrated({ paths: ['m.ts'] })
    expect(fixes.map(f => f.file)).toEqual(['m.ts'])
  })

  test('D67: another text in a comment is no migration', async () => {
    write({ 'a.ts': `${head}// worker.postMessage('x')\n` })
    expect((await migrated()).counts.total.fixed).toBe(0)
    write({ 'a.ts': `${head}// sendSupervised(worker, 'x')\n` })
    expect((await migrated()).counts.total).toMatchObject({ before: 0, fixed: 0 })
  })
})

describe('MonitorMigration and GenServerTimeoutMigrator', () => {
  test('F85 and following: a watcher that stays is an issue of its file, and migration is still needed', async () => {
    write({
      'a.ts': `${head}const f = (code: number): void => { console.log(code) }\nexport function watch(): void { worker.on('exit', f) }\n`,
    })
    const { reports, text } = await migrated()
    expect(reports['Monitor Migration Report']).toMatchObject({
      'Total issues found': 1,
      'Watchers migrated': 0,
      'Manual review needed': 1,
      'Migration needed': 'YES',
    })
    expect(text).toContain('  - a.ts (never-stopped: 1)')
  })

  const sentence = 'All GenServer.call/2 have been migrated to include timeouts.'

  test('H106: while one call is left, not all are migrated', async () => {
    write({ 'a.ts': `${head}await once(worker, 'message')\nawait once(worker, 'online')\n` })
    const { reports, summary, text } = await migrated({}, 'nothing to write')
    expect(reports['GenServer Timeout Migration Report']).toMatchObject({ 'Calls fixed': 0, 'Manual review needed': 2 })
    expect(summary.allCallsMigrated).toBe(false)
    expect(text).not.toContain(sentence)
  })

  test('H106: all are once they are written, not while they are only planned, nor of a part', async () => {
    const file = { 'a.ts': `${head}await once(worker, 'message')\n` }
    write(file)
    expect((await migrated({ safety: 'review' }, 'dry run')).text).not.toContain(sentence)
    expect((await migrated({ safety: 'review', paths: ['a.ts'] }, 'dry run')).text).not.toContain(sentence)
    const { summary, text } = await migrated({ safety: 'review' })
    expect(summary).toMatchObject({ callsFixed: 1, allCallsMigrated: true })
    expect(text).toContain(sentence)
    write(file)
    expect((await migrated({ safety: 'review', paths: ['a.ts'] })).text).not.toContain(sentence)
  })

  test('H106: a file that could not be read may hold another call', async () => {
    write({ 'a.ts': `${head}await once(worker, 'message')\n`, 'b.ts': `${head}await once(\n` })
    const { criteria, text, unread } = await migrated({ safety: 'review' })
    expect(text).not.toContain(sentence)
    expect(unread.map(f => f.file)).toEqual(['b.ts'])
    expect(criteria.find(c => c.name === 'timeouts')).toMatchObject({ outcome: 'not checked' })
  })

  test('H109: a wait that says Infinity is told, and left to people', async () => {
    write({
      'a.ts': `import { createActor, createMachine, waitFor } from 'xstate'\nconst actor = createActor(createMachine({}))\nawait waitFor(actor, () => true, { timeout: Infinity })\n`,
    })
    expect((await migrated({ safety: 'all' })).manual).toMatchObject([{ line: 3, rule: 'untimed-call' }])
  })

  test('H110: test files are neither written nor forgotten', async () => {
    const text = `${head}await once(worker, 'message')\n`
    write({ 'a.test.ts': text })
    const { counts, summary } = await migrated({ safety: 'all' })
    expect(summary.filesModified).toBe(0)
    expect(counts.total.fixed + counts.total.manual).toBe(0)
  })
})

test('J118: what --rule leaves out is not asked for, and not lost', async () => {
  write({ 'a.ts': `${head}worker.postMessage('x')\n`, 'b.ts': `${head}await once(worker, 'message')\n` })
  const { counts, run, text } = await migrated({ rules: ['raw-send'] }, 'dry run')
  expect(run.rules).toEqual(['raw-send'])
  expect(counts.total).toMatchObject({ before: 2, fixed: 1, manual: 0, notAsked: 1, after: 1 })
  expect(text).toContain('Skipped (not asked for): 1')
})
