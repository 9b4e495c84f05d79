/**
 * The channel against a model, over an actor behind a transport that drops, duplicates, reorders and delays frames and
 * acknowledgements. Whatever happens: every send settles once; `delivered` means that the handler ran, `undelivered`
 * that it never did, before or after; nobody runs twice; the order of sending is the order of running.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { silentLogger } from '../../src/core/logger.js'
import type { SendOptions } from '../../src/core/options.js'
import { seededRandom } from '../../src/core/random.js'
import type { SendResult } from '../../src/core/results.js'
import { createTelemetry } from '../../src/core/telemetry.js'
import { createTimerWheel } from '../../src/core/wheel.js'
import type { SupervisedSend } from '../../src/send/contracts.js'
import { createSupervisedSend } from '../../src/supervised-send.js'
import { lossyAdapter } from '../../src/testing/lossy-transport.js'
import { SimulatedClock } from '../../src/testing/simulated-clock.js'
import { actorAdapter, type SpawnedActor, spawnActor } from '../../src/transports/actor.js'
import { gate } from './fixtures.js'

type Behaviour = 'return' | 'throw' | 'resolve' | 'reject' | 'slow' | 'hang'
interface Message {
  readonly id: number
  readonly behaviour: Behaviour
}

class World {
  readonly clock = new SimulatedClock()
  readonly wheel = createTimerWheel(this.clock)
  readonly runs: number[] = []
  readonly results = new Map<number, SendResult[]>()
  readonly send: SupervisedSend
  readonly aborts = new Map<number, AbortController>()
  readonly #slow: { open(): void }[] = []
  readonly actor: SpawnedActor<Message>
  next = 0
  stopped = false

  constructor(seed: number, loss: number, window: number) {
    const rates = { drop: loss, duplicate: loss, reorder: loss, delay: loss, maxDelay: 30 }
    this.send = createSupervisedSend({
      clock: this.clock,
      wheel: this.wheel,
      telemetry: createTelemetry({ local: true }),
      random: seededRandom(seed),
      logger: silentLogger,
      window,
      breaker: false,
      adapters: [
        loss === 0
          ? actorAdapter
          : lossyAdapter(actorAdapter, { seed, frames: rates, acks: rates, clock: this.clock, print: () => {} }),
      ],
    })
    this.actor = spawnActor<Message>(message => this.#handle(message))
  }

  #handle({ id, behaviour }: Message): unknown {
    this.runs.push(id)
    if (behaviour === 'throw') throw new Error('thrown')
    if (behaviour === 'resolve') return Promise.resolve()
    if (behaviour === 'reject') return Promise.reject(new Error('rejected'))
    if (behaviour === 'hang') return new Promise(() => {})
    if (behaviour !== 'slow') return undefined
    const work = gate()
    this.#slow.push({ open: () => work.open() })
    return work.promise
  }

  post(behaviour: Behaviour, options: SendOptions, abortable: boolean): void {
    const id = this.next++
    const given: SendResult[] = []
    this.results.set(id, given)
    const controller = new AbortController()
    if (abortable) this.aborts.set(id, controller)
    const all = { onError: 'ignore', ...options, ...(abortable ? { signal: controller.signal } : {}) } as const
    void this.send.sendSupervised(this.actor, { id, behaviour }, all).then(result => given.push(result))
  }

  finishSlow(): void {
    for (const work of this.#slow.splice(0)) work.open()
  }

  check(): void {
    const ran = new Set(this.runs)
    expect(ran.size).toBe(this.runs.length)
    expect(this.runs).toEqual([...this.runs].sort((a, b) => a - b))
    for (const [id, given] of this.results) {
      expect(given.length).toBeLessThanOrEqual(1)
      const [result] = given
      if (result?.status === 'delivered' || result?.status === 'failed') expect(ran.has(id)).toBe(true)
      if (result?.status === 'undelivered') expect(ran.has(id)).toBe(false)
    }
  }

  /** Once all that is settled has been told: a message may begin in the very turn in which those before it make room. */
  async checkWindow(window: number): Promise<void> {
    await new Promise(resolve => setImmediate(resolve))
    // Who waits for room has not begun; `inFlight` counts both.
    const begun = this.runs.filter(id => this.results.get(id)!.length === 0)
    expect(begun.length).toBeLessThanOrEqual(window)
  }

  async end(): Promise<void> {
    this.finishSlow()
    for (let n = 0; n < 40; n++) {
      await this.clock.advance(1000)
      this.finishSlow()
    }
    for (const given of this.results.values()) expect(given).toHaveLength(1)
    const { sent, delivered, failed, undelivered, unknown, inFlight } = this.send.getStats()
    expect(inFlight).toBe(0)
    expect(delivered + failed + undelivered + unknown).toBe(sent)
    expect(sent).toBe(this.next)
    expect(this.wheel.size).toBe(0)
    await this.send[Symbol.asyncDispose]()
  }
}

const behaviour = fc.constantFrom<Behaviour>('return', 'return', 'return', 'throw', 'resolve', 'reject', 'slow', 'hang')
const options = fc.record<SendOptions>(
  {
    stage: fc.constantFrom('received', 'processed'),
    timeout: fc.constantFrom(50, 300, 5000),
    isolate: fc.boolean(),
    overflow: fc.constantFrom('wait', 'reject', 'dropOldest'),
    retries: fc.constantFrom(0, 2),
  },
  { requiredKeys: [] },
)
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ op: fc.constant('post' as const), behaviour, options, abortable: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ op: fc.constant('advance' as const), ms: fc.nat(400) }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('slow' as const) }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('abort' as const), which: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('burst' as const), count: fc.nat(150) }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

async function perform(world: World, each: Step): Promise<void> {
  switch (each.op) {
    case 'post':
      world.post(each.behaviour, each.options, each.abortable)
      return
    case 'advance':
      await world.clock.advance(each.ms)
      return
    case 'slow':
      world.finishSlow()
      return
    case 'abort':
      world.aborts.get(each.which)?.abort()
      return
    case 'burst':
      for (let n = 0; n < each.count; n++) world.post('return', {}, false)
  }
}

describe('a channel keeps its promises', () => {
  for (const [name, loss, stops] of [
    ['over a transport that loses nothing', 0, true],
    ['over a transport that drops, duplicates, reorders and delays', 0.2, false],
    ['over one that does so to every other frame', 0.5, false],
  ] as const) {
    test(name, async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(step, { maxLength: 40 }),
          fc.integer({ min: 0, max: 2 ** 31 }),
          fc.constantFrom(4, 64, 10_000),
          fc.option(fc.nat(40), { nil: undefined }),
          async (steps, seed, window, stopAt) => {
            const world = new World(seed, loss, window)
            for (const [at, each] of steps.entries()) {
              if (stops && at === stopAt) world.actor.stop()
              await perform(world, each)
              world.check()
              if (each.op === 'advance') await world.checkWindow(window)
            }
            await world.checkWindow(window)
            await world.end()
            world.check()
          },
        ),
        { numRuns: Number(process.env.OTP_AUDIT_RUNS ?? 150) },
      )
    })
  }
})
