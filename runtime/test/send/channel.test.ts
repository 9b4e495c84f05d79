import { describe, expect, test, vi } from 'vitest'
import {
  AbortedError,
  BroadcastFailedError,
  CircuitOpenError,
  ClosedError,
  InvalidOptionError,
  NoTargetError,
  SendFailedError,
  UnknownRecipientError,
} from '../../src/core/errors.js'
import type { SendOptions } from '../../src/core/options.js'
import type { SendResult } from '../../src/core/results.js'
import { createTimerWheel } from '../../src/core/wheel.js'
import { createDeadLetterQueue } from '../../src/dead-letters/index.js'
import { createNameRegistry } from '../../src/names/registry.js'
import { createSupervisedSend } from '../../src/supervised-send.js'
import { lossyAdapter } from '../../src/testing/lossy-transport.js'
import { SimulatedClock } from '../../src/testing/simulated-clock.js'
import { actorAdapter, spawnActor } from '../../src/transports/actor.js'
import { gate, lab } from './fixtures.js'

const quiet = { onError: 'ignore' } as const

describe('a send to an actor', () => {
  test('is delivered with the stage that is proven, and counted once', async () => {
    await using at = lab()
    const seen: unknown[] = []
    const actor = spawnActor(message => void seen.push(message))
    await expect(at.send.sendSupervised(actor, { type: 'hello' })).resolves.toEqual({
      status: 'delivered',
      stage: 'processed',
      seq: 0,
      attempts: 1,
    })
    expect(seen).toEqual([{ type: 'hello' }])
    expect(at.send.getStats()).toMatchObject({
      sent: 1,
      delivered: 1,
      failed: 0,
      undelivered: 0,
      unknown: 0,
      retried: 0,
    })
  })

  test('that is stopped is undelivered; by a name that nobody has, noproc', async () => {
    await using at = lab()
    const actor = spawnActor(() => {})
    actor.stop()
    await expect(at.send.sendSupervised(actor, 1, quiet)).resolves.toMatchObject({
      status: 'undelivered',
      reason: 'down',
    })
    const byName = await at.send.sendSupervised('nobody', 1, quiet)
    expect(byName).toMatchObject({ status: 'undelivered', reason: 'noproc', cause: expect.any(NoTargetError) })
  })

  test('has its whole timeout although the recipient never comes to rest', async () => {
    await using at = lab()
    const gates = Array.from({ length: 6 }, () => gate<number>())
    const actor = spawnActor<number>(n => gates[n]!.promise)
    const answers: Promise<unknown>[] = []
    // Each takes four and a half seconds of the five that it has; the next begins before it has ended.
    for (let n = 0; n < 6; n++) {
      answers.push(at.send.call(actor, n))
      await at.clock.advance(1000)
      if (n > 0) gates[n - 1]!.open(n - 1)
      await at.clock.advance(2500)
    }
    gates[5]!.open(5)
    await expect(Promise.all(answers)).resolves.toEqual([0, 1, 2, 3, 4, 5])
  })

  test('that stops itself in the handler has processed that message, and gets no other', async () => {
    await using at = lab()
    const seen: number[] = []
    const actor = spawnActor<number>(n => {
      seen.push(n)
      if (n === 2) actor.stop()
    })
    const results = await Promise.all([1, 2, 3].map(n => at.send.sendSupervised(actor, n, quiet)))
    expect(results.map(({ status }) => status)).toEqual(['delivered', 'delivered', 'undelivered'])
    expect(seen).toEqual([1, 2])
  })

  test('order is kept, also by messages sent from a handler', async () => {
    await using at = lab()
    const seen: number[] = []
    const actor = spawnActor<number>(n => {
      seen.push(n)
      if (n < 3) at.send.postSupervised(actor, n + 10)
    })
    await Promise.all([1, 2, 3].map(n => at.send.sendSupervised(actor, n)))
    await at.send.drain()
    // 11 was sent while 1 was being handled, before anybody sent 2.
    expect(seen).toEqual([1, 11, 2, 12, 3])
  })

  test('call gives the handler’s value; sendToSelf goes to the end of the mailbox', async () => {
    await using at = lab()
    const log: string[] = []
    const actor = spawnActor<string, string>(async message => {
      if (message === 'first') at.send.sendToSelf(actor, 'to self')
      log.push(message)
      return `${message}!`
    })
    await expect(at.send.call<string, string>(actor, 'first')).resolves.toBe('first!')
    await at.clock.settle()
    expect(log).toEqual(['first', 'to self'])
  })
})

