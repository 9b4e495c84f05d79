/** The core of `/core`: what it does alone, what each part adds, and what is said when one is missing. */
import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, test } from 'vitest'
import { isOtpRuntimeError, NotSerializableError } from '../../src/core/errors.js'
import type { Logger } from '../../src/core/logger.js'
import type { SendResult } from '../../src/core/results.js'
import { createTelemetry } from '../../src/core/telemetry.js'
import * as core from '../../src/core.js'
import {
  actorAdapter,
  backpressure,
  breaker,
  broadcast,
  type CoreOptions,
  calls,
  checks,
  clonePaths,
  createSupervisedSendWith,
  deadLetters,
  lossy,
  MissingPartError,
  messagePortAdapter,
  names,
  retries,
  signals,
  spawnActor,
  telemetry,
  throws,
  timeouts,
  workerAdapter,
} from '../../src/core.js'
import { createDeadLetterQueue } from '../../src/dead-letters/index.js'
import { createNameRegistry } from '../../src/names/registry.js'
import { allParts } from '../../src/send/all-parts.js'
import type { SupervisedSend } from '../../src/send/contracts.js'
import type { Part, PartName } from '../../src/send/parts.js'
import { lossyAdapter } from '../../src/testing/lossy-transport.js'
import { SimulatedClock } from '../../src/testing/simulated-clock.js'
import { createTimeoutConfig } from '../../src/timeouts/config.js'
import { bundleFixture } from '../fixtures/bundle.js'
import { gate } from './fixtures.js'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const logged: string[] = []
const line = (message: string): void => void logged.push(message)
const logger: Logger = { debug: line, info: line, warn: line, error: line }

function coreWith(parts: readonly Part[] = [], options: Partial<CoreOptions> = {}) {
  logged.length = 0
  const send = createSupervisedSendWith({ adapters: [actorAdapter, messagePortAdapter], parts, logger, ...options })
  ends.push(() => send[Symbol.asyncDispose]())
  return send
}

async function thrownBy(fn: () => unknown): Promise<unknown> {
  try {
    await fn()
    return undefined
  } catch (error) {
    return error
  }
}

const double = spawnActor((n: number) => n * 2)
const reason = (result: SendResult) => ('reason' in result ? result.reason : result.stage)

describe('the core alone', () => {
  test('sends to a served worker, in order, and says what became of each', async () => {
    await using thread = await bundleFixture('thread')
    const worker = new Worker(thread.path)
    ends.push(() => worker.terminate())
    const send = createSupervisedSendWith({ adapters: [workerAdapter] })
    const options = { stage: 'processed', onError: 'ignore' } as const
    expect(await send.sendSupervised(worker, { op: 'keep', n: 0 }, options)).toMatchObject({ stage: 'processed' })
    for (let n = 1; n < 100; n++) send.postSupervised(worker, { op: 'keep', n })
    expect(await send.drain()).toEqual({ drained: true, inFlight: 0, unknown: 0 })
    expect(await send.sendSupervised(worker, { op: 'throw', n: 7 }, options)).toMatchObject({
      status: 'failed',
      error: { message: 'thrown 7' },
    })
    expect(send.getStats()).toMatchObject({ sent: 101, delivered: 100, failed: 1, inFlight: 0, circuits: {} })
    const asking = createSupervisedSendWith({ adapters: [workerAdapter], parts: [calls] })
    const seen = await asking.call<{ op: string }, { n: number }[]>(worker, { op: 'seen' })
    expect(seen.map(({ n }) => n)).toEqual(Array.from({ length: 100 }, (_, n) => n))
    await asking[Symbol.asyncDispose]()
    await worker.terminate()
    expect(await send.sendSupervised(worker, 1, options)).toMatchObject({ status: 'undelivered', reason: 'down' })
    await send[Symbol.asyncDispose]()
    expect(await send.sendSupervised(worker, 1)).toMatchObject({ status: 'undelivered', reason: 'closed' })
    expect(send.postSupervised(worker, 1)).toBe(-1)
  })

  test('keeps timeouts, deadlines and its window; a loss is logged', async () => {
    const clock = new SimulatedClock()
    const send = coreWith([], { clock, window: 2 })
    const slow = spawnActor(() => new Promise(() => {}))
    const options = { stage: 'processed', timeout: 100 } as const
    const results = [1, 2, 3].map(n => send.sendSupervised(slow, n, options))
    expect(reason(await results[2]!)).toBe('buffer_full')
    await clock.advance(100)
    expect((await Promise.all(results)).map(reason)).toEqual(['timeout', 'timeout', 'buffer_full'])
    expect(reason(await send.sendSupervised(slow, 4, { deadline: clock.now() }))).toBe('expired')
    expect(logged).toEqual(Array(4).fill('supervised send failed'))
  })

  test('tells the results of posts to who listens, and of a message that cannot be cloned', async () => {
    const send = coreWith()
    const { port1 } = new MessageChannel()
    ends.push(() => port1.close())
    const channel = send.channel(port1, { onError: 'ignore' })
    const results: SendResult[] = []
    channel.onResult(result => results.push(result))
    channel.post({ callback() {} })
    await channel.flush()
    await Promise.resolve()
    const [result] = results
    expect(result).toMatchObject({ status: 'undelivered', reason: 'not_serializable' })
    expect(result!.status === 'undelivered' && result!.cause).toBeInstanceOf(NotSerializableError)
  })

  test('does not let a wrong time or an unknown option through', async () => {
    const send = coreWith()
    for (const options of [{ timeout: Number.NaN }, { timeout: -1 }, { deadline: Number.NaN }, { timeuot: 1 }]) {
      const error = await thrownBy(() => send.sendSupervised(double, 1, options as never))
      expect(error, JSON.stringify(options)).toMatchObject({ code: 'ERR_INVALID_OPTION' })
    }
    expect(send.getStats().sent).toBe(0)
  })
})

