/** The queue against a model of plain arrays: adding, retrying with any answers, purging, time, a store that fails. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { SendResult } from '../../src/core/results.js'
import { createTelemetry } from '../../src/core/telemetry.js'
import type { DeadLetterQueue, DeadLetterQueueOptions } from '../../src/dead-letters/contracts.js'
import { createDeadLetterQueue, createMemoryStore } from '../../src/dead-letters/index.js'
import { SimulatedClock } from '../../src/testing/simulated-clock.js'
import { recordingLogger } from '../monitors/fixtures.js'
import { delivered, undelivered } from './fixtures.js'

interface ModelLetter {
  message: number
  recipient: string
  key: string | undefined
  attempts: number
  due: number
  state: 'pending' | 'exhausted'
  born: number
}
interface Model {
  letters: ModelLetter[]
  now: number
  next: number
  counts: {
    added: number
    redelivered: number
    exhausted: number
    dropped: number
    purged: number
    expired: number
    duplicates: number
    retried: number
  }
}
interface Real {
  queue: DeadLetterQueue
  clock: SimulatedClock
  /** Answers, by recipient. */
  alive: Set<string>
  sent: number[]
}
type Command = fc.AsyncCommand<Model, Real>

const limit = 6
const maxAttempts = 3
const interval = 100
const maxAge = 1000
const recipients = ['a', 'b', 'c']

function attempt(model: Model, letter: ModelLetter, alive: Set<string>): string {
  model.counts.retried++
  if (alive.has(letter.recipient)) {
    model.letters.splice(model.letters.indexOf(letter), 1)
    model.counts.redelivered++
    return 'redelivered'
  }
  letter.attempts++
  letter.due = model.now + interval
  if (letter.attempts < maxAttempts) return 'failed'
  letter.state = 'exhausted'
  model.counts.exhausted++
  return 'exhausted'
}

function expire(model: Model): void {
  const old = model.letters.filter(letter => model.now - letter.born >= maxAge)
  model.letters = model.letters.filter(letter => !old.includes(letter))
  model.counts.expired += old.length
}

async function compare(model: Model, real: Real): Promise<void> {
  const { items, total } = await real.queue.listMessages()
  expect(items.map(({ message, attempts, state }) => ({ message, attempts, state }))).toEqual(
    model.letters.map(({ message, attempts, state }) => ({ message, attempts, state })),
  )
  expect(total).toBe(model.letters.length)
  expect(total).toBeLessThanOrEqual(limit)
  const { size, ...stats } = real.queue.getStats()
  expect(stats).toMatchObject(model.counts)
  expect(stats.added).toBe(size + stats.redelivered + stats.purged + stats.expired + stats.dropped)
}

const add = fc
  .array(fc.tuple(fc.constantFrom(...recipients), fc.option(fc.constantFrom('k1', 'k2'), { nil: undefined })), {
    minLength: 1,
    maxLength: 4,
  })
  .map(
    (letters): Command => ({
      check: () => true,
      async run(model, real) {
        expire(model)
        const results = letters.map(([recipient, key]) => {
          const message = model.next++
          const options = key === undefined ? {} : { idempotencyKey: key }
          const result = real.queue.addMessage(recipient, message, 'down', {}, options)
          if (key !== undefined && model.letters.some(letter => letter.key === key)) {
            model.counts.duplicates++
            return [result, 'duplicate'] as const
          }
          const due = model.now + interval
          model.letters.push({ message, recipient, key, attempts: 0, due, state: 'pending', born: model.now })
          model.counts.added++
          return [result, message] as const
        })
        const surplus = Math.max(0, model.letters.length - limit)
        const given = model.letters.splice(0, surplus).map(letter => letter.message)
        model.counts.dropped += surplus
        for (const [result, expected] of results) {
          const wanted = expected === 'duplicate' ? expected : given.includes(expected) ? 'dropped' : 'stored'
          expect((await result).status).toBe(wanted)
        }
        await compare(model, real)
      },
      toString: () => `add(${letters.map(([recipient, key]) => `${recipient}${key ? ` ${key}` : ''}`)})`,
    }),
  )