describe('timeouts', () => {
  test('a processed stage that does not come is unknown after the timeout, 5000 by default; a late ack changes nothing', async () => {
    await using at = lab()
    const work = gate()
    const actor = spawnActor(() => work.promise)
    const late: unknown[] = []
    at.telemetry.subscribe('otp.supervised_send.late_ack', fields => late.push(fields))
    const result = at.send.sendSupervised(actor, 1, { ...quiet, stage: 'processed' })
    await at.clock.advance(4999)
    expect(at.send.getStats().inFlight).toBe(1)
    await at.clock.advance(1)
    await expect(result).resolves.toMatchObject({ status: 'unknown', reason: 'timeout' })
    work.open()
    await at.clock.settle()
    await at.clock.advance(100)
    expect(at.send.getStats()).toMatchObject({ unknown: 1, delivered: 0 })
  })

  test('Infinity waits for ever; a deadline bounds all attempts together', async () => {
    await using at = lab()
    const work = gate()
    const actor = spawnActor(() => work.promise)
    const patient = at.send.sendSupervised(actor, 1, { stage: 'processed', timeout: Number.POSITIVE_INFINITY })
    await at.clock.advance(10_000_000)
    work.open()
    await at.clock.settle()
    await expect(patient).resolves.toMatchObject({ status: 'delivered' })
    const bounded = at.send.sendSupervised('nobody', 1, {
      ...quiet,
      retries: 1000,
      backoff: { kind: 'constant', initial: 100 },
      deadline: at.clock.now() + 950,
    })
    await at.clock.advance(1000)
    await expect(bounded).resolves.toMatchObject({ status: 'undelivered', reason: 'noproc', attempts: 10 })
  })

  test('zero is over at once, and leaves nothing behind', async () => {
    await using at = lab()
    const actor = spawnActor(() => new Promise(() => {}))
    const result = at.send.sendSupervised(actor, 1, { ...quiet, stage: 'processed', timeout: 0 })
    await at.clock.advance(1)
    expect((await result).status).not.toBe('delivered')
  })
})

describe('retries', () => {
  test('wait with backoff for a name to be registered, keep the order, and count each message once', async () => {
    const names = createNameRegistry()
    await using at = lab({ names })
    const retries: unknown[] = []
    at.telemetry.subscribe('otp.supervised_send.retry', fields => retries.push(fields))
    const seen: number[] = []
    const options: SendOptions = { retries: 5, backoff: { kind: 'exponential', initial: 100, jitter: 'none' } }
    const results = [1, 2, 3].map(n => at.send.sendSupervised('late', n, options))
    await at.clock.advance(650)
    names.register(
      'late',
      spawnActor<number>(n => void seen.push(n)),
    )
    results.push(at.send.sendSupervised('late', 4))
    await at.clock.advance(1000)
    expect((await Promise.all(results)).map(({ status }) => status)).toEqual(Array(4).fill('delivered'))
    expect(seen).toEqual([1, 2, 3, 4])
    expect(at.send.getStats()).toMatchObject({ sent: 4, delivered: 4 })
    expect(retries[0]).toMatchObject({ attempt: 1, max: 5, delay: 100, reason: 'noproc', recipient: 'late' })
  })

  test('a message with no attempts left is not held by one that waits for its next', async () => {
    await using at = lab()
    const patient = at.send.sendSupervised('nobody', 1, {
      ...quiet,
      retries: 1,
      backoff: { kind: 'constant', initial: 1000 },
    })
    const hasty = at.send.sendSupervised('nobody', 2, quiet)
    await expect(hasty).resolves.toMatchObject({ reason: 'noproc' })
    await at.clock.advance(1000)
    await expect(patient).resolves.toMatchObject({ reason: 'noproc', attempts: 2 })
  })

  test('a failed handler is run again only if retryOn says so, before anything behind it', async () => {
    await using at = lab()
    const seen: string[] = []
    let failures = 2
    const actor = spawnActor<string>(message => {
      seen.push(message)
      if (message === 'flaky' && failures-- > 0) throw new Error('not yet')
    })
    const retrying: SendOptions = { ...quiet, retries: 3, backoff: 10, retryOn: result => result.status === 'failed' }
    const results = Promise.all([
      at.send.sendSupervised(actor, 'before'),
      at.send.sendSupervised(actor, 'flaky', retrying),
      at.send.sendSupervised(actor, 'behind'),
    ])
    await at.clock.advance(1000)
    expect((await results).map(({ status, attempts }) => [status, attempts])).toEqual([
      ['delivered', 1],
      ['delivered', 3],
      ['delivered', 1],
    ])
    expect(seen).toEqual(['before', 'flaky', 'flaky', 'flaky', 'behind'])
    await expect(at.send.sendSupervised(actor, 'ok')).resolves.toMatchObject({ status: 'delivered' })
    failures = 1
    await expect(at.send.sendSupervised(actor, 'flaky', { ...quiet, retries: 3 })).resolves.toMatchObject({
      status: 'failed',
      error: { message: 'not yet' },
    })
  })

  test('what is unknown is sent again only with retryUnknown, and a handler that is still at it is not run twice', async () => {
    await using at = lab()
    const work = gate()
    let runs = 0
    const actor = spawnActor(() => {
      runs++
      return work.promise
    })
    const options: SendOptions = {
      ...quiet,
      stage: 'processed',
      timeout: 100,
      retries: 3,
      backoff: { kind: 'constant', initial: 50 },
    }
    const given = at.send.sendSupervised(actor, 1, options)
    await at.clock.advance(100)
    await expect(given).resolves.toMatchObject({ status: 'unknown', attempts: 1 })
    const again = at.send.sendSupervised(actor, 2, { ...options, retryUnknown: true })
    await at.clock.advance(200)
    work.open()
    await at.clock.advance(100)
    await expect(again).resolves.toMatchObject({ status: 'delivered', attempts: 2 })
    expect(runs).toBe(2)
  })

  test('the plan’s flaky server: restarted under its name, it gets the message until the third attempt', async () => {
    const names = createNameRegistry({ isDown: recipient => !isAlive(recipient) })
    await using at = lab({ names })
    let attempts = 0
    const alive = new WeakSet<object>()
    function isAlive(recipient: object): boolean {
      return alive.has(recipient)
    }
    function startFlaky(): void {
      const flaky = spawnActor(() => {
        attempts++
        if (attempts <= 2) {
          alive.delete(flaky)
          flaky.stop({ kind: 'crashed', error: new Error('induced failure') })
          startFlaky()
          throw new Error('induced failure')
        }
      })
      alive.add(flaky)
      names.register('flaky', flaky)
    }
    startFlaky()
    const result = at.send.sendSupervised(
      'flaky',
      { process: 'data' },
      { retries: 3, backoff: 10, retryOn: () => true },
    )
    await at.clock.advance(1000)
    await expect(result).resolves.toMatchObject({ status: 'delivered' })
    expect(attempts).toBe(3)
  })
})

