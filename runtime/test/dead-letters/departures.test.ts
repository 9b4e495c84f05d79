/** A purge and a redelivery meet at a letter: it leaves once, and the books stay balanced. */
import { expect, it } from 'vitest'
import type { SendResult } from '../../src/core/results.js'
import { gate } from '../send/fixtures.js'
import { balance, delivered, setup, undelivered } from './fixtures.js'

it.each([
  { result: delivered, outcome: { status: 'redelivered' } },
  { result: undelivered('down'), outcome: { status: 'failed', reason: 'down', nextAttempt: null } },
  { result: undelivered('not_serializable'), outcome: { status: 'failed', nextAttempt: null } },
])('purged while it was being sent, which came to $result.status: counted as purged, and gone', async each => {
  const world = setup()
  const sending = gate<SendResult>()
  world.answers = () => sending.promise
  await world.queue.addMessage('worker', 1, 'down')
  const run = world.queue.retryMessages()
  await world.clock.advance(1)
  expect(await world.queue.purgeMessages()).toEqual({ purged: 1 })
  sending.open(each.result)
  expect(await run).toMatchObject([each.outcome])
  const stats = world.queue.getStats()
  expect(stats).toMatchObject({ size: 0, purged: 1, redelivered: 0, exhausted: 0 })
  expect(balance(stats)).toBe(0)
})

it('what waited behind it is not sent any more', async () => {
  const world = setup()
  const sending = gate<SendResult>()
  world.answers = () => sending.promise
  for (const message of ['first', 'second']) await world.queue.addMessage('worker', message, 'down')
  const run = world.queue.retryMessages()
  await world.clock.advance(1)
  expect(await world.queue.purgeMessages()).toEqual({ purged: 2 })
  sending.open(delivered)
  expect((await run).length).toBe(1)
  expect(world.sent).toEqual(['first'])
  expect(balance(world.queue.getStats())).toBe(0)
})

it('delivered, and purged while the store takes it out: counted as redelivered', async () => {
  const world = setup()
  await world.queue.addMessage('worker', 1, 'down')
  const run = world.queue.retryMessages()
  const purges = Array.from({ length: 8 }, async (_, turns) => {
    for (let turn = 0; turn < turns; turn++) await undefined
    return (await world.queue.purgeMessages()).purged
  })
  await run
  const purged = (await Promise.all(purges)).reduce((sum, count) => sum + count, 0)
  const stats = world.queue.getStats()
  expect(stats.purged).toBe(purged)
  expect(stats.purged + stats.redelivered).toBe(1)
  expect(balance(stats)).toBe(0)
})

it('a lease on an exhausted letter that is given back leaves it exhausted, however few its attempts', async () => {
  const world = setup()
  world.answers = message => undelivered(message === 'broken' ? 'not_serializable' : 'down')
  await world.queue.addMessage('worker', 'ahead', 'down')
  await world.queue.addMessage('worker', 'broken', 'down')
  await world.queue.retryMessages()
  const sending = gate<SendResult>()
  world.answers = () => sending.promise
  const stop = new AbortController()
  const run = world.queue.retryMessages('all', { includeExhausted: true, signal: stop.signal })
  await world.clock.advance(1)
  stop.abort()
  sending.open(delivered)
  await run
  const { items } = await world.queue.listMessages()
  expect(items.map(({ message, state }) => [message, state])).toContainEqual(['broken', 'exhausted'])
})

it('points of time are whole milliseconds, whatever the backoff draws', async () => {
  const world = setup({ backoff: { kind: 'exponential', initial: 7.3, jitter: 'full' } })
  world.answers = () => undelivered('down')
  await world.queue.addMessage('worker', 1, 'down')
  const [added] = (await world.queue.listMessages()).items
  await world.queue.retryMessages()
  const [failed] = (await world.queue.listMessages()).items
  expect([added!.nextAttempt, failed!.nextAttempt].map(Number.isInteger)).toEqual([true, true])
})
