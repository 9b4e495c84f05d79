import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import { CallTimeoutError, NotSerializableError, RemoteHandlerError } from '../../src/core/errors.js'
import type { SendResult } from '../../src/core/results.js'
import { ignore, tally, threads } from './leftovers.js'

const { start, sender, env } = threads()

/** A thread that nobody serves, which handles one message and comes to its end. */
const oneShot = (ending: string): Worker =>
  new Worker(
    `const { parentPort } = require('node:worker_threads')
    parentPort.once('message', m => { parentPort.postMessage(m * 2); ${ending} })`,
    { eval: true, stderr: true },
  )

describe('a worker that ends', () => {
  test('one that does its one job and ends by itself has got its message; nothing is lost', async () => {
    const worker = oneShot('')
    const heard = once(worker, 'message')
    const result = await sender().sendSupervised(worker, 21, { onError: 'raise' })
    expect(result).toMatchObject({ status: 'delivered', stage: 'handed_over' })
    expect(await heard).toEqual([42])
  })

  test('one that fails before it has said whether it is served may have lost it', async () => {
    for (const ending of ['process.exit(3)', 'throw new Error("crash")']) {
      const worker = oneShot(ending)
      worker.on('error', () => {})
      const result = await sender().sendSupervised(worker, 21, ignore)
      expect(result).toMatchObject({ status: 'unknown', reason: 'down' })
    }
  })

  test('one that is terminated once it has answered has got its message, one that has not may have lost it', async () => {
    const answering = "parentPort.on('message', m => parentPort.postMessage(m * 2))"
    const silent = "parentPort.on('message', () => {})"
    for (const [program, result] of [
      [answering, { status: 'delivered', stage: 'handed_over' }],
      [silent, { status: 'unknown', reason: 'down' }],
    ] as const) {
      const worker = new Worker(`const { parentPort } = require('node:worker_threads'); ${program}`, { eval: true })
      const heard = once(worker, program === answering ? 'message' : 'online')
      const sent = sender().sendSupervised(worker, 21, ignore)
      await heard
      await worker.terminate()
      expect(await sent).toMatchObject(result)
      expect(worker.listenerCount('message')).toBe(0)
    }
  })

  test('1: a send after its exit is undelivered at once, without a timeout', async () => {
    const worker = start()
    await worker.terminate()
    const before = performance.now()
    const result = await sender().sendSupervised(worker, { a: 1 }, ignore)
    expect(result).toMatchObject({ status: 'undelivered', reason: 'down' })
    expect(performance.now() - before).toBeLessThan(100)
  })

  test('2: terminated in mid-flood, every message settles once: a prefix delivered, the rest cut by the fence', async () => {
    const worker = start()
    const send = sender({ window: 50_000 })
    await send.call(worker, { op: 'hello' })
    const gate = new Int32Array(new SharedArrayBuffer(8))
    const reached = Atomics.waitAsync(gate, 0, 0)
    const results: Promise<SendResult>[] = []
    for (let n = 0; n < 20_000; n++) {
      results.push(send.sendSupervised(worker, n === 5000 ? { op: 'block', gate } : { n }, ignore))
    }
    await reached.value
    await worker.terminate()
    const settled = await Promise.all(results)
    expect(settled.slice(0, 5000).every(result => result.status === 'delivered')).toBe(true)
    expect(settled[5000]).toMatchObject({ status: 'unknown', reason: 'down', poison: true })
    expect(settled.slice(5001).every(result => result.status === 'undelivered')).toBe(true)
    const { delivered, undelivered, unknown: unknowns } = send.getStats()
    expect(delivered + undelivered + unknowns).toBe(20_001)
  })

  test("3: with stage 'processed', too, although no acknowledgement of the last tick came", async () => {
    const worker = start()
    const send = sender()
    await send.call(worker, { op: 'hello' })
    const messages = Array.from({ length: 2000 }, (_, n) => (n === 1000 ? { op: 'exit', n: 9 } : { n }))
    const results = await Promise.all(
      messages.map(message => send.sendSupervised(worker, message, { ...ignore, stage: 'processed' })),
    )
    expect(tally(results.slice(0, 1000))).toEqual({ 'delivered processed': 1000 })
    expect(results[1000]).toMatchObject({ status: 'unknown', poison: true })
    expect(tally(results.slice(1001))).toEqual({ 'undelivered down': 999 })
  })

  test('a failure that was not told before the crash is no success', async () => {
    const worker = start()
    const send = sender()
    await send.call(worker, { op: 'hello' })
    const messages = [{ n: 1 }, { op: 'throw' }, { n: 2 }, { op: 'exit', n: 9 }]
    const results = await Promise.all(
      messages.map(message => send.sendSupervised(worker, message, { ...ignore, stage: 'processed' })),
    )
    expect(results.map(result => result.status)).toEqual(['delivered', 'unknown', 'unknown', 'unknown'])
  })

  test('3: process.exit in the handler of message 1000 of 5000: 1000 delivered, that one named, 3999 never started', async () => {
    const worker = start()
    const send = sender()
    await send.call(worker, { op: 'hello' })
    const poisoned: unknown[] = []
    const watching = env.telemetry.subscribe('otp.supervised_send.poison', fields => poisoned.push(fields))
    const results = await Promise.all(
      Array.from({ length: 5000 }, (_, n) => {
        const message = n === 1000 ? { op: 'exit', n: 9 } : { type: 'work', n }
        return send.sendSupervised(worker, message, { ...ignore, metadata: { n } })
      }),
    )
    watching[Symbol.dispose]()
    expect(results.slice(0, 1000).every(result => result.status === 'delivered')).toBe(true)
    expect(results[1000]).toMatchObject({
      status: 'unknown',
      reason: 'down',
      poison: true,
      down: { kind: 'exit', code: 9 },
    })
    expect(tally(results.slice(1001))).toEqual({ 'undelivered down': 3999 })
    expect(poisoned).toMatchObject([{ message_type: 'exit', metadata: { n: 1000 } }])
  })

  test('4: an uncaught error in the worker does not end the parent; its error is in the reason', async () => {
    const worker = start()
    const send = sender()
    await send.call(worker, { op: 'hello' })
    send.postSupervised(worker, { op: 'uncaught' }, ignore)
    const result = await send.sendSupervised(worker, { op: 'never' }, { ...ignore, stage: 'processed' })
    const reason = { kind: 'crashed', error: { message: 'nobody catches this' } }
    expect(result.status === 'unknown' || result.status === 'undelivered').toBe(true)
    expect(result).toMatchObject({ reason: 'down', down: reason })
  })

  test('5: a worker out of memory: what was handled is delivered, the culprit unknown, the rest undelivered', async () => {
    const worker = start({}, { resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 } })
    const send = sender()
    await send.call(worker, { op: 'hello' })
    const orders = Array.from({ length: 100 }, (_, n) => (n === 5 ? { op: 'memory' } : { n }))
    const results = await Promise.all(
      orders.map(order => send.sendSupervised(worker, order, { ...ignore, timeout: 60_000 })),
    )
    expect(tally(results.slice(0, 5))).toEqual({ 'delivered processed': 5 })
    expect(results[5]).toMatchObject({
      status: 'unknown',
      poison: true,
      down: { kind: 'crashed', error: { code: 'ERR_WORKER_OUT_OF_MEMORY' } },
    })
    expect(tally(results.slice(6))).toEqual({ 'undelivered down': 94 })
  })

  test('6: a handler that never returns: the one started is unknown, those behind it never run', async () => {
    const worker = start()
    const send = sender()
    await send.call(worker, { op: 'hello' })
    const orders = [{ op: 'spin' }, { n: 1 }, { n: 2 }]
    const before = performance.now()
    const results = await Promise.all(
      orders.map(order => send.sendSupervised(worker, order, { ...ignore, timeout: 300 })),
    )
    expect(performance.now() - before).toBeLessThan(1500)
    expect(results).toMatchObject([
      { status: 'unknown', reason: 'timeout' },
      { status: 'undelivered', reason: 'expired' },
      { status: 'undelivered', reason: 'expired' },
    ])
  })
})