describe('aborting', () => {
  test('26: during backoff: undelivered, and the timer is gone; in flight: unknown', async () => {
    await using at = lab()
    const controller = new AbortController()
    const waiting = at.send.sendSupervised('nobody', 1, {
      ...quiet,
      retries: 9,
      backoff: 1000,
      signal: controller.signal,
    })
    const actor = spawnActor(() => new Promise(() => {}))
    const running = at.send.sendSupervised(actor, 1, { ...quiet, stage: 'processed', signal: controller.signal })
    await at.clock.settle()
    controller.abort(new Error('enough'))
    await expect(waiting).resolves.toMatchObject({
      status: 'undelivered',
      reason: 'aborted',
      cause: { message: 'enough' },
    })
    await expect(running).resolves.toMatchObject({ status: 'unknown', reason: 'aborted' })
    const late = await at.send.sendSupervised(actor, 1, { ...quiet, signal: controller.signal })
    expect(late).toMatchObject({ status: 'undelivered', reason: 'aborted', seq: -1 })
  })

  test('26: one listener per signal, however many messages, and none afterwards', async () => {
    await using at = lab()
    const controller = new AbortController()
    let added = 0
    let removed = 0
    const { signal } = controller
    const add = signal.addEventListener.bind(signal)
    const remove = signal.removeEventListener.bind(signal)
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      added++
      add(...args)
    }
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      removed++
      remove(...args)
    }
    const actor = spawnActor(async () => {})
    await Promise.all(Array.from({ length: 100 }, (_, n) => at.send.sendSupervised(actor, n, { signal })))
    expect([added, removed]).toEqual([1, 1])
  })
})

describe('24: a full window', () => {
  const work = () => {
    const hold = gate()
    return { hold, actor: spawnActor(() => hold.promise) }
  }
  const slow = { ...quiet, stage: 'processed' } as const

  test('refuses with overflow reject, and post never piles up', async () => {
    await using at = lab({ window: 64 })
    const { hold, actor } = work()
    const sends = Array.from({ length: 1000 }, (_, n) =>
      at.send.sendSupervised(actor, n, { ...slow, overflow: 'reject' }),
    )
    expect(at.send.postSupervised(actor, 'post', slow)).toBe(-1)
    hold.open()
    const results = await Promise.all(sends)
    expect(results.filter(({ status }) => status === 'delivered')).toHaveLength(64)
    expect(results.filter(result => result.status === 'undelivered' && result.reason === 'buffer_full')).toHaveLength(
      936,
    )
    expect(at.send.getStats()).toMatchObject({ sent: 1001, delivered: 64, undelivered: 937, rejected: 937 })
  })

  test('makes sends wait in order with overflow wait, each bounded by its timeout', async () => {
    await using at = lab({ window: 2 })
    const seen: number[] = []
    const hold = gate()
    const actor = spawnActor<number>(async n => {
      await hold.promise
      seen.push(n)
    })
    const sends = [1, 2, 3, 4, 5].map(n => at.send.sendSupervised(actor, n, { ...slow, timeout: n === 4 ? 50 : 5000 }))
    await at.clock.advance(50)
    await expect(sends[3]).resolves.toMatchObject({ status: 'undelivered', reason: 'expired' })
    hold.open()
    expect((await Promise.all(sends)).map(({ status }) => status)).toEqual([
      'delivered',
      'delivered',
      'delivered',
      'undelivered',
      'delivered',
    ])
    expect(seen).toEqual([1, 2, 3, 5])
  })

  test('gives up the oldest that has not been written with overflow dropOldest', async () => {
    await using at = lab({ window: 2 })
    const sends = [1, 2, 3].map(n =>
      at.send.sendSupervised('nobody', n, { ...quiet, overflow: 'dropOldest', retries: 1, backoff: 10 }),
    )
    await expect(sends[0]).resolves.toMatchObject({ reason: 'buffer_full' })
    await at.clock.advance(100)
    await Promise.all(sends)
  })

  test('is announced at half and at a quarter, and ready() waits for room', async () => {
    await using at = lab({ window: 8 })
    const levels: string[] = []
    at.telemetry.subscribe('otp.supervised_send.pressure', ({ level }) => levels.push(level))
    const { hold, actor } = work()
    const channel = at.send.channel(actor)
    while (channel.writable) channel.post(1, slow)
    expect(channel.inFlight).toBe(8)
    let ready = false
    const waiting = channel.ready().then(() => {
      ready = true
    })
    const impatient = new AbortController()
    const aborted = channel.ready(impatient.signal)
    impatient.abort()
    await expect(aborted).rejects.toThrow(AbortedError)
    await at.clock.settle()
    expect(ready).toBe(false)
    hold.open()
    await waiting
    await channel.flush()
    expect(levels).toEqual(['high', 'low'])
  })

  test('throttles a stream', async () => {
    await using at = lab({ window: 4 })
    let most = 0
    const actor = spawnActor(async () => {
      most = Math.max(most, at.send.getStats().inFlight)
    })
    const writer = at.send.channel(actor).toWritable().getWriter()
    for (let n = 0; n < 50; n++) await writer.write(n)
    await writer.close()
    expect(at.send.getStats().delivered).toBe(50)
    expect(most).toBeLessThanOrEqual(4)
  })
})

