import { describe, expect, it, onTestFinished } from 'vitest'
import { silentLogger } from '../../src/core/logger.js'
import { createDeadLetterQueue } from '../../src/dead-letters/index.js'
import type { CallContext, LateReply } from '../../src/timeouts/contracts.js'
import { recorded } from '../monitors/fixtures.js'
import { setup } from './fixtures.js'

/** A promise and its strings. */
function puppet<T>(): { promise: Promise<T>; resolve: (value: T) => void; reject: (error: unknown) => void } {
  let resolve!: (value: T) => void
  let reject!: (error: unknown) => void
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

/** Counts the abort listeners of a signal. */
function counted(signal: AbortSignal): { readonly listeners: number } {
  const count = { listeners: 0 }
  const { addEventListener, removeEventListener } = signal
  signal.addEventListener = function (this: AbortSignal, ...args: Parameters<typeof addEventListener>): void {
    count.listeners++
    addEventListener.apply(this, args)
  } as typeof addEventListener
  signal.removeEventListener = function (this: AbortSignal, ...args: Parameters<typeof removeEventListener>): void {
    count.listeners--
    removeEventListener.apply(this, args)
  } as typeof removeEventListener
  return count
}

describe('callWithTimeout', () => {
  it('gives the value, and evaluates server, request and call once each (G 99)', async () => {
    const { timeouts } = setup()
    let servers = 0
    let requests = 0
    let calls = 0
    const server = (): string => `server ${++servers}`
    const request = (): unknown => ({ type: 'x', n: ++requests })
    const result = await timeouts.callWithTimeout(server(), request(), () => ++calls)
    expect(result).toEqual({ status: 'ok', value: 1 })
    expect([servers, requests, calls]).toEqual([1, 1, 1])
    expect(timeouts.getStats()).toMatchObject({ calls: 1, ok: 1, inFlight: 0 })
  })

  it.each([
    [
      'that cannot be looked at',
      {
        // biome-ignore lint/suspicious/noThenProperty: what is given back is somebody else's
        get then(): never {
          throw new RangeError('no')
        },
      },
    ],
    [
      'that throws',
      {
        // biome-ignore lint/suspicious/noThenProperty: as above
        then(): never {
          throw new RangeError('no')
        },
      },
    ],
  ])('gives the error of a thenable %s, and leaves nothing behind', async (_what, thenable) => {
    const { timeouts } = setup()
    const result = await timeouts.callWithTimeout('store', 1, () => thenable as PromiseLike<never>)
    expect(result).toMatchObject({ status: 'error', error: expect.any(RangeError) })
    expect(timeouts.getStats()).toMatchObject({ calls: 1, errors: 1, inFlight: 0 })
  })

  it('ends at the timeout of the call, tells the callee, and announces it', async () => {
    const { timeouts, clock, telemetry } = setup()
    const hits = recorded(telemetry, 'otp.timeout_config.timeout_hit')
    let context: CallContext | undefined
    const result = timeouts.callWithTimeout('store', ['cache_lookup', 'user'], own => {
      context = own
      return new Promise<never>(() => {})
    })
    const { signal } = context!
    await clock.advance(400)
    expect(context!.remaining()).toBe(600)
    expect(signal.aborted).toBe(false)
    await clock.advance(599)
    expect(timeouts.getStats().inFlight).toBe(1)
    await clock.advance(1)
    expect(await result).toEqual({ status: 'timeout', timeoutMs: 1_000 })
    expect(signal.reason).toMatchObject({ code: 'ERR_CALL_TIMEOUT', timeoutMs: 1_000 })
    expect(context!.remaining()).toBe(0)
    expect(hits).toEqual([{ timeout: 1_000, service: 'store', operation: 'cache_lookup:user' }])
  })

  it('gives the error of the call, thrown or rejected', async () => {
    const { timeouts } = setup()
    const error = new Error('refused')
    const thrown = await timeouts.callWithTimeout('s', null, () => {
      throw error
    })
    const rejected = await timeouts.callWithTimeout('s', null, () => Promise.reject(error))
    expect([thrown, rejected]).toEqual([
      { status: 'error', error },
      { status: 'error', error },
    ])
  })

  it('ends by the caller’s signal, and does not start if that is aborted already', async () => {
    const { timeouts } = setup()
    const controller = new AbortController()
    let context: CallContext | undefined
    const result = timeouts.callWithTimeout(
      's',
      null,
      own => {
        context = own
        return new Promise<never>(() => {})
      },
      { signal: controller.signal },
    )
    controller.abort('enough')
    expect(await result).toEqual({ status: 'aborted', reason: 'enough' })
    expect(context!.signal.reason).toBe('enough')
    let started = false
    const again = timeouts.callWithTimeout('s', null, () => (started = true), { signal: controller.signal })
    expect(await again).toEqual({ status: 'aborted', reason: 'enough' })
    expect(started).toBe(false)
  })

  it.each(['ok', 'error', 'timeout', 'aborted'])('leaves no listener and no timer after %s', async outcome => {
    const { timeouts, clock } = setup()
    const controller = new AbortController()
    const count = counted(controller.signal)
    const reply = puppet<number>()
    const results = Array.from({ length: 20 }, () =>
      timeouts.callWithTimeout('s', null, () => reply.promise, { signal: controller.signal, timeout: 50 }),
    )
    expect(count.listeners).toBe(1)
    expect(clock.pending.timers).toBe(1)
    if (outcome === 'ok') reply.resolve(1)
    else if (outcome === 'error') reply.reject(new Error('no'))
    else if (outcome === 'timeout') await clock.advance(50)
    else controller.abort()
    for (const result of await Promise.all(results)) expect(result.status).toBe(outcome)
    expect(count.listeners).toBe(0)
  })

  it('counts a reply that comes too late, and changes nothing', async () => {
    const { timeouts, clock, telemetry } = setup()
    const events = recorded(telemetry, 'otp.timeout_config.late_reply')
    const reply = puppet<string>()
    const result = timeouts.callWithTimeout('s', { type: 'ask' }, () => reply.promise, { timeout: 10 })
    await clock.advance(25)
    reply.resolve('too late')
    await clock.settle()
    expect(await result).toEqual({ status: 'timeout', timeoutMs: 10 })
    expect(timeouts.getStats()).toMatchObject({ timeouts: 1, ok: 0, lateReplies: 1 })
    expect(events).toEqual([{ count: 1, late_by: 15, status: 'ok', service: 's', operation: 'ask' }])
  })

  it('hands late replies and late failures to whoever wants them: the call’s taker before the config’s', async () => {
    const byConfig: unknown[] = []
    const { timeouts, clock, logger } = setup({ onLateReply: (reply, call) => byConfig.push([reply, call]) })
    const byCall: LateReply[] = []
    const [first, second] = [puppet<number>(), puppet<number>()]
    const results = [
      timeouts.callWithTimeout('s', 'op', () => first.promise, { timeout: 5 }),
      timeouts.callWithTimeout('s', null, () => second.promise, {
        timeout: 5,
        onLateReply: reply => byCall.push(reply),
      }),
    ]
    await clock.advance(6)
    await Promise.all(results)
    const error = new Error('failed late')
    first.resolve(1)
    second.reject(error)
    await clock.settle()
    expect(byConfig).toEqual([
      [
        { status: 'ok', value: 1, lateBy: 1 },
        { service: 's', operation: 'op' },
      ],
    ])
    expect(byCall).toEqual([{ status: 'error', error, lateBy: 1 }])
    expect(logger.lines).toEqual([
      { level: 'debug', message: 'a call failed after its timeout', fields: { service: 's', error } },
    ])
  })

  it('puts late replies among the dead letters where that was chosen, for inspection only', async () => {
    const deadLetters = createDeadLetterQueue({ logger: silentLogger })
    onTestFinished(() => deadLetters[Symbol.asyncDispose]())
    const { timeouts, clock } = setup({ deadLetters })
    const [value, failure] = [puppet<string>(), puppet<string>()]
    const results = [value, failure].map(reply =>
      timeouts.callWithTimeout('store', ['get', 'user'], () => reply.promise, { timeout: 5 }),
    )
    await clock.advance(20)
    await Promise.all(results)
    value.resolve('late')
    failure.reject(new Error('late, too'))
    await clock.settle()
    const { items } = await deadLetters.listMessages()
    expect(items).toMatchObject([
      { recipient: { kind: 'call', name: 'store' }, message: 'late', reason: 'late_reply', nextAttempt: null },
      { detail: { message: 'late, too' }, metadata: { service: 'store', operation: 'get:user', lateBy: 15 } },
    ])
  })

  it('waits for ever if, and only if, that was said', async () => {
    const { timeouts, clock } = setup()
    const reply = puppet<number>()
    let left = 0
    const result = timeouts.callWithTimeout(
      's',
      null,
      context => {
        left = context.remaining()
        return reply.promise
      },
      { timeout: 'infinity' },
    )
    expect(clock.pending.timers).toBe(0)
    await clock.advance(1e9)
    reply.resolve(1)
    expect(await result).toEqual({ status: 'ok', value: 1 })
    expect(left).toBe(Number.POSITIVE_INFINITY)
  })

  it('makes no AbortSignal that nobody reads', async () => {
    const { timeouts, clock } = setup()
    const original = globalThis.AbortController
    let made = 0
    globalThis.AbortController = class extends original {
      constructor() {
        super()
        made++
      }
    }
    try {
      for (let i = 0; i < 10; i++) await timeouts.callWithTimeout('s', null, () => i)
      const late = timeouts.callWithTimeout('s', null, () => new Promise<never>(() => {}))
      await clock.advance(5_000)
      await late
      expect(made).toBe(0)
    } finally {
      globalThis.AbortController = original
    }
  })

  it('rejects with a typed error for wrong options, and calls nobody', async () => {
    const { timeouts } = setup()
    const wrong = { code: 'ERR_INVALID_OPTION' }
    const never = (): never => {
      throw new Error('must not be called')
    }
    await expect(timeouts.callWithTimeout('s', null, never, { timeout: -5 })).rejects.toMatchObject(wrong)
    await expect(timeouts.callWithTimeout('s', null, never, { timeout: Number.NaN })).rejects.toMatchObject(wrong)
    await expect(timeouts.callWithTimeout('s', null, 'fn' as never)).rejects.toMatchObject(wrong)
    expect(timeouts.getStats()).toMatchObject({ calls: 0, inFlight: 0 })
  })

  it('may be nested and re-entered', async () => {
    const { timeouts } = setup()
    const result = await timeouts.callWithTimeout('outer', null, () =>
      timeouts.callWithTimeout('inner', null, async () => 'deep'),
    )
    expect(result).toEqual({ status: 'ok', value: { status: 'ok', value: 'deep' } })
  })
})

describe('call', () => {
  it('is the value, or throws: the error of the call, the timeout, the reason of the abort', async () => {
    const { timeouts, clock } = setup({ rules: { services: { short: 50 } } })
    const never = (): Promise<number> => new Promise(() => {})
    expect(await timeouts.call('x', () => 7)).toBe(7)
    const error = new Error('refused')
    await expect(timeouts.call('x', () => Promise.reject(error))).rejects.toBe(error)
    const late = timeouts.call('short', never)
    const controller = new AbortController()
    const stopped = timeouts.call('x', never, { signal: controller.signal })
    const caught = Promise.allSettled([late, stopped])
    await clock.advance(50)
    controller.abort(error)
    expect(await caught).toMatchObject([{ reason: { code: 'ERR_CALL_TIMEOUT', timeoutMs: 50 } }, { reason: error }])
  })

  it('calls at once, so that what follows the call comes after it', async () => {
    const { timeouts } = setup()
    const order: string[] = []
    const call = timeouts.call('x', () => order.push('called'))
    order.push('after')
    await call
    expect(order).toEqual(['called', 'after'])
  })

  it('runs what was left for its end once, whatever the end is; late ones at once', async () => {
    const { timeouts, clock } = setup()
    const ends: string[] = []
    const noted =
      <R>(name: string, result: R) =>
      (context: CallContext): R => {
        context.onEnd(() => ends.push(name))
        return result
      }
    await timeouts.call('x', noted('value', 1))
    await timeouts.call('x', noted('error', Promise.reject(new Error('no')))).catch(() => {})
    let context!: CallContext
    const answer = puppet<number>()
    const late = timeouts.callWithTimeout('x', null, own => {
      context = own
      own.onEnd(() => ends.push('timeout'))
      return answer.promise
    })
    await clock.advance(5_000)
    await late
    answer.resolve(1)
    await answer.promise
    context.onEnd(() => ends.push('behind'))
    expect(ends).toEqual(['value', 'error', 'timeout', 'behind'])
  })

  it('runs the other releases, and settles, when one throws; the logger is told', async () => {
    const { timeouts, logger } = setup()
    const ends: string[] = []
    const result = await timeouts.call('x', context => {
      context.onEnd(() => {
        throw new Error('no such listener')
      })
      context.onEnd(() => ends.push('second'))
      return 'answer'
    })
    expect([result, ends]).toEqual(['answer', ['second']])
    expect(JSON.stringify(logger)).toContain('a release of a call threw')
  })
})
