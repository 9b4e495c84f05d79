import * as nact from 'nact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { assign, createActor, setup, waitFor } from 'xstate'
import { UnsupportedStageError } from '../../src/core/errors.js'
import { silentLogger } from '../../src/core/logger.js'
import { createTimerWheel, type TimerWheel } from '../../src/core/wheel.js'
import type { SupervisedSend } from '../../src/send/contracts.js'
import { createSupervisedSend } from '../../src/supervised-send.js'
import { SimulatedClock } from '../../src/testing/simulated-clock.js'
import { type NactModule, nactAdapter, spawnServed } from '../../src/transports/nact.js'
import { xstateAdapter } from '../../src/transports/xstate.js'

const module = nact as unknown as NactModule
let clock: SimulatedClock
let wheel: TimerWheel
let sender: SupervisedSend

beforeEach(() => {
  clock = new SimulatedClock()
  wheel = createTimerWheel(clock)
  sender = createSupervisedSend({
    adapters: [xstateAdapter(), nactAdapter(module)],
    logger: silentLogger,
    clock,
    wheel,
  })
})
afterEach(async () => {
  await sender[Symbol.asyncDispose]()
  expect(sender.getStats().inFlight).toBe(0)
  expect(wheel.size).toBe(0)
  // An emptied wheel may wake up once more.
  await clock.runAll()
  expect(clock.pending).toEqual({ timers: 0, immediates: 0 })
})

const account = setup({
  types: {
    context: {} as { sum: number },
    events: {} as { type: 'pay'; amount: number } | { type: 'close' | 'crash' },
  },
}).createMachine({
  context: { sum: 0 },
  initial: 'open',
  states: {
    open: {
      on: {
        pay: { actions: assign({ sum: ({ context, event }) => context.sum + event.amount }) },
        crash: {
          actions: () => {
            throw new RangeError('in an action')
          },
        },
        close: 'closed',
      },
    },
    closed: { on: { pay: undefined } },
  },
})

describe('XState actors', () => {
  it('take events as processed', async () => {
    const actor = createActor(account).start()
    await expect(
      sender.sendSupervised(actor, { type: 'pay', amount: 3 }, { stage: 'processed' }),
    ).resolves.toMatchObject({ status: 'delivered', stage: 'processed' })
    expect(actor.getSnapshot().context.sum).toBe(3)
  })

  it('say so when nothing handles the event, where XState drops it in silence', async () => {
    const actor = createActor(account).start()
    actor.send({ type: 'close' })
    await expect(
      sender.sendSupervised(actor, { type: 'pay', amount: 3 }, { onError: 'ignore' }),
    ).resolves.toMatchObject({
      status: 'undelivered',
      reason: 'not_handled',
      cause: { code: 'ERR_UNHANDLED_EVENT', message: expect.stringContaining("'pay'") },
    })
  })

  it('give the error of an action to the event that caused it, prove the rest undelivered, and are down afterwards', async () => {
    const actor = createActor(account).start()
    const events = [
      { type: 'pay', amount: 1 } as const,
      { type: 'crash' } as const,
      { type: 'pay', amount: 1 } as const,
      { type: 'pay', amount: 1 } as const,
    ]
    const results = await Promise.all(events.map(event => sender.sendSupervised(actor, event, { onError: 'ignore' })))
    expect(results.map(result => result.status)).toEqual(['delivered', 'failed', 'undelivered', 'undelivered'])
    expect(results[1]).toMatchObject({
      reason: 'handler_error',
      error: { name: 'RangeError', message: 'in an action' },
    })
    await expect(sender.sendSupervised(actor, events[0], { onError: 'ignore' })).resolves.toMatchObject({
      status: 'undelivered',
      reason: 'down',
    })
  })

  it('are down once stopped, where XState drops what is sent to them in silence', async () => {
    const actor = createActor(account).start()
    actor.stop()
    await expect(
      sender.sendSupervised(actor, { type: 'pay', amount: 3 }, { onError: 'ignore' }),
    ).resolves.toMatchObject({ status: 'undelivered', reason: 'down' })
  })

  it('that were never started leave a send unknown at its timeout, and are not asked again once started', async () => {
    const actor = createActor(account)
    const sent = sender.sendSupervised(actor, { type: 'pay', amount: 3 }, { onError: 'ignore', timeout: 100 })
    await clock.advance(101)
    await expect(sent).resolves.toMatchObject({ status: 'unknown', reason: 'timeout' })
    actor.start()
    expect(actor.getSnapshot().context.sum).toBe(3)
    expect(sender.getStats()).toMatchObject({ lateAcks: 1, unknown: 1, delivered: 0 })
  })

  it('take what one action sends to its own actor after the macrostep, in order', async () => {
    const log: string[] = []
    const results: Promise<unknown>[] = []
    const machine = setup({}).createMachine({
      on: {
        outer: {
          actions: ({ self }) => {
            results.push(sender.sendSupervised(self, { type: 'inner' }))
            log.push('outer')
          },
        },
        inner: { actions: () => void log.push('inner') },
      },
    })
    const actor = createActor(machine).start()
    await sender.sendSupervised(actor, { type: 'outer' })
    await expect(Promise.all(results)).resolves.toMatchObject([{ status: 'delivered' }])
    expect(log).toEqual(['outer', 'inner'])
  })

  it('compose with waitFor, which is their call', async () => {
    const actor = createActor(account).start()
    const closed = waitFor(actor, snapshot => snapshot.matches('closed'), { timeout: 1000 })
    await sender.sendSupervised(actor, { type: 'close' })
    await expect(closed).resolves.toMatchObject({ value: 'closed' })
  })
})