describe('25: the circuit breaker', () => {
  const never = { ...quiet, stage: 'processed', timeout: 10 } as const

  test('opens after five timeouts in a row, refuses at once with retryAt, lets one probe through after 30 s', async () => {
    await using at = lab()
    const states: string[] = []
    at.telemetry.subscribe('otp.circuit_breaker.state_changed', ({ previous, state }) =>
      states.push(`${previous} ${state}`),
    )
    let hangs = true
    const actor = spawnActor(() => new Promise(resolve => !hangs && setImmediate(resolve)))
    for (let n = 0; n < 5; n++) {
      const sent = at.send.sendSupervised(actor, n, never)
      await at.clock.advance(10)
      await expect(sent).resolves.toMatchObject({ reason: 'timeout' })
    }
    const refused = await at.send.sendSupervised(actor, 5, never)
    expect(refused).toMatchObject({ status: 'undelivered', reason: 'circuit_open', retryAt: at.clock.now() + 30_000 })
    await expect(at.send.call(actor, 5)).rejects.toThrow(CircuitOpenError)
    expect(at.send.channel(actor).state).toBe('circuit_open')
    expect(Object.values(at.send.getStats().circuits)).toEqual(['open'])
    await at.clock.advance(30_000)
    hangs = false
    const slow = { ...quiet, stage: 'processed' } as const
    const results = await Promise.all(Array.from({ length: 1000 }, (_, n) => at.send.sendSupervised(actor, n, slow)))
    expect(results.filter(({ status }) => status === 'delivered')).toHaveLength(1)
    expect(results.filter(result => result.status === 'undelivered' && result.reason === 'circuit_open')).toHaveLength(
      999,
    )
    await expect(at.send.sendSupervised(actor, 1)).resolves.toMatchObject({ status: 'delivered' })
    expect(states).toEqual(['closed open', 'open half_open', 'half_open closed'])
  })

  test('stops a retry loop', async () => {
    await using at = lab({ breaker: { consecutive: 2 } })
    const actor = spawnActor(() => new Promise(() => {}))
    const looping = at.send.sendSupervised(actor, 1, { ...never, retries: 100, retryUnknown: true, backoff: 1 })
    await at.clock.advance(1000)
    const result = await looping
    expect(result.attempts).toBeLessThan(4)
    expect(at.send.channel(actor).state).toBe('circuit_open')
  })

  test('a success in between starts the count again; a failing handler is no failing recipient', async () => {
    await using at = lab({ breaker: { consecutive: 2 } })
    const actor = spawnActor<string>(message => {
      if (message === 'hang') return new Promise(() => {})
      if (message === 'fail') throw new Error('no')
      return undefined
    })
    for (const message of ['hang', 'ok', 'hang', 'fail', 'fail', 'fail', 'ok']) {
      const sent = at.send.sendSupervised(actor, message, never)
      await at.clock.advance(10)
      await sent
    }
    expect(at.send.channel(actor).state).toBe('open')
  })

  test('a probe that says nothing of the recipient makes way for the next', async () => {
    await using at = lab({ breaker: { consecutive: 1 } })
    let hangs = true
    const actor = spawnActor(() => new Promise(resolve => !hangs && setImmediate(resolve)))
    const first = at.send.sendSupervised(actor, 1, never)
    await at.clock.advance(30_010)
    await first
    const controller = new AbortController()
    const probe = at.send.sendSupervised(actor, 2, { ...quiet, stage: 'processed', signal: controller.signal })
    await at.clock.settle()
    controller.abort()
    await expect(probe).resolves.toMatchObject({ status: 'unknown', reason: 'aborted' })
    hangs = false
    await expect(at.send.sendSupervised(actor, 3)).resolves.toMatchObject({ status: 'delivered' })
    expect(at.send.channel(actor).state).toBe('open')
  })

  test('is shown for each recipient, also for two that are described alike', async () => {
    await using at = lab({ breaker: { consecutive: 1 } })
    const [hangs, works] = [new Promise(() => {}), undefined].map(value => spawnActor(() => value, { name: 'twin' }))
    const sent = at.send.sendSupervised(hangs!, 1, never)
    await at.clock.advance(10)
    await sent
    await at.send.sendSupervised(works!, 1)
    expect(at.send.getStats().circuits).toEqual({ twin: 'open', 'twin (2)': 'closed' })
  })

  test('can be turned off', async () => {
    await using at = lab({ breaker: false })
    const actor = spawnActor(() => new Promise(() => {}))
    for (let n = 0; n < 20; n++) {
      const sent = at.send.sendSupervised(actor, n, never)
      await at.clock.advance(10)
      await expect(sent).resolves.toMatchObject({ status: 'unknown', reason: 'timeout' })
    }
  })
})

