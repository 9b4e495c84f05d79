import { describe, expect, test, vi } from 'vitest'
import { AbortedError, NoTargetError, SendFailedError } from '../../src/core/errors.js'
import type { SendOptions } from '../../src/core/options.js'
import { createTimerWheel } from '../../src/core/wheel.js'
import { lossyAdapter } from '../../src/testing/lossy-transport.js'
import { SimulatedClock } from '../../src/testing/simulated-clock.js'
import { actorAdapter, spawnActor } from '../../src/transports/actor.js'
import { gate, lab, quiet } from './fixtures.js'

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

  test('what is sent by who hears of a message that was dropped comes behind the one that took its place', async () => {
    await using at = lab({ window: 2, defaults: { ...quiet, overflow: 'dropOldest', retries: 1, backoff: 10 } })
    const channel = at.send.channel('late')
    const seqs: number[] = []
    channel.onResult(result => {
      if (result.status === 'undelivered' && seqs.length === 3) seqs.push(channel.post('told'))
    })
    for (const message of ['a', 'b', 'c']) seqs.push(channel.post(message))
    await null
    expect(seqs).toEqual([0, 1, 2, 3])
    await at.clock.runAll()
  })

  test('where others wait, a post with dropOldest is refused: it neither waits nor drops one of theirs', async () => {
    const { promise, open } = gate()
    await using at = lab({ window: 1 })
    const seen: string[] = []
    const actor = spawnActor<string>(message => {
      seen.push(message)
      return promise
    })
    const sends = ['a', 'b'].map(message => at.send.sendSupervised(actor, message, { stage: 'processed' }))
    expect(at.send.postSupervised(actor, 'c', { ...quiet, overflow: 'dropOldest' })).toBe(-1)
    open()
    await at.clock.runAll()
    expect((await Promise.all(sends)).map(({ status }) => status)).toEqual(['delivered', 'delivered'])
    expect(seen).toEqual(['a', 'b'])
    expect(at.send.getStats()).toMatchObject({ undelivered: 1, rejected: 1 })
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

  test('the then of what a handler returned, of the first message and of one that needs no frame', async () => {
    await using at = lab()
    const error = new Error('not to be read')
    const actor = spawnActor(message =>
      message === 'odd'
        ? {
            // biome-ignore lint/suspicious/noThenProperty: such objects exist, and this is about them
            get then() {
              throw error
            },
          }
        : message,
    )
    const channel = at.send.channel(actor)
    for (const [seq, message] of ['odd', 'even', 'odd', 'even'].entries()) {
      const expected =
        message === 'odd' ? { status: 'failed', error: { message: error.message } } : { status: 'delivered' }
      await expect(channel.send(message)).resolves.toMatchObject({ ...expected, seq })
    }
    await expect(channel.call('odd')).rejects.toMatchObject({ code: 'ERR_REMOTE_HANDLER' })
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
