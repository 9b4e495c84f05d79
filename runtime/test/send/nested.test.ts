/** What handlers and listeners of results do meanwhile: send more, wait, throw, stop, close. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SendOptions } from '../../src/core/options.js'
import { seededRandom } from '../../src/core/random.js'
import { spawnActor } from '../../src/transports/actor.js'
import { lab, quiet } from './fixtures.js'

const ways: readonly (SendOptions | undefined)[] = [
  undefined,
  undefined,
  undefined,
  { ...quiet, timeout: 5 },
  { ...quiet, retries: 2, backoff: 1 },
  { ...quiet, retries: 2, backoff: 1, retryOn: () => true },
  { ...quiet, stage: 'processed' },
  { ...quiet, stage: 'handed_over' },
  { ...quiet, overflow: 'wait' },
  { ...quiet, overflow: 'dropOldest' },
  { ...quiet, overflow: 'reject' },
]

type End = 'stop' | 'close' | 'dispose' | 'none'

async function story(seed: number, window: number, end: End): Promise<void> {
  await using at = lab({ window, defaults: quiet, breaker: { consecutive: 2, halfOpenAfter: 1 } })
  const random = seededRandom(seed)
  const chance = (of: number): boolean => random.next() < of
  const pending: PromiseLike<unknown>[] = []
  const ran: number[] = []
  const told: number[] = []
  let left = 40
  let sent = 0
  let settled = 0
  let ended = end === 'none'
  const settle = (): void => void settled++

  const act = (): void => {
    if (left-- <= 0) return
    const id = ++sent
    const options = ways[Math.floor(random.next() * ways.length)]
    if (chance(0.5)) pending.push(channel.send(id, options).then(settle))
    else if (chance(0.2)) pending.push(channel.call(id).then(settle, settle))
    else {
      channel.post(id, options)
      settle()
    }
    if (chance(0.1)) pending.push(channel.flush())
    if (chance(0.1)) pending.push(channel.ready().catch(() => {}))
    if (chance(0.05)) pending.push(at.send.drain())
  }
  const finish = (): void => {
    ended = true
    if (end === 'stop') actor.stop()
    else if (end === 'close') pending.push(channel[Symbol.asyncDispose]())
    else pending.push(at.send[Symbol.asyncDispose]())
  }
  const actor = spawnActor((id: number): unknown => {
    if (!ran.includes(id)) ran.push(id)
    for (let more = Math.floor(random.next() * 3); more > 0; more--) act()
    if (!ended && chance(0.05)) finish()
    if (chance(0.1)) throw new Error('in the handler')
    if (chance(0.1)) return Promise.resolve().then(act)
    return chance(0.05) ? new Promise(() => {}) : id
  })
  const channel = at.send.channel(actor)
  channel.onResult(({ seq }) => {
    if (seq >= 0) told.push(seq)
    if (chance(0.1)) act()
  })
  for (let first = 0; first < 5; first++) {
    act()
    if (chance(0.5)) await null
  }
  // Each is bounded by its timeout; what a result leads to is sent on the way.
  for (let known = -1; known < pending.length; ) {
    known = pending.length
    await at.clock.runAll()
    await Promise.all(pending)
  }
  expect(settled).toBe(sent)
  expect(new Set(told).size).toBe(told.length)
  expect(ran).toEqual([...ran].sort((a, b) => a - b))
  const { delivered, failed, undelivered, unknown, ...stats } = at.send.getStats()
  expect(delivered + failed + undelivered + unknown).toBe(stats.sent)
}

test('however sends, waits and ends are nested, each message settles once, in order, and nothing is left', async () => {
  const end = fc.constantFrom<End>('stop', 'close', 'dispose', 'none')
  await fc.assert(fc.asyncProperty(fc.nat(), fc.constantFrom(1, 2, 3, 100), end, story), { numRuns: 300 })
})