describe('broadcast', () => {
  const live = () => spawnActor(() => {})
  const dead = () => {
    const actor = live()
    actor.stop()
    return actor
  }

  test('best effort tries everybody at once and keeps every result with id and meta', async () => {
    await using at = lab()
    const result = await at.send.broadcastSupervised(
      [{ id: 'a', target: live(), meta: { zone: 1 } }, ['b', dead()], live(), 'nobody'],
      'news',
      quiet,
    )
    expect(result.status).toBe('partial_failure')
    expect(result.delivered.map(({ id }) => id)).toEqual(['a', 2])
    expect(result.delivered[0]!.meta).toEqual({ zone: 1 })
    expect((result as { failed: readonly { id: unknown; result: SendResult }[] }).failed.map(({ id }) => id)).toEqual([
      'b',
      'nobody',
    ])
  })

  test('all or nothing sends to nobody if somebody is known to be down', async () => {
    await using at = lab()
    let received = 0
    const counting = spawnActor(() => void received++)
    const result = await at.send.broadcastSupervised([counting, dead()], 'news', {
      ...quiet,
      strategy: 'all_or_nothing',
    })
    expect(result).toMatchObject({ status: 'not_sent', blocked: [{ id: 1, result: { reason: 'down' } }] })
    expect(received).toBe(0)
    await expect(
      at.send.broadcastSupervised([counting, live()], 'news', { strategy: 'all_or_nothing' }),
    ).resolves.toMatchObject({ status: 'ok' })
  })

  test('all or nothing sends to nobody if somebody is known to have no room, and nobody waits for it', async () => {
    await using at = lab({ window: 1 })
    let received = 0
    const counting = spawnActor(() => void received++)
    const work = gate()
    const full = spawnActor(() => work.promise)
    const strategy = 'all_or_nothing' as const
    const first = at.send.sendSupervised(full, 1, { stage: 'processed' })
    await at.clock.advance(1)
    const refused = await at.send.broadcastSupervised([counting, full], 'news', {
      ...quiet,
      strategy,
      overflow: 'reject',
    })
    expect(refused).toMatchObject({ status: 'not_sent', blocked: [{ id: 1, result: { reason: 'buffer_full' } }] })
    // A post cannot wait.
    expect(at.send.postBroadcast([counting, full], 'news', { ...quiet, strategy })).toEqual([-1, -1])
    expect(received).toBe(0)
    const waits = at.send.broadcastSupervised([counting, full], 'news', { strategy })
    work.open()
    await at.clock.advance(1)
    await expect(waits).resolves.toMatchObject({ status: 'ok' })
    expect(received).toBe(1)
    await first
  })

  test('posted, all or nothing: each loss has its own reason, also where recipients bear one id', async () => {
    await using at = lab()
    const recipients = [
      { id: 'twin', target: dead() },
      { id: 'twin', target: live() },
    ]
    at.send.postBroadcast(recipients, 1, { strategy: 'all_or_nothing' })
    expect(at.log.map(({ fields }) => fields.reason)).toEqual(['down', 'aborted'])
  })

  test('at least one is ok with one, all_failed with none; nobody to send to is ok', async () => {
    await using at = lab()
    const strategy = 'at_least_one' as const
    const one = await at.send.broadcastSupervised([dead(), live()], 1, { ...quiet, strategy })
    expect([one.status, one.delivered.length]).toEqual(['ok', 1])
    const none = await at.send.broadcastSupervised([dead(), dead()], 1, { ...quiet, strategy })
    expect(none.status).toBe('all_failed')
    await expect(at.send.broadcastSupervised([], 1, { strategy })).resolves.toMatchObject({ status: 'ok' })
  })

  test('raise throws once, after all have been tried; a recipient listed twice gets one message', async () => {
    await using at = lab()
    let received = 0
    const counting = spawnActor(() => void received++)
    const raising = at.send.broadcastSupervised([dead(), counting, counting], 1, { onError: 'raise' })
    await expect(raising).rejects.toThrow(BroadcastFailedError)
    expect(received).toBe(1)
  })

  test('posted: everybody has it when the call returns, once each, and losses go where onError says', async () => {
    await using at = lab()
    const seen: string[] = []
    const [left, right] = ['left', 'right'].map(name => spawnActor(() => void seen.push(name)))
    const numbers = at.send.postBroadcast([left!, { id: 'r', target: right! }, ['again', left!], dead(), 'nobody'], 1)
    expect(seen).toEqual(['left', 'right'])
    expect(numbers).toEqual([0, 0, 0, 0, 0])
    await at.send.drain()
    expect(at.send.getStats()).toMatchObject({ sent: 4, delivered: 2, undelivered: 2 })
    expect(at.log.map(({ message, fields }) => [message, fields.reason])).toEqual([
      ['supervised send failed', 'down'],
      ['supervised send failed', 'noproc'],
    ])
  })

  test('posted, all or nothing: with somebody down nobody has it, and everybody’s message is kept', async () => {
    const deadLetters = createDeadLetterQueue()
    await using at = lab({ deadLetters })
    let received = 0
    const counting = spawnActor(() => void received++)
    const options = { strategy: 'all_or_nothing', onError: 'deadLetter' } as const
    expect(at.send.postBroadcast([counting, dead()], 'news', options)).toEqual([-1, -1])
    expect(received).toBe(0)
    const { items } = await deadLetters.listMessages()
    expect(items.map(({ reason }) => reason).sort()).toEqual(['aborted', 'down'])
    expect(at.send.getStats()).toMatchObject({ sent: 2, undelivered: 2, rejected: 2 })
    expect(at.send.postBroadcast([counting, live()], 'news', options)).toEqual([0, 0])
    expect(received).toBe(1)
    await deadLetters[Symbol.asyncDispose]()
  })

  test('posted with raise: nobody is there to catch, so the loss is in the log', async () => {
    await using at = lab()
    at.send.postBroadcast([dead()], 1, { onError: 'raise', strategy: 'at_least_one' })
    at.send.postSupervised(dead(), 1, { onError: 'raise' })
    expect(at.log.map(({ message }) => message)).toEqual(['supervised send failed', 'supervised send failed'])
  })

  test('posted: wrong input is thrown at once, and nobody has been sent to', async () => {
    await using at = lab()
    let received = 0
    const counting = spawnActor(() => void received++)
    const post = (recipients: unknown, options?: unknown) => () =>
      at.send.postBroadcast(recipients as never, 1, options as never)
    expect(post([counting, {}])).toThrow(UnknownRecipientError)
    expect(post([counting], { strategy: 'most' })).toThrow(InvalidOptionError)
    expect(post([counting], { concurrency: 4 })).toThrow(InvalidOptionError)
    expect(post(counting)).toThrow(InvalidOptionError)
    expect(received).toBe(0)
    await at.send[Symbol.asyncDispose]()
    expect(post([counting, counting])()).toEqual([-1, -1])
  })

  test('each entry of a recipient listed twice gets the one result', async () => {
    await using at = lab()
    const actor = spawnActor(() => {})
    const result = await at.send.broadcastSupervised([{ id: 'a', target: actor }, ['b', actor, 'meta']], 1)
    expect(result.delivered.map(({ id, meta }) => [id, meta])).toEqual([
      ['a', undefined],
      ['b', 'meta'],
    ])
    expect(at.send.getStats().sent).toBe(1)
  })

  test('takes as long as the slowest, not as the sum', async () => {
    await using at = lab()
    const hang = () => spawnActor(() => new Promise(() => {}))
    const result = at.send.broadcastSupervised([hang(), hang(), hang()], 1, {
      ...quiet,
      stage: 'processed',
      timeout: 200,
    })
    await at.clock.advance(200)
    await expect(result).resolves.toMatchObject({ status: 'all_failed' })
  })
})

