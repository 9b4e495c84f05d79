/** Crashes and full disks (faults 29 and 30), on real processes and files, through stores that only tests use. */
import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { seededRandom } from '../../src/core/random.js'
import { createDeadLetterQueue } from '../../src/dead-letters/index.js'
import { type Bundle, bundleFixture } from '../fixtures/bundle.js'
import { FolderStore } from '../fixtures/folder-store.js'
import { LogStore } from '../fixtures/log-store.js'
import { recorded } from '../monitors/fixtures.js'
import { ids, messages, setup, worker } from './fixtures.js'

let program: Bundle
beforeAll(async () => {
  program = await bundleFixture('dead-letter-child')
})
afterAll(() => program[Symbol.asyncDispose]())

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'otp-dead-letters-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  return path
}

describe('kill -9 in the middle of a put (fault 29)', () => {
  it('loses no acknowledged letter and repeats none, 25 times', async () => {
    const random = seededRandom(29)
    for (let kill = 0; kill < 25; kill++) {
      const path = join(folder(), 'letters.log')
      const child = spawn(process.execPath, [program.path, 'put', path], { stdio: ['ignore', 'pipe', 'inherit'] })
      const enough = 1 + Math.floor(random.next() * 200)
      let out = ''
      child.stdout.on('data', text => {
        out += text
        if (out.split('\n').length > enough) child.kill('SIGKILL')
      })
      await once(child, 'close')
      // The last line may be torn, as the pipe is written to in pieces.
      const acknowledged = out.split('\n').slice(0, -1)
      const { queue } = setup({ store: await LogStore.open(path), limit: 1_000_000 })
      const present = await ids(queue)
      expect(new Set(present).size).toBe(present.length)
      expect(acknowledged.filter(id => !present.includes(id))).toEqual([])
      expect(present.slice(0, acknowledged.length)).toEqual(acknowledged)
    }
  })
})

it('a log that is cut at any byte opens as a clean beginning of itself (fault 29)', async () => {
  const dir = folder()
  const path = join(dir, 'whole.log')
  const store = await LogStore.open(path)
  const { queue } = setup({ store })
  for (let i = 0; i < 30; i++) await queue.addMessage(worker, i, 'down')
  await queue.purgeMessages({ where: entry => (entry.message as number) % 7 === 0 })
  await queue.retryMessages({ where: entry => (entry.message as number) % 5 === 0 })
  const whole = readFileSync(path)
  const before = await messages(queue)
  const reopened = setup({ store: await LogStore.open(path) }).queue
  expect(await messages(reopened)).toEqual(before)
  const random = seededRandom(7)
  for (let cut = 0; cut < 200; cut++) {
    const length = Math.floor(random.next() * whole.length)
    const torn = join(dir, `${cut}.log`)
    writeFileSync(torn, whole.subarray(0, length))
    const some = setup({ store: await LogStore.open(torn) }).queue
    const list = await messages(some)
    // Letters come in order; only whole commits count, and those that removed letters come last.
    expect(list).toEqual([...list].sort((a, b) => Number(a) - Number(b)))
    expect(await some.addMessage(worker, 'after', 'down')).toMatchObject({ status: 'stored', durable: true })
    const again = setup({ store: await LogStore.open(torn) }).queue
    expect(await messages(again)).toEqual([...list, 'after'])
  }
})

it.skipIf(!existsSync('/dev/full'))(
  'a full disk: addMessage rejects, a copy is kept, the alarm is raised (fault 29)',
  async () => {
    const path = join(folder(), 'letters.log')
    const store = await LogStore.open(path)
    const { queue, telemetry, logger, clock } = setup({ store })
    const alarms = recorded(telemetry, 'otp.dead_letter_queue.store_failed')
    await queue.addMessage(worker, 'before', 'down')
    store.reopen('/dev/full')
    await expect(queue.addMessage(worker, 'during', 'down')).rejects.toMatchObject({
      code: 'ERR_STORE_FAILED',
      cause: { code: 'ENOSPC' },
    })
    expect(alarms).toMatchObject([{ operation: 'append', count: 1, error: { code: 'ENOSPC' } }])
    expect(logger.lines.some(line => line.level === 'error')).toBe(true)
    expect(queue.getStats()).toMatchObject({ size: 2, unstored: 1 })
    expect(await messages(queue)).toEqual(['before', 'during'])
    store.reopen(path)
    await queue.addMessage(worker, 'after', 'down')
    await clock.settle()
    expect(queue.getStats()).toMatchObject({ size: 3, unstored: 0 })
    const restarted = setup({ store: await LogStore.open(path) }).queue
    expect(await messages(restarted)).toEqual(['before', 'during', 'after'])
  },
)

it('two processes that retry one store at the same time send every letter once (fault 30)', async () => {
  const dir = folder()
  const queue = createDeadLetterQueue({ store: new FolderStore(dir), retryInterval: Number.POSITIVE_INFINITY })
  for (let i = 0; i < 200; i++) await queue.addMessage(`recipient ${i % 5}`, i, 'down')
  const children = [0, 1].map(() => fork(program.path, ['retry', dir], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] }))
  let out = ''
  for (const child of children) child.stdout!.on('data', text => (out += text))
  await Promise.all(children.map(child => once(child, 'message')))
  const results = children.map(async child => {
    const closed = once(child, 'close')
    child.send('go')
    const [result] = (await once(child, 'message')) as [{ won: number; lost: number }]
    await closed
    return result
  })
  const [first, second] = await Promise.all(results)
  const sent = out.trim().split('\n').map(Number)
  expect(sent.sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, i) => i))
  expect(first!.won + second!.won).toBe(200)
  expect((await queue.listMessages()).total).toBe(0)
  await queue[Symbol.asyncDispose]()
})