describe('a handler that fails', () => {
  test('7: throws and rejections are failed with name, message and code; neighbours are delivered', async () => {
    const worker = start()
    const send = sender()
    const orders = Array.from({ length: 200 }, (_, n) => {
      if (n === 20) return { op: 'throw', n }
      return n === 90 || n === 91 ? { op: 'reject', n } : { n }
    })
    const results = await Promise.all(
      orders.map(order => send.sendSupervised(worker, order, { ...ignore, stage: 'processed' })),
    )
    expect(tally(results)).toEqual({ 'delivered processed': 197, 'failed handler_error': 3 })
    expect(results[20]).toMatchObject({ error: { name: 'TypeError', message: 'thrown 20', code: 'E_THROWN' } })
    expect(results[91]).toMatchObject({ error: { name: 'RangeError', message: 'rejected 91' } })
  })

  test('8: one that never settles: received is proven, processed times out as unknown, later ones are not held up', async () => {
    const worker = start()
    const send = sender()
    await send.call(worker, { op: 'hello' })
    const [received, processed, behind] = await Promise.all([
      send.sendSupervised(worker, { op: 'never' }, { ...ignore, stage: 'received' }),
      send.sendSupervised(worker, { op: 'never' }, { ...ignore, stage: 'processed', timeout: 200 }),
      send.sendSupervised(worker, { n: 1 }, { ...ignore, stage: 'processed', timeout: 5000 }),
    ])
    expect(received).toMatchObject({ status: 'delivered', stage: 'received' })
    expect(processed).toMatchObject({ status: 'unknown', reason: 'timeout' })
    expect(behind).toMatchObject({ status: 'delivered', stage: 'processed' })
  })

  test('8: ctx.extend prolongs the wait', async () => {
    const worker = start()
    const send = sender()
    await send.call(worker, { op: 'hello' })
    const before = performance.now()
    const result = await send.sendSupervised(
      worker,
      { op: 'extend', n: 600 },
      { ...ignore, stage: 'processed', timeout: 200 },
    )
    expect(performance.now() - before).toBeGreaterThan(550)
    expect(result).toMatchObject({ status: 'unknown', reason: 'timeout' })
  })

  test('a call rejects with the remote error, times out, and aborts the signal of a handler nobody waits for', async () => {
    const worker = start()
    const send = sender()
    await expect(send.call(worker, { op: 'throw', n: 1 })).rejects.toThrow(RemoteHandlerError)
    await expect(send.call(worker, { op: 'watch-signal' }, { timeout: 100 })).rejects.toThrow(CallTimeoutError)
    await expect(send.call(worker, { op: 'signals' })).resolves.toEqual([true])
  })

  test('a reply that cannot be cloned is an error of that call alone', async () => {
    const worker = start()
    const send = sender()
    const calls = await Promise.allSettled([
      send.call(worker, { n: 1 }),
      send.call(worker, { op: 'uncloneable' }),
      send.call(worker, { n: 2 }),
    ])
    expect(calls).toMatchObject([
      { status: 'fulfilled', value: { n: 1 } },
      { status: 'rejected', reason: { code: 'ERR_NOT_SERIALIZABLE' } },
      { status: 'fulfilled', value: { n: 2 } },
    ])
  })
})