describe('what throws in the program’s own callbacks keeps no send from its result', () => {
  const dead = () => {
    const actor = spawnActor(() => {})
    actor.stop()
    return actor
  }

  test('retryOn', async () => {
    await using at = lab()
    const retryOn = () => {
      throw new Error('mine')
    }
    const sent = at.send.sendSupervised(dead(), 1, { retries: 2, retryOn, onError: 'ignore' })
    await expect(sent).resolves.toMatchObject({ reason: 'down', attempts: 1 })
    expect(at.log).toMatchObject([{ level: 'error', message: expect.stringContaining('retryOn threw') }])
  })

  test('an adapter', async () => {
    const mine = new Error('mine')
    const open = () => {
      throw mine
    }
    await using at = lab({ adapters: [{ ...actorAdapter, open }] })
    const sent = at.send.sendSupervised(
      spawnActor(() => {}),
      1,
      { retries: 1, backoff: 0, onError: 'ignore' },
    )
    await at.clock.advance(1)
    await expect(sent).resolves.toMatchObject({ reason: 'transport_error', cause: mine, attempts: 2 })
  })

  test('a thenable that the handler returned', async () => {
    await using at = lab()
    const thenable = {
      // biome-ignore lint/suspicious/noThenProperty: such objects exist, and this is about them
      then() {
        throw new Error('mine')
      },
    }
    const sent = at.send.sendSupervised(
      spawnActor(() => thenable),
      1,
      { stage: 'processed', onError: 'ignore' },
    )
    await at.clock.advance(1)
    await expect(sent).resolves.toMatchObject({ status: 'failed', error: { message: 'mine' } })
  })

  test('redact', async () => {
    const redact = () => {
      throw new Error('mine')
    }
    await using at = lab({ redact })
    await at.send.sendSupervised(dead(), { type: 'order', secret: 1 })
    expect(at.log).toMatchObject([{ fields: { message: '[redacted order]' } }])
  })

  test('the logger', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    const warn = () => {
      throw new Error('mine')
    }
    await using at = lab({ logger: { debug: warn, info: warn, warn, error: warn } })
    await expect(at.send.sendSupervised(dead(), 1)).resolves.toMatchObject({ reason: 'down' })
    expect(said).toHaveBeenCalledTimes(1)
    said.mockRestore()
  })
})

