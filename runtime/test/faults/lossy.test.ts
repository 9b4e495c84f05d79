import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createEnv } from '../../src/core/env.js'
import { silentLogger } from '../../src/core/logger.js'
import type { SendResult } from '../../src/core/results.js'
import { createTimerWheel } from '../../src/core/wheel.js'
import { createSupervisedSend } from '../../src/supervised-send.js'
import type { LossRates } from '../../src/testing/lossy-direction.js'
import { lossyAdapter } from '../../src/testing/lossy-transport.js'
import { assertQuiet } from '../../src/testing/quiet.js'
import { SimulatedClock } from '../../src/testing/simulated-clock.js'
import { actorAdapter, spawnActor } from '../../src/transports/actor.js'

interface Script {
  readonly seed: number
  readonly frames: LossRates
  readonly acks: LossRates
  /**
   * Per message: how long its handler takes (0: it returns at once), whether it throws, what is asked of it, how long it
   * may take, and when, if at all, its sender loses interest.
   */
  readonly messages: readonly {
    readonly takes: number
    readonly throws: boolean
    readonly stage: 'received' | 'processed'
    readonly timeout?: number
    readonly abortAfter?: number | undefined
  }[]
  readonly window?: number
  readonly overflow?: 'wait' | 'reject' | 'dropOldest'
  /** Attempts after the first, also of what is unknown: the peer drops what it has had. */
  readonly retries?: number
  /** When, if at all, the actor stops. */
  readonly stopAfter?: number | undefined
  /** Messages sent between two steps of time. */
  readonly burst: number
}

interface Run {
  readonly results: readonly SendResult[]
  /** Numbers of messages in the order in which their handlers began. */
  readonly ran: readonly number[]
  readonly stats: { readonly retried: number }
}

async function play(script: Script): Promise<Run> {
  const clock = new SimulatedClock()
  const wheel = createTimerWheel(clock)
  const env = createEnv({ clock, wheel })
  const { seed, frames, acks, window = 10_000, overflow = 'wait', retries = 0 } = script
  const adapter = lossyAdapter(actorAdapter, { seed, frames, acks, clock, print: () => {} })
  const sender = createSupervisedSend({
    adapters: [adapter],
    clock,
    wheel,
    logger: silentLogger,
    breaker: false,
    window,
  })
  const ran: number[] = []
  const actor = spawnActor((n: number) => {
    ran.push(n)
    const { takes, throws } = script.messages[n]!
    const end = (): void => {
      if (throws) throw new Error(`message ${n}`)
    }
    if (takes === 0) return end()
    return new Promise<void>((resolve, reject) => {
      clock.setTimer(takes, () => {
        try {
          resolve(end())
        } catch (error) {
          reject(error)
        }
      })
    })
  })
  if (script.stopAfter !== undefined) clock.setTimer(script.stopAfter, () => actor.stop())
  const sends: Promise<SendResult>[] = []
  for (const [n, { stage, timeout = 60_000, abortAfter }] of script.messages.entries()) {
    const abort = new AbortController()
    if (abortAfter !== undefined) clock.setTimer(abortAfter, () => abort.abort())
    const { signal } = abort
    const retry = { retries, retryUnknown: retries > 0, backoff: 20 }
    sends.push(sender.sendSupervised(actor, n, { stage, timeout, overflow, signal, onError: 'ignore', ...retry }))
    if (n % script.burst === 0) await clock.advance(1)
  }
  let settled = false
  const all = Promise.all(sends).finally(() => {
    settled = true
  })
  for (let step = 0; step < 2000 && !settled; step++) await clock.advance(step < 200 ? 50 : 1000)
  expect(settled).toBe(true)
  const results = await all
  const stats = sender.getStats()
  await sender[Symbol.asyncDispose]()
  await assertQuiet({ sender, wheel: env.wheel, clock })
  await clock.runAll()
  expect(clock.pending).toEqual({ timers: 0, immediates: 0 })
  return { results, ran, stats }
}