describe('messages that cannot be sent as they are', () => {
  test('9: one uncloneable message among 200 stays behind alone, and is not retried', async () => {
    const worker = start()
    const send = sender()
    await send.call(worker, { op: 'hello' })
    const results = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        send.sendSupervised(worker, n === 77 ? { payload: { callbacks: [1, 2, () => {}] } } : { n }, {
          ...ignore,
          retries: 3,
        }),
      ),
    )
    expect(tally(results)).toEqual({ 'delivered processed': 199, 'undelivered not_serializable': 1 })
    const cause = (results[77] as { cause?: unknown }).cause
    expect(cause).toBeInstanceOf(NotSerializableError)
    expect(cause).toMatchObject({ path: 'payload.callbacks[2]' })
    expect(send.getStats().retried).toBe(0)
    const seen = await send.call<unknown, { n: number }[]>(worker, { op: 'seen' })
    expect(seen.slice(1).map(({ n }) => n)).toEqual(Array.from({ length: 200 }, (_, n) => n).filter(n => n !== 77))
  })

  test('10: a getter that throws while it is cloned is the cause', async () => {
    const worker = start()
    const message = {
      deep: {
        get value(): number {
          throw new Error('from the getter')
        },
      },
    }
    const result = await sender().sendSupervised(worker, message, ignore)
    expect(result).toMatchObject({ status: 'undelivered', reason: 'not_serializable', cause: { path: 'deep.value' } })
    expect((result as { cause: Error }).cause.cause).toMatchObject({ message: 'from the getter' })
  })

  test('11: a port that is not in the transfer list', async () => {
    const worker = start()
    const { port1, port2 } = new MessageChannel()
    const result = await sender().sendSupervised(worker, { port: port1 }, ignore)
    port1.close()
    port2.close()
    expect(result).toMatchObject({ status: 'undelivered', reason: 'not_serializable', cause: { path: 'port' } })
  })

  test('12: an ArrayBuffer that has been transferred already is refused, not sent empty', async () => {
    const worker = start()
    const send = sender()
    const bytes = new ArrayBuffer(8)
    await expect(send.call(worker, { op: 'size', bytes }, { transfer: [bytes] })).resolves.toBe(8)
    const result = await send.sendSupervised(worker, { op: 'size', bytes }, { ...ignore, transfer: [bytes] })
    expect(result).toMatchObject({ status: 'undelivered', reason: 'not_serializable' })
  })

  test('13: a failed clone leaves the transfer list as it was, so it can be sent again', async () => {
    const worker = start()
    const send = sender()
    const bytes = new ArrayBuffer(8)
    const result = await send.sendSupervised(worker, { bytes, f() {} }, { ...ignore, transfer: [bytes] })
    expect(result).toMatchObject({ status: 'undelivered', reason: 'not_serializable', cause: { path: 'f' } })
    expect(bytes.byteLength).toBe(8)
    await expect(send.call(worker, { op: 'size', bytes }, { transfer: [bytes] })).resolves.toBe(8)
  })

  test('14: one object in two batched messages arrives as one; isolate gives each its own', async () => {
    const worker = start()
    const send = sender()
    await send.call(worker, { op: 'hello' })
    const shared = { of: 'two' }
    const message = { op: 'keep', shared }
    const [, together] = await Promise.all([send.call(worker, message), send.call(worker, message)])
    expect(together).toBe(true)
    const [, apart] = await Promise.all([
      send.call(worker, message, { isolate: true }),
      send.call(worker, message, { isolate: true }),
    ])
    expect(apart).toBe(false)
  })
})