describe('onError', () => {
  test('log, the default, says who and why and never shows the payload; ignore says nothing; raise rejects', async () => {
    await using at = lab()
    await at.send.sendSupervised('nobody', { type: 'secret', password: 'hunter2' }, { metadata: { job: 7 } })
    expect(at.log).toMatchObject([
      {
        level: 'warn',
        fields: { recipient: 'nobody', reason: 'noproc', message: '[redacted secret]', metadata: { job: 7 } },
      },
    ])
    expect(JSON.stringify(at.log)).not.toContain('hunter2')
    await at.send.sendSupervised('nobody', 1, quiet)
    expect(at.log).toHaveLength(1)
    await expect(at.send.sendSupervised('nobody', 1, { onError: 'raise' })).rejects.toThrow(SendFailedError)
    expect(at.log).toHaveLength(1)
  })

  test('deadLetter without a queue is an error in the log, not a silent loss', async () => {
    await using at = lab()
    const result = await at.send.sendSupervised('nobody', 1, { onError: 'deadLetter' })
    expect(result).toMatchObject({ reason: 'noproc' })
    expect(at.log).toMatchObject([{ level: 'error', message: expect.stringContaining('no dead letter queue') }])
  })
})

describe('telemetry', () => {
  test('exception names the message as start and stop do, whatever redact shows', async () => {
    await using at = lab({ redact: () => 'secret' })
    const events: unknown[] = []
    at.telemetry.subscribe('otp.supervised_send.send.exception', fields => events.push(fields))
    const backoff = { kind: 'constant', initial: 40 } as const
    const options: SendOptions = { onError: 'raise', metadata: { id: 1 }, retries: 1, backoff }
    const sent = at.send.sendSupervised('nobody', { type: 'ping' }, options)
    await Promise.all([expect(sent).rejects.toThrow('noproc'), at.clock.advance(40)])
    expect(events).toMatchObject([
      { message_type: 'ping', metadata: { id: 1 }, kind: 'error', reason: 'noproc', duration: 40 },
    ])
  })

  test('start and stop carry the plan’s fields, once per message', async () => {
    await using at = lab()
    const events: [string, unknown][] = []
    for (const name of ['otp.supervised_send.send.start', 'otp.supervised_send.send.stop'] as const) {
      at.telemetry.subscribe(name, fields => events.push([name, fields]))
    }
    const actor = spawnActor(() => {}, { name: 'echo' })
    await at.send.sendSupervised(actor, { type: 'ping' }, { metadata: { id: 1 } })
    await at.send.sendSupervised(actor, { type: 'ping' })
    const common = { recipient: 'echo', message_type: 'ping', metadata: { id: 1 } }
    expect(events.slice(0, 2)).toMatchObject([
      ['otp.supervised_send.send.start', { ...common, monotonic_time: 0, system_time: expect.any(Number) }],
      ['otp.supervised_send.send.stop', { recipient: 'echo', result: 'delivered', duration: 0, attempts: 1 }],
    ])
    expect(events).toHaveLength(4)
    expect(at.telemetry.counters()).toMatchObject({ 'supervised_send.sent': 2, 'supervised_send.delivered': 2 })
  })
})

