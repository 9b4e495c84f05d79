import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { apply, recover, undo } from '../../src/migrate/index.js'
import { Checkout } from './checkout.js'

let checkout: Checkout
beforeEach(() => {
  checkout = new Checkout({ 'a.ts': 'old' })
})
afterEach(() => checkout.remove())

const at = (name: string): string => join(checkout.dir, name)
const applied = (): Promise<string | undefined> =>
  apply(
    { root: checkout.dir, safety: 'safe', files: [{ file: 'a.ts', path: at('a.ts'), raw: 'old', after: 'new' }] },
    new Date(),
  )

function lockedBy(content: object | string): void {
  mkdirSync(at('.otp-audit'), { recursive: true })
  writeFileSync(at('.otp-audit/lock'), typeof content === 'string' ? content : JSON.stringify(content))
}
/** Of a process that has ended. */
const dead = (): number => spawnSync(process.execPath, ['-e', '']).pid

test('while a living process writes, nobody else does', async () => {
  lockedBy({ pid: process.pid, host: hostname(), id: 'x', folders: [] })
  const message = `process ${process.pid} writes a migration here; wait for it, or remove ${at('.otp-audit/lock')} if that is long over`
  await expect(applied()).rejects.toThrow(message)
  await expect(undo(checkout.dir)).rejects.toThrow(message)
  expect(checkout.read('a.ts')).toBe('old')
})

test('a process of another machine may be alive, and so may one that can not be told', async () => {
  lockedBy({ pid: dead(), host: 'elsewhere', id: 'x', folders: [] })
  await expect(applied()).rejects.toThrow(/process \d+ on elsewhere writes/)
  lockedBy('{')
  await expect(applied()).rejects.toThrow('somebody writes a migration here')
})

test('what a killed process left is cleared away, and named', async () => {
  checkout.write({ '.otp-audit-0123456789ab.tmp': 'half', 'other.tmp': 'mine' })
  lockedBy({ pid: dead(), host: hostname(), id: '20260101000000-abcdef', folders: [checkout.dir] })
  expect(recover(checkout.dir)).toBe('20260101000000-abcdef')
  expect(recover(checkout.dir)).toBeUndefined()
  expect(readdirSync(checkout.dir).sort()).toEqual(['.git', '.otp-audit', 'a.ts', 'other.tmp'])
})

test('the lock goes with the work', async () => {
  await applied()
  expect(existsSync(at('.otp-audit/lock'))).toBe(false)
  expect(readdirSync(at('.otp-audit'))).toEqual(['.gitignore', 'journal'])
})