function check(script: Script, run: Run): void {
  expect(run.results.length).toBe(script.messages.length)
  const times = new Map<number, number>()
  for (const n of run.ran) times.set(n, (times.get(n) ?? 0) + 1)
  // Never twice, and in the order of sending.
  expect([...times.values()].every(count => count === 1)).toBe(true)
  expect(run.ran).toEqual([...run.ran].sort((a, b) => a - b))
  for (const [n, result] of run.results.entries()) {
    if (result.status === 'delivered') expect(times.get(n)).toBe(1)
    // What was asked for is what has been proven.
    if (result.status === 'delivered' && script.messages[n]!.stage === 'processed')
      expect(result.stage).toBe('processed')
    if (result.status === 'undelivered') expect(times.has(n)).toBe(false)
    if (result.status === 'failed') expect([times.get(n), script.messages[n]!.throws]).toEqual([1, true])
    if (result.status === 'delivered' && result.stage === 'processed') expect(script.messages[n]!.throws).toBe(false)
  }
}

const many = (count: number): Script['messages'] =>
  Array.from({ length: count }, () => ({ takes: 0, throws: false, stage: 'processed' as const }))

describe('fault 17: acknowledgements get lost', () => {
  it('still delivers each message, once', async () => {
    const script: Script = { seed: 17, frames: {}, acks: { drop: 0.5 }, messages: many(300), burst: 3 }
    const run = await play(script)
    check(script, run)
    expect(run.results.every(result => result.status === 'delivered')).toBe(true)
  })

  it('writes again what the last acknowledgement was lost for, and the peer drops the duplicate', async () => {
    const script: Script = { seed: 17, frames: {}, acks: { drop: 0.9 }, messages: many(20), burst: 1 }
    const run = await play(script)
    check(script, run)
    expect(run.results.every(result => result.status === 'delivered')).toBe(true)
    expect(run.stats.retried).toBeGreaterThan(0)
  })

  it('never takes a failure for a success because the acknowledgement that told of it was lost', async () => {
    const messages = many(40).map((message, n) => ({ ...message, throws: n % 4 === 0 }))
    const script: Script = { seed: 17, frames: {}, acks: { drop: 0.7, reorder: 0.5 }, messages, burst: 1 }
    const run = await play(script)
    check(script, run)
    expect(run.results.map(result => result.status)).toEqual(
      messages.map(({ throws }) => (throws ? 'failed' : 'delivered')),
    )
  })
})

describe('fault 18: frames get lost, are doubled, overtake each other', () => {
  it.each<[string, LossRates]>([
    ['lost', { drop: 0.4 }],
    ['doubled', { duplicate: 0.5 }],
    ['reordered', { reorder: 0.5 }],
    ['late', { delay: 0.5, maxDelay: 200 }],
  ])('still delivers each message once and in order when frames are %s', async (_name, frames) => {
    const script: Script = { seed: 18, frames, acks: {}, messages: many(300), burst: 3 }
    const run = await play(script)
    check(script, run)
    expect(run.results.every(result => result.status === 'delivered')).toBe(true)
    expect(run.ran).toEqual(Array.from({ length: 300 }, (_, n) => n))
  })
})

describe('a channel over any lossy transport', () => {
  const rates = fc.record({
    drop: fc.double({ min: 0, max: 0.5, noNaN: true }),
    duplicate: fc.double({ min: 0, max: 0.5, noNaN: true }),
    reorder: fc.double({ min: 0, max: 0.5, noNaN: true }),
    delay: fc.double({ min: 0, max: 0.5, noNaN: true }),
    maxDelay: fc.integer({ min: 0, max: 300 }),
  })
  const message = fc.record({
    takes: fc.oneof(
      { weight: 4, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 120 }) },
    ),
    throws: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    stage: fc.constantFrom('received' as const, 'processed' as const),
    timeout: fc.oneof(
      { weight: 3, arbitrary: fc.constant(60_000) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 500 }) },
    ),
    abortAfter: fc.oneof(
      { weight: 4, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 300 }) },
    ),
  })
  const script = fc.record({
    seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    frames: rates,
    acks: rates,
    messages: fc.array(message, { minLength: 1, maxLength: 150, size: 'max' }),
    burst: fc.integer({ min: 1, max: 80 }),
    window: fc.constantFrom(2, 16, 10_000),
    retries: fc.constantFrom(0, 0, 3),
    stopAfter: fc.constantFrom(undefined, undefined, 5, 40, 400),
    overflow: fc.constantFrom('wait' as const, 'reject' as const, 'dropOldest' as const),
  })

  it('settles every message once, runs none twice, keeps the order, tells the truth, leaves nothing behind', async () => {
    await fc.assert(
      fc.asyncProperty(script, async found => check(found, await play(found))),
      { numRuns: 300 },
    )
  })
})