describe('bad input', () => {
  test.each<[string, unknown]>([
    ['options.windw', { windw: 5 }],
    ['options', 5],
    ['batch.maxDelay', { batch: { max: 8, maxDelay: 'later' } }],
    ['breaker', { breaker: true }],
    ['breaker.failures', { breaker: { failures: 3 } }],
    ['redact', { redact: 'all' }],
    ['options.tiemout', { defaults: { tiemout: 5 } }],
  ])('a sender with a wrong %s is not made', (option, options) => {
    expect(() => createSupervisedSend(options as never)).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_OPTION', option }),
    )
  })

  test('an actor needs a handler', () => {
    expect(() => spawnActor('no' as never)).toThrow(InvalidOptionError)
  })

  test.each<[string, SendOptions]>([
    ['timeout NaN', { timeout: Number.NaN }],
    ['timeout negative', { timeout: -1 }],
    ['retries fractional', { retries: 1.5 }],
    ['retries Infinity', { retries: Number.POSITIVE_INFINITY }],
    ['backoff NaN', { backoff: Number.NaN }],
    ['backoff kind', { backoff: { kind: 'fibonacci' as never, initial: 1 } }],
    ['deadline NaN', { deadline: Number.NaN }],
    ['stage', { stage: 'stored' as never }],
    ['onError', { onError: 'explode' as never }],
    ['overflow', { overflow: 'spill' as never }],
    ['signal', { signal: {} as never }],
    ['isolate', { isolate: 'yes' as never }],
    ['retryUnknown', { retryUnknown: 1 as never }],
    ['metadata', { metadata: [] as never }],
    ['an option that does not exist', { timeuot: 5 } as never],
  ])('%s is an InvalidOptionError, and nothing is sent', async (_name, options) => {
    await using at = lab()
    let received = 0
    const actor = spawnActor(() => void received++)
    await expect(at.send.sendSupervised(actor, 1, options)).rejects.toThrow(InvalidOptionError)
    expect(() => at.send.postSupervised(actor, 1, options)).toThrow(InvalidOptionError)
    await expect(at.send.call(actor, 1, options)).rejects.toThrow(InvalidOptionError)
    await expect(at.send.broadcastSupervised([actor], 1, options)).rejects.toThrow(InvalidOptionError)
    await at.clock.advance(1)
    expect(received).toBe(0)
  })

  test.each([[undefined], [null], [42], [{}], [() => {}]])(
    'the recipient %s is an UnknownRecipientError',
    async target => {
      await using at = lab()
      await expect(at.send.sendSupervised(target as never, 1)).rejects.toThrow(UnknownRecipientError)
      expect(() => at.send.channel(target as never)).toThrow(UnknownRecipientError)
    },
  )

  test('disposing of a channel does not bar its recipient from other sends', async () => {
    await using at = lab()
    const seen: number[] = []
    const actor = spawnActor((n: number) => void seen.push(n))
    {
      await using channel = at.send.channel(actor, { timeout: 100 })
      channel.post(1)
    }
    await expect(at.send.sendSupervised(actor, 2)).resolves.toMatchObject({ status: 'delivered' })
    expect(seen).toEqual([1, 2])
  })

  test('after dispose: results say closed, call throws ClosedError, and what was in flight has settled', async () => {
    const at = lab()
    const actor = spawnActor(async () => 'done')
    const inFlight = at.send.sendSupervised(actor, 1, { stage: 'processed' })
    const channel = at.send.channel(actor)
    await at.send[Symbol.asyncDispose]()
    await expect(inFlight).resolves.toMatchObject({ status: 'delivered' })
    await expect(at.send.sendSupervised(actor, 2, quiet)).resolves.toMatchObject({
      status: 'undelivered',
      reason: 'closed',
    })
    await expect(channel.send(3, quiet)).resolves.toMatchObject({ status: 'undelivered', reason: 'closed' })
    await expect(at.send.call(actor, 4)).rejects.toThrow(ClosedError)
    await expect(channel.ready()).rejects.toThrow(ClosedError)
    expect(at.send.postSupervised(actor, 5)).toBe(-1)
    await at.send[Symbol.asyncDispose]()
    expect(at.wheel.size).toBe(0)
  })

  test('drain says what is left when its time is over', async () => {
    await using at = lab()
    const hold = gate()
    const actor = spawnActor(() => hold.promise)
    const sent = at.send.sendSupervised(actor, 1, { stage: 'processed' })
    const drained = at.send.drain({ timeout: 100 })
    await at.clock.advance(100)
    await expect(drained).resolves.toEqual({ drained: false, inFlight: 1, unknown: 0 })
    hold.open()
    await sent
    await expect(at.send.drain()).resolves.toEqual({ drained: true, inFlight: 0, unknown: 0 })
  })
})

describe('17 and 18: a transport that loses, doubles and reorders frames and acknowledgements', () => {
  test.each([1, 2, 3, 4, 5])('everything is delivered, runs once and in order (seed %i)', async seed => {
    const clock = new SimulatedClock()
    const rates = { drop: 0.3, duplicate: 0.3, reorder: 0.3, delay: 0.3 }
    const adapter = lossyAdapter(actorAdapter, { seed, frames: rates, acks: rates, clock, print: () => {} })
    await using at = lab({ clock, wheel: createTimerWheel(clock), adapters: [adapter], batch: { max: 4 } })
    const seen: number[] = []
    const actor = spawnActor<number, number>(async n => {
      seen.push(n)
      if (n % 10 === 7) throw new Error('seven')
      return n * 2
    })
    const options = { ...quiet, stage: 'processed', timeout: 60_000 } as const
    const sends = Array.from({ length: 100 }, (_, n) => at.send.sendSupervised(actor, n, options))
    const calls = Array.from({ length: 20 }, (_, n) =>
      at.send.call<number, number>(actor, 100 + n, { timeout: 60_000 }),
    )
    const settled = Promise.all([Promise.all(sends), Promise.allSettled(calls)])
    await clock.advance(59_000)
    const [results, replies] = await settled
    expect(seen).toEqual(Array.from({ length: 120 }, (_, n) => n))
    expect(results.map(({ status }) => status)).toEqual(
      seen.slice(0, 100).map(n => (n % 10 === 7 ? 'failed' : 'delivered')),
    )
    expect(replies.map(reply => (reply.status === 'fulfilled' ? reply.value : 'failed'))).toEqual(
      seen.slice(100).map(n => (n % 10 === 7 ? 'failed' : n * 2)),
    )
    expect(at.send.getStats().retried).toBeGreaterThan(10)
  })
})