/** The ways in which each part is asked for. */
type Way = (make: (options?: Partial<CoreOptions>) => SupervisedSend) => unknown
const asked: Record<Exclude<PartName, 'clonePaths' | 'checks' | 'lossy'>, Way[]> = {
  retries: [
    make => make().sendSupervised(double, 1, { retries: 1 }),
    make => make().sendSupervised(double, 1, { backoff: 5 }),
    make => make().sendSupervised(double, 1, { retryOn: () => true }),
    make => make().postSupervised(double, 1, { retryUnknown: true }),
    make => make().channel(double, { retries: 2 }),
    make => make({ defaults: { retries: 2 } }),
  ],
  breaker: [make => make({ breaker: { consecutive: 2 } })],
  backpressure: [
    make => make().sendSupervised(double, 1, { overflow: 'wait' }),
    make => make().sendSupervised(double, 1, { overflow: 'dropOldest' }),
    make => make().channel(double).ready(),
    make => make().channel(double).toWritable(),
    make => make().channel(double, { timeout: 5 }).toWritable(),
  ],
  throws: [
    make => make().sendSupervised(double, 1, { onError: 'raise' }),
    make => make().postSupervised(double, 1, { onError: 'raise' }),
  ],
  signals: [make => make().sendSupervised(double, 1, { signal: new AbortController().signal })],
  calls: [make => make().call(double, 1), make => make().channel(double).call(1)],
  broadcast: [make => make().broadcastSupervised([double], 1), make => make().postBroadcast([double], 1)],
  names: [
    make => make().sendSupervised('double', 1),
    make => make().postSupervised('double', 1),
    make => make().channel('double'),
    make => make({ names: createNameRegistry() }),
  ],
  deadLetters: [
    make => make().sendSupervised(double, 1, { onError: 'deadLetter' }),
    make => make({ deadLetters: queue() }),
  ],
  timeouts: [make => make({ timeouts: createTimeoutConfig({ rules: {} }) })],
  telemetry: [make => make({ telemetry: createTelemetry({ local: true }) })],
}

function others(name: PartName): Part[] {
  return allParts.map(part => Object.fromEntries(Object.entries(part).filter(([each]) => each !== name)))
}

function queue() {
  const made = createDeadLetterQueue({ logger })
  ends.push(() => made[Symbol.asyncDispose]())
  return made
}

describe.each(Object.entries(asked))('the part %s', (name, ways) => {
  const numbered = ways.map((way, n) => [n + 1, way] as const)

  test.each(numbered)('way %i of asking for it without it fails at once, and says what to add', async (_, way) => {
    let made: SupervisedSend | undefined
    const error = await thrownBy(() =>
      way(options => {
        made = coreWith(others(name as PartName), options)
        return made
      }),
    )
    expect(error).toBeInstanceOf(MissingPartError)
    expect(isOtpRuntimeError(error)).toBe(true)
    expect(error).toMatchObject({ code: 'ERR_MISSING_PART', part: name, name: 'MissingPartError' })
    expect((error as Error).message).toContain(`{ parts: [${name}] }`)
    expect(made?.getStats().sent ?? 0).toBe(0)
  })

  test.each(numbered)('way %i of asking for it is open to who has it', async (_, way) => {
    expect(await thrownBy(() => way(options => coreWith(allParts, options)))).toBeUndefined()
  })
})

