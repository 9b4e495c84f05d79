/** What the plan's migration of calls did wrong, each row a test: `stage3-defects` H, 105 to 110. */
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deployments } from '../../src/migrate/deployment.js'
import { type Migration, planMigration } from '../../src/migrate/migration.js'
import { factsOf, migrationMarkdown } from '../../src/report/migration/index.js'

const head = `import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'
import type { Socket } from 'socket.io-client'
import { type AnyActorRef, waitFor } from 'xstate'

declare function find(a: number, b: number): AnyActorRef
declare function made(n: number): { type: string; n: number }
declare function use(...values: unknown[]): void

`
const body = `export async function all(worker: Worker, socket: Socket): Promise<void> {
  await socket.emitWithAck('batch', ['batch', { items: [1, 2] }, (n: number) => n])
  await socket.emitWithAck('made', made(1))
  await waitFor(find(1, 2), s => s.matches({ a: 'b' }))
  await Promise.all([once(worker, 'message'), once(worker, 'message')])
  use(await socket.emitWithAck('x', 1), 2, await once(worker, 'message'))
  await find(1, 2).getSnapshot()
  use('once(worker, "message")', \`waitFor(\${worker.threadId})\`) // once(worker, 'message')
}

export namespace Outer {
  export const a = (worker: Worker): Promise<unknown[]> => once(worker, 'message')
  export namespace Inner {
    export const b = (worker: Worker): Promise<unknown[]> => once(worker, 'message')
  }
}
`
const endless = `
export const endless = (): Promise<unknown> => waitFor(find(1, 2), s => s.matches('done'), { timeout: Infinity })
`
const signal = "{ signal: AbortSignal.timeout(TimeoutConfig.getTimeout('once:message')) }"
const expected = body
  .replace(
    "socket.emitWithAck('batch'",
    "socket.timeout(TimeoutConfig.getTimeout('emitWithAck:batch')).emitWithAck('batch'",
  )
  .replace(
    "socket.emitWithAck('made'",
    "socket.timeout(TimeoutConfig.getTimeout('emitWithAck:made')).emitWithAck('made'",
  )
  .replace("socket.emitWithAck('x'", "socket.timeout(TimeoutConfig.getTimeout('emitWithAck:x')).emitWithAck('x'")
  .replace("s.matches({ a: 'b' }))", "s.matches({ a: 'b' }), { timeout: TimeoutConfig.getTimeout('waitFor') })")
  .replaceAll(/(?<!\/\/ )once\(worker, 'message'\)/g, `once(worker, 'message', ${signal})`)
const imported = "import type { Worker } from 'node:worker_threads'\n"

let dir: string
let migration: Migration
let text: string

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'otp-audit-timeout-defects-'))
  symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(dir, 'node_modules'), 'junction')
  writeFileSync(join(dir, 'calls.ts'), head + body + endless)
  writeFileSync(join(dir, 'calls.test.ts'), head + body)
  migration = await planMigration({ root: dir, config: false, safety: 'review', rules: ['untimed-call'] })
  text = migration.files.find(f => f.file === 'calls.ts')?.after ?? ''
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

test('105, 106: every call is changed, whatever its message is made of; prose and strings are not', () => {
  expect(text).toContain(expected)
})

test('106: not all are migrated as long as one is left', async () => {
  expect(migration.before.findings.filter(f => f.file === 'calls.ts' && f.rule === 'untimed-call')).toHaveLength(10)
  const asked = { safety: 'review' } as const
  const facts = factsOf(migration, asked, await deployments(migration))
  const report = migrationMarkdown(facts, { state: 'written', asked }, new Date(0).toISOString())
  expect(report).toContain('=== GenServer Timeout Migration Report ===')
  expect(report).not.toContain('All GenServer.call/2 have been migrated')
})

test('107: nested calls stay whole, and calls before a comma are not passed over', () => {
  expect(text).toContain("waitFor(find(1, 2), s => s.matches({ a: 'b' }), { timeout:")
  expect(text).toContain(`Promise.all([once(worker, 'message', ${signal}), once(worker, 'message', ${signal})])`)
})

test('108: the timeout is looked up where it can be changed, and imported once, however deep the calls are', () => {
  expect(text.match(/@otp-audit\/runtime/g)).toHaveLength(1)
  expect(
    text.startsWith(head.replace(imported, `${imported}import { TimeoutConfig } from '@otp-audit/runtime'\n`)),
  ).toBe(true)
  expect(text).not.toContain('5000')
})

test('109: Infinity is told of and stays', () => {
  expect(text).toContain(endless)
  expect(migration.manual.filter(m => m.finding.file === 'calls.ts').map(m => m.reason)).toEqual([
    'somebody wrote Infinity on purpose',
  ])
})

test('110: tests are left alone, and nothing is written before it is wanted', () => {
  expect(migration.files.map(f => f.file)).toEqual(['calls.ts'])
  expect(new Set(migration.manual.filter(m => m.finding.file === 'calls.test.ts').map(m => m.reason))).toEqual(
    new Set(['test code']),
  )
})