describe('a worker that has not been migrated', () => {
  test('gets exactly the raw messages, in order, and sees nothing of the protocol', async () => {
    const worker = start({ mode: 'raw' })
    const echoes: unknown[] = []
    worker.on('message', message => echoes.push(message))
    const send = sender()
    const results = await Promise.all(Array.from({ length: 50 }, (_, n) => send.sendSupervised(worker, { n })))
    expect(tally(results)).toEqual({ 'delivered handed_over': 50 })
    worker.postMessage('last')
    while (echoes.length < 51) await once(worker, 'message')
    expect(echoes).toEqual([...Array.from({ length: 50 }, (_, n) => ({ echo: { n } })), { echo: 'last' }])
  })

  test('is also one that is served by a version of the protocol that this one does not understand', async () => {
    const earlier = new Worker(
      `const { parentPort } = require('node:worker_threads')
      const peers = new BroadcastChannel('@otp-audit/runtime/peers')
      peers.onmessage = ({ data }) => { if (data.ask !== undefined) peers.postMessage({ here: data.ask }) }
      peers.unref()
      parentPort.once('message', () => parentPort.postMessage('raw'))
      parentPort.postMessage('ready')`,
      { eval: true },
    )
    await once(earlier, 'message')
    const send = sender()
    const asked = await send.sendSupervised(earlier, 1, { ...ignore, stage: 'received' })
    expect(asked).toMatchObject({ status: 'undelivered', reason: 'unsupported_stage' })
    const heard = once(earlier, 'message')
    await expect(send.sendSupervised(earlier, 2, ignore)).resolves.toMatchObject({ stage: 'handed_over' })
    expect(await heard).toEqual(['raw'])
    await earlier.terminate()
  })

  test('cannot prove more: asking fails soon, with a message that says what to do, and nothing is sent', async () => {
    const worker = start({ mode: 'raw' })
    const echoes: unknown[] = []
    worker.on('message', message => echoes.push(message))
    const send = sender()
    const first = await send.sendSupervised(worker, { n: 1 }, { ...ignore, stage: 'received' })
    const before = performance.now()
    const second = await send.sendSupervised(worker, { n: 2 }, { ...ignore, stage: 'processed' })
    expect(performance.now() - before).toBeLessThan(50)
    for (const result of [first, second]) {
      expect(result).toMatchObject({ status: 'undelivered', reason: 'unsupported_stage' })
      expect((result as { cause: Error }).cause.message).toContain('servePeer')
    }
    worker.postMessage('last')
    await once(worker, 'message')
    expect(echoes).toEqual([{ echo: 'last' }])
  })

  test('becomes a served one when it starts to serve later: order is kept and nothing is lost or doubled', async () => {
    const gate = new Int32Array(new SharedArrayBuffer(4))
    const worker = start({ mode: 'blocked-then-served', gate })
    const send = sender()
    const results: Promise<SendResult>[] = []
    for (let n = 0; n < 30; n++) results.push(send.sendSupervised(worker, { n }))
    await results[0]
    Atomics.store(gate, 0, 1)
    Atomics.notify(gate, 0)
    for (let n = 30; n < 60; n++) results.push(send.sendSupervised(worker, { n }))
    await Promise.all(results)
    const seen = await send.call<unknown, { n: number }[]>(worker, { op: 'seen' })
    expect(seen.map(({ n }) => n)).toEqual(Array.from({ length: 60 }, (_, n) => n))
  })

  test('listeners beside servePeer see the raw messages only', async () => {
    const worker = start({ mode: 'both' })
    const legacy: unknown[] = []
    worker.on('message', message => legacy.push(message))
    const send = sender()
    worker.postMessage({ raw: 1 })
    for (let n = 0; n < 5; n++) await send.sendSupervised(worker, { n }, { stage: 'processed' })
    worker.postMessage({ raw: 2 })
    while (legacy.length < 3) await once(worker, 'message')
    // The first supervised message is raw as well: it carries the way to all that follow.
    expect(legacy).toEqual([{ echo: { raw: 1 } }, { echo: { n: 0 } }, { echo: { raw: 2 } }])
    const seen = await send.call<unknown, unknown[]>(worker, { op: 'seen' })
    expect(seen).toEqual([{ raw: 1 }, ...[0, 1, 2, 3, 4].map(n => ({ n })), { raw: 2 }])
  })
})