test('what asks for nothing needs no part', async () => {
  const send = coreWith()
  const nothing = { retries: 0, retryUnknown: false, overflow: 'reject', signal: undefined } as const
  expect(await send.sendSupervised(double, 1, nothing)).toMatchObject({ status: 'delivered' })
})

test('a lossy transport without its part carries nothing, and the result says why', async () => {
  const adapters = [lossyAdapter(actorAdapter, { print: () => {} })]
  const result = await coreWith([], { adapters }).sendSupervised(double, 1)
  expect(result).toMatchObject({ status: 'undelivered', reason: 'transport_error', cause: { part: 'lossy' } })
  expect(await coreWith([lossy], { adapters }).sendSupervised(double, 1)).toMatchObject({ status: 'delivered' })
})

describe('alone with the core', () => {
  test('retries: tries again, and holds what is behind', async () => {
    let open = false
    const adapter = { ...actorAdapter, liveness: () => (open ? 'alive' : 'down') } as typeof actorAdapter
    const send = coreWith([retries], { adapters: [adapter] })
    const got: number[] = []
    const actor = spawnActor((n: number) => void got.push(n))
    const first = send.sendSupervised(actor, 1, { retries: 50, backoff: { kind: 'constant', initial: 1 } })
    open = true
    const second = send.sendSupervised(actor, 2)
    expect([reason(await first), reason(await second)]).toEqual(['processed', 'processed'])
    expect(got).toEqual([1, 2])
    expect(send.getStats().retried).toBeGreaterThan(0)
  })

  test('breaker: opens', async () => {
    const clock = new SimulatedClock()
    const send = coreWith([breaker], { clock, breaker: { consecutive: 1 } })
    const slow = spawnActor(() => new Promise(() => {}))
    const late = send.sendSupervised(slow, 1, { stage: 'processed', timeout: 10 })
    await clock.advance(10)
    expect(reason(await late)).toBe('timeout')
    expect(reason(await send.sendSupervised(slow, 2))).toBe('circuit_open')
    expect(Object.values(send.getStats().circuits)).toEqual(['open'])
  })

  test('backpressure: waits for room', async () => {
    const send = coreWith([backpressure], { window: 1 })
    const { promise, open } = gate()
    const slow = spawnActor(() => promise)
    const both = [1, 2].map(n => send.sendSupervised(slow, n, { stage: 'processed' }))
    const ready = send.channel(slow).ready()
    open()
    expect((await Promise.all(both)).map(reason)).toEqual(['processed', 'processed'])
    await ready
  })

  test('throws: of posts and of sends', async () => {
    const send = coreWith([throws])
    const { port1 } = new MessageChannel()
    ends.push(() => port1.close())
    expect(await thrownBy(() => send.postSupervised(port1, () => {}))).toMatchObject({ name: 'DataCloneError' })
    const raised = await thrownBy(() => send.sendSupervised(port1, () => {}, { onError: 'raise' }))
    expect(raised).toMatchObject({ code: 'ERR_SEND_FAILED' })
    expect(logged).toEqual([])
  })

  test('signals: aborts', async () => {
    const controller = new AbortController()
    const slow = spawnActor(() => new Promise(() => {}))
    const sent = coreWith([signals]).sendSupervised(slow, 1, { stage: 'processed', signal: controller.signal })
    controller.abort()
    expect(reason(await sent)).toBe('aborted')
  })

  test('calls: answer, and throw what went wrong', async () => {
    const send = coreWith([calls])
    expect(await send.call(double, 21)).toBe(42)
    expect(await send.channel(double).call(4)).toBe(8)
    const angry = spawnActor(() => {
      throw new RangeError('no')
    })
    expect(await thrownBy(() => send.call(angry, 1))).toMatchObject({ code: 'ERR_REMOTE_HANDLER' })
    expect(logged).toEqual([])
  })

  test('broadcast: to all, all or none', async () => {
    const send = coreWith([broadcast])
    const gone = spawnActor(() => {})
    gone.stop()
    const result = await send.broadcastSupervised([double, gone], 1, { onError: 'ignore' })
    expect(result).toMatchObject({ status: 'partial_failure', delivered: [{ id: 0 }], failed: [{ id: 1 }] })
    expect(send.postBroadcast([double, gone], 1, { strategy: 'all_or_nothing', onError: 'ignore' })).toEqual([-1, -1])
  })

  test('names: found when they are needed', async () => {
    const registry = createNameRegistry()
    const send = coreWith([names], { names: registry })
    expect(reason(await send.sendSupervised('double', 1))).toBe('noproc')
    registry.register('double', double)
    expect(reason(await send.sendSupervised('double', 1))).toBe('processed')
  })

  test('deadLetters: keep what failed, and send it again', async () => {
    const target = { down: true }
    const got: unknown[] = []
    const actor = spawnActor(message => void got.push(message))
    const adapter = { ...actorAdapter, liveness: () => (target.down ? 'down' : 'alive') } as typeof actorAdapter
    const registry = createNameRegistry()
    const letters = createDeadLetterQueue({ logger, addressOf: registry.addressOf, resolve: registry.resolve as never })
    ends.push(() => letters[Symbol.asyncDispose]())
    const send = coreWith([deadLetters], { adapters: [adapter], deadLetters: letters })
    expect(reason(await send.sendSupervised(actor, 'letter', { onError: 'deadLetter' }))).toBe('down')
    expect((await letters.listMessages()).total).toBe(1)
    target.down = false
    expect(await letters.retryMessages('all')).toMatchObject([{ status: 'redelivered' }])
    expect(got).toEqual(['letter'])
  })

  test('timeouts: are the configured ones, also of calls', async () => {
    const clock = new SimulatedClock()
    const config = createTimeoutConfig({ rules: { default: 50 }, builtIn: false, clock })
    const send = coreWith([timeouts, calls], { clock, timeouts: config })
    const slow = spawnActor(() => new Promise(() => {}))
    const sent = send.sendSupervised(slow, 1, { stage: 'processed' })
    const called = thrownBy(() => send.call(slow, 1))
    await clock.advance(50)
    expect(reason(await sent)).toBe('timeout')
    expect(await called).toMatchObject({ code: 'ERR_CALL_TIMEOUT', timeoutMs: 50 })
  })

  test('telemetry: events, counters and the type of what failed', async () => {
    const events: unknown[] = []
    const own = createTelemetry({ local: true })
    own.subscribe('otp.supervised_send.send.stop', ({ result }) => events.push(result))
    const lines: unknown[] = []
    const warn = (_: string, fields?: object): void => void lines.push(fields)
    const send = coreWith([telemetry], { telemetry: own, logger: { ...logger, warn } })
    await send.sendSupervised(double, 1)
    const gone = spawnActor(() => {})
    gone.stop()
    await send.sendSupervised(gone, { type: 'job' })
    expect(events).toEqual(['delivered', 'down'])
    expect(own.counters()).toMatchObject({ 'supervised_send.sent': 2, 'supervised_send.undelivered': 1 })
    expect(lines).toMatchObject([{ message: '[redacted job]' }])
  })

  test('clonePaths: the path of what cannot be cloned', async () => {
    const { port1 } = new MessageChannel()
    ends.push(() => port1.close())
    const result = await coreWith([clonePaths]).sendSupervised(port1, { a: [{ b() {} }] })
    expect(result).toMatchObject({ reason: 'not_serializable', cause: { path: 'a[0].b' } })
  })

  test('checks: of types and ranges', async () => {
    expect(await thrownBy(() => coreWith([checks], { window: 0 }))).toMatchObject({ code: 'ERR_INVALID_OPTION' })
    expect(await thrownBy(() => coreWith([checks], { windw: 1 } as never))).toMatchObject({ option: 'options.windw' })
    const error = await thrownBy(() => coreWith([checks]).sendSupervised(double, 1, { stage: 'done' as never }))
    expect(error).toMatchObject({ code: 'ERR_INVALID_OPTION', option: 'stage' })
  })
})

test('every part is exported by its own name, and the main entry point has them all', () => {
  const given = new Set(allParts.flatMap(part => Object.keys(part)))
  for (const name of given) expect((core as Record<string, unknown>)[name], name).toHaveProperty(name)
  const exported = Object.keys(core).filter(name => Object.hasOwn((core as never)[name] ?? {}, name))
  expect(new Set(exported)).toEqual(given)
})