const turn = fc.constantFrom(...recipients).map(
  (recipient): Command => ({
    check: () => true,
    async run(_, { alive }) {
      if (!alive.delete(recipient)) alive.add(recipient)
    },
    toString: () => `turn(${recipient})`,
  }),
)
const retry = fc.tuple(fc.constantFrom('all', 'due', ...recipients), fc.integer({ min: 1, max: 8 })).map(
  ([what, most]): Command => ({
    check: () => true,
    async run(model, real) {
      expire(model)
      const filter = what === 'all' || what === 'due' ? what : { recipient: what }
      const outcomes = await real.queue.retryMessages(filter, { limit: most })
      const wanted: string[] = []
      const matching = model.letters.filter(letter =>
        what === 'all'
          ? true
          : what === 'due'
            ? letter.state === 'pending' && letter.due <= model.now
            : letter.recipient === what,
      )
      const tried = matching.filter(letter => letter.state === 'pending').slice(0, most)
      for (const letter of matching) if (letter.state === 'exhausted') wanted.push('exhausted')
      for (const letter of tried) wanted.push(attempt(model, letter, real.alive))
      expect(outcomes.map(outcome => outcome.status).sort()).toEqual(wanted.sort())
      await compare(model, real)
    },
    toString: () => `retry(${what}, limit ${most})`,
  }),
)
const purge = fc
  .constantFrom('all' as const, { state: 'exhausted' } as const, { recipient: 'a' }, { attemptsAtLeast: 2 })
  .map(
    (filter): Command => ({
      check: () => true,
      async run(model, real) {
        expire(model)
        await real.queue.listMessages()
        const goes = (letter: ModelLetter): boolean =>
          filter === 'all' ||
          ('state' in filter && letter.state === filter.state) ||
          ('recipient' in filter && letter.recipient === filter.recipient) ||
          ('attemptsAtLeast' in filter && letter.attempts >= filter.attemptsAtLeast)
        const gone = model.letters.filter(goes).length
        model.letters = model.letters.filter(letter => !goes(letter))
        model.counts.purged += gone
        expect(await real.queue.purgeMessages(filter)).toEqual({ purged: gone })
        await compare(model, real)
      },
      toString: () => `purge(${JSON.stringify(filter)})`,
    }),
  )
const advance = fc.integer({ min: 1, max: 40 }).map(
  (steps): Command => ({
    check: () => true,
    /** In steps of the shortest pause between two periodic retries, a tenth of the interval. */
    async run(model, real) {
      for (let step = 0; step < steps; step++) {
        await real.clock.advance(interval / 10)
        model.now += interval / 10
        for (const letter of model.letters.filter(each => each.state === 'pending' && each.due <= model.now)) {
          if (model.now - letter.born < maxAge) attempt(model, letter, real.alive)
        }
      }
      expire(model)
      await compare(model, real)
    },
    toString: () => `advance(${steps})`,
  }),
)

function open(): Real & { options: DeadLetterQueueOptions } {
  const clock = new SimulatedClock()
  const real = { clock, alive: new Set<string>(), sent: [] as number[] }
  const options: DeadLetterQueueOptions = {
    clock,
    telemetry: createTelemetry({ local: true }),
    logger: recordingLogger(),
    limit,
    maxAttempts,
    retryInterval: interval,
    maxAge,
    resolve: address => ({ name: address.name }),
    send: async (target, message): Promise<SendResult> => {
      real.sent.push(message as number)
      return real.alive.has((target as unknown as { name: string }).name) ? delivered : undelivered('noproc')
    },
  }
  return { ...real, options, queue: createDeadLetterQueue(options) }
}

it('agrees with the model under adding, retrying and purging', async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands([add, add, turn, retry, purge], { size: '+1' }), async commands => {
      const real = open()
      const counts = {
        added: 0,
        redelivered: 0,
        exhausted: 0,
        dropped: 0,
        purged: 0,
        expired: 0,
        duplicates: 0,
        retried: 0,
      }
      const model: Model = { letters: [], now: 0, next: 0, counts }
      await fc.asyncModelRun(() => ({ model, real }), commands)
      await real.queue[Symbol.asyncDispose]()
      await real.clock.runAll()
      expect(real.clock.pending.timers).toBe(0)
    }),
    { numRuns: 300 },
  )
})

it('agrees with the model while time passes and the periodic retry comes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands([add, turn, advance, purge], { maxCommands: 12 }), async commands => {
      const real = open()
      const counts = {
        added: 0,
        redelivered: 0,
        exhausted: 0,
        dropped: 0,
        purged: 0,
        expired: 0,
        duplicates: 0,
        retried: 0,
      }
      const model: Model = { letters: [], now: 0, next: 0, counts }
      await fc.asyncModelRun(() => ({ model, real }), commands)
      await real.queue[Symbol.asyncDispose]()
    }),
    { numRuns: 150 },
  )
})

it('gives each letter to one of many runs at once, and loses none, however their promises interleave', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 2, max: 4 }),
      async (s, letters, runs) => {
        const store = createMemoryStore({ shared: true })
        const clock = new SimulatedClock()
        const sent: unknown[] = []
        const queues = Array.from({ length: runs }, () =>
          createDeadLetterQueue({
            store,
            clock,
            telemetry: createTelemetry({ local: true }),
            logger: recordingLogger(),
            resolve: address => ({ ...address }),
            send: (_target, message) => {
              sent.push(message)
              return s.schedule(Promise.resolve(delivered))
            },
          }),
        )
        for (let i = 0; i < letters; i++) await queues[0]!.addMessage(`r${i % 3}`, i, 'down')
        const all = Promise.all(queues.map(queue => s.schedule(Promise.resolve()).then(() => queue.retryMessages())))
        await s.waitFor(all)
        expect(new Set(sent).size).toBe(sent.length)
        expect(sent).toHaveLength(letters)
        expect(await store.count()).toBe(0)
        for (const queue of queues) await queue[Symbol.asyncDispose]()
      },
    ),
    { numRuns: 200 },
  )
})