describe('nact actors', () => {
  let system: never
  beforeEach(() => {
    system = nact.start() as never
  })
  afterEach(() => nact.stop(system))

  it('that are served prove what they have processed', async () => {
    const heard: unknown[] = []
    const ref = spawnServed<object>(module, system, (_state, message) => void heard.push(message))
    const results = await Promise.all([1, 2, 3].map(n => sender.sendSupervised(ref, n, { stage: 'processed' })))
    expect(results.every(result => result.status === 'delivered' && result.stage === 'processed')).toBe(true)
    expect(heard).toEqual([1, 2, 3])
  })

  it('that are not served get the raw message, and refuse to promise more', async () => {
    const heard: unknown[] = []
    const ref = nact.spawn(system, ((_state: unknown, message: unknown) => void heard.push(message)) as never)
    await expect(sender.sendSupervised(ref, 'raw')).resolves.toMatchObject({
      status: 'delivered',
      stage: 'handed_over',
    })
    await expect(sender.sendSupervised(ref, 'more', { stage: 'processed', onError: 'ignore' })).resolves.toMatchObject({
      status: 'undelivered',
      reason: 'unsupported_stage',
      cause: expect.any(UnsupportedStageError),
    })
    await new Promise(resolve => setImmediate(resolve))
    expect(heard).toEqual(['raw'])
  })

  it('are down once stopped, where dispatch is silent', async () => {
    const ref = nact.spawn(system, (() => {}) as never)
    nact.stop(ref)
    await expect(sender.sendSupervised(ref, 1, { onError: 'ignore' })).resolves.toMatchObject({
      status: 'undelivered',
      reason: 'down',
    })
  })

  it('that crash fail the message that did it, and prove the queued ones undelivered', async () => {
    const onCrash = (_message: unknown, _error: unknown, ctx: { stop: symbol }): symbol => ctx.stop
    const behaviour = (_state: unknown, message: unknown): void => {
      if (message === 'bad') throw new RangeError('in the behaviour')
    }
    const ref = spawnServed<object>(module, system, behaviour, 'crashing', { onCrash })
    const results = await Promise.all(
      ['good', 'bad', 'queued', 'queued'].map(message => sender.sendSupervised(ref, message, { onError: 'ignore' })),
    )
    expect(results.map(result => result.status)).toEqual(['delivered', 'failed', 'undelivered', 'undelivered'])
    expect(results[1]).toMatchObject({ error: { name: 'RangeError' } })
  })
})
