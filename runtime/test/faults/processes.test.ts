import { type ChildProcess, execFile, type ForkOptions, fork } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/core/clock.js'
import { RemoteHandlerError, UnsupportedStageError } from '../../src/core/errors.js'
import { silentLogger } from '../../src/core/logger.js'
import type { SendResult } from '../../src/core/results.js'
import { createTimerWheel, type TimerWheel } from '../../src/core/wheel.js'
import type { SupervisedSend, SupervisedSendOptions } from '../../src/send/contracts.js'
import { createSupervisedSend } from '../../src/supervised-send.js'
import { lossyAdapter } from '../../src/testing/lossy-transport.js'
import { childProcessAdapter } from '../../src/transports/child-process.js'
import { servePeer } from '../../src/worker.js'
import { type Bundle, bundleFixture } from '../fixtures/bundle.js'

const run = promisify(execFile)
let bundle: Bundle
beforeAll(async () => {
  bundle = await bundleFixture('ipc-child')
})
afterAll(() => bundle[Symbol.asyncDispose]())

let wheel: TimerWheel
let sender: SupervisedSend
const children: ChildProcess[] = []

function create(options: SupervisedSendOptions = {}): SupervisedSend {
  return createSupervisedSend({ logger: silentLogger, wheel, ...options })
}

beforeEach(() => {
  wheel = createTimerWheel(systemClock)
  sender = create()
})

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  await sender[Symbol.asyncDispose]()
  expect(sender.getStats().inFlight).toBe(0)
  expect(wheel.size).toBe(0)
})

async function start(role: string, options: ForkOptions = {}): Promise<ChildProcess> {
  const child = fork(bundle.path, [role], options)
  children.push(child)
  await once(child, 'message')
  return child
}

async function seenBy(child: ChildProcess): Promise<unknown[]> {
  child.send({ op: 'seen' })
  for (;;) {
    const [message] = (await once(child, 'message')) as [{ seen?: unknown[] }]
    if (message.seen !== undefined) return message.seen
  }
}

function tally(results: readonly SendResult[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const result of results) counts[result.status] = (counts[result.status] ?? 0) + 1
  return counts
}

describe('a served child', () => {
  it('acknowledges sends as received, and as processed when asked', async () => {
    const child = await start('served')
    await expect(sender.sendSupervised(child, 'a', { stage: 'received' })).resolves.toMatchObject({
      status: 'delivered',
      stage: expect.stringMatching(/received|processed/),
    })
    await expect(sender.sendSupervised(child, 'b', { stage: 'processed' })).resolves.toMatchObject({
      status: 'delivered',
      stage: 'processed',
    })
    await expect(seenBy(child)).resolves.toEqual(['a', 'b'])
  })

  it('answers calls, also those made while it is still starting', async () => {
    const child = fork(bundle.path, ['served'])
    children.push(child)
    await expect(sender.call(child, { op: 'echo', value: 42 })).resolves.toBe(42)
    await expect(sender.call(child, { op: 'throw' })).rejects.toThrow(RemoteHandlerError)
  })

  it('answers with what JSON carries, undefined included; an answer that it cannot carry is an error of that call alone', async () => {
    const child = await start('served')
    await expect(sender.call(child, { op: 'echo' })).resolves.toBeUndefined()
    const [first, second, third, fourth] = await Promise.allSettled([
      sender.call(child, { op: 'echo', value: 1 }),
      sender.call(child, { op: 'uncloneable' }),
      sender.call(child, { op: 'echo', value: null }),
      sender.call(child, { op: 'function' }),
    ])
    expect(first).toEqual({ status: 'fulfilled', value: 1 })
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'ERR_NOT_SERIALIZABLE' } })
    expect(third).toEqual({ status: 'fulfilled', value: null })
    expect(fourth).toMatchObject({ status: 'rejected', reason: { code: 'ERR_NOT_SERIALIZABLE' } })
  })

  it('is refused what would have to be transferred, before anything is sent', async () => {
    const child = await start('served')
    const bytes = new Uint8Array([1, 2])
    await expect(
      sender.sendSupervised(child, { bytes }, { transfer: [bytes.buffer], onError: 'ignore' }),
    ).resolves.toMatchObject({ status: 'undelivered', reason: 'not_serializable', attempts: 0 })
    expect(bytes.byteLength).toBe(2)
    await expect(seenBy(child)).resolves.toEqual([])
  })

  it('gets ten thousand messages in order, none twice', async () => {
    const child = await start('served')
    const results = await Promise.all(Array.from({ length: 10_000 }, (_, n) => sender.sendSupervised(child, n)))
    expect(tally(results)).toEqual({ delivered: 10_000 })
    await expect(seenBy(child)).resolves.toEqual(Array.from({ length: 10_000 }, (_, n) => n))
  })

  it('keeps the order over the change from raw messages to frames while it starts', async () => {
    const child = fork(bundle.path, ['served'])
    children.push(child)
    const results: Promise<SendResult>[] = []
    let n = 0
    const ready = once(child, 'message')
    let started = false
    void ready.then(() => {
      started = true
    })
    while (!started) {
      results.push(sender.sendSupervised(child, n++))
      await new Promise(resolve => setImmediate(resolve))
    }
    results.push(sender.sendSupervised(child, n++, { stage: 'processed' }))
    expect(tally(await Promise.all(results))).toEqual({ delivered: n })
    await expect(seenBy(child)).resolves.toEqual(Array.from({ length: n }, (_, at) => at))
  })

  it('leaves nothing waiting for a timeout when it stops serving in the middle of a stream', async () => {
    const steady = create({ batch: { max: 1 } })
    const child = await start('served')
    await steady.sendSupervised(child, 'first', { stage: 'received' })
    const results: Promise<SendResult>[] = [steady.sendSupervised(child, { op: 'close peer' }, { timeout: 60_000 })]
    for (let n = 0; n < 300; n++) {
      results.push(steady.sendSupervised(child, n, { timeout: 60_000 }))
      await new Promise(resolve => setImmediate(resolve))
    }
    const settled = await Promise.all(results)
    expect(tally(settled)).toEqual({ delivered: 301 })
    expect(settled.at(-1)).toMatchObject({ stage: 'handed_over' })
    await steady[Symbol.asyncDispose]()
  })

  it('fails only the message whose handler throws', async () => {
    const child = await start('served')
    const results = await Promise.all([
      sender.sendSupervised(child, 1, { stage: 'processed' }),
      sender.sendSupervised(child, { op: 'throw' }, { stage: 'processed' }),
      sender.sendSupervised(child, 2, { stage: 'processed' }),
    ])
    expect(results.map(result => result.status)).toEqual(['delivered', 'failed', 'delivered'])
    expect(results[1]).toMatchObject({ reason: 'handler_error', error: { name: 'RangeError', code: 'E_HANDLER' } })
  })
})

describe('a child that calls its parent', () => {
  it('lives until it is answered, and then ends by itself', async () => {
    const child = fork(bundle.path, ['calls its parent'])
    children.push(child)
    const heard: unknown[] = []
    const peer = servePeer(child, async (message: { question?: number }) => {
      heard.push(message)
      if (message.question === undefined) return undefined
      await new Promise(resolve => setImmediate(resolve))
      return message.question * 7
    })
    const [code] = await once(child, 'exit')
    expect(code).toBe(0)
    expect(heard).toEqual([{ question: 6 }, { answered: 42 }])
    await peer.close()
  })
})

describe('a parent that has let its child go', () => {
  it('ends by itself although a channel and a monitor are open', async () => {
    const parent = await bundleFixture('unref-parent')
    const { stdout } = await run(process.execPath, [parent.path, bundle.path], { timeout: 10_000 })
    expect(stdout).toBe('delivered\n')
    await parent[Symbol.asyncDispose]()
  })
})

describe('a served child behind a pipe that loses things', () => {
  it.each([1, 2, 3])('gets each message once and in order (seed %i)', async seed => {
    const adapter = lossyAdapter(childProcessAdapter(), {
      seed,
      frames: { drop: 0.2, duplicate: 0.2, reorder: 0.2, delay: 0.2 },
      print: () => {},
    })
    const lossy = create({ adapters: [adapter], batch: { max: 8 } })
    const child = await start('served')
    const results = await Promise.all(
      Array.from({ length: 500 }, (_, n) => lossy.sendSupervised(child, n, { stage: 'processed', timeout: 30_000 })),
    )
    expect(tally(results)).toEqual({ delivered: 500 })
    await expect(seenBy(child)).resolves.toEqual(Array.from({ length: 500 }, (_, n) => n))
    await lossy[Symbol.asyncDispose]()
  })
})

describe('an unmigrated child', () => {
  it('gets exactly the raw messages, at once, and the sender claims no more than the hand-over', async () => {
    const child = await start('unmigrated')
    const results = await Promise.all([
      sender.sendSupervised(child, { type: 'work', payload: [1, 'two', null] }),
      sender.sendSupervised(child, 'text'),
    ])
    expect(results).toEqual([
      expect.objectContaining({ status: 'delivered', stage: 'handed_over' }),
      expect.objectContaining({ status: 'delivered', stage: 'handed_over' }),
    ])
    await expect(seenBy(child)).resolves.toEqual([{ type: 'work', payload: [1, 'two', null] }, 'text'])
  })

  it('is never sent what asks for proof that it cannot give: refused with a clear message, and no timeout', async () => {
    const child = await start('unmigrated')
    const result = await sender.sendSupervised(child, 'x', { stage: 'received', timeout: 60_000 })
    expect(result).toMatchObject({ status: 'undelivered', reason: 'unsupported_stage', attempts: 0 })
    expect((result as { cause: Error }).cause.message).toMatch(/cannot prove 'received'.*servePeer/)
    await expect(sender.call(child, 'x')).rejects.toThrow(UnsupportedStageError)
    await expect(seenBy(child)).resolves.toEqual([])
  })
})

describe('fault 20: SIGKILL during acknowledgements', () => {
  it('settles each message once: what was acknowledged is delivered, the rest unknown, nothing undelivered', async () => {
    const child = await start('served')
    // From here on there are acknowledgements; before, what has left the process is handed over, and that is that. The child
    // gets stuck in one of the messages, so that it cannot be through before it is killed.
    await sender.sendSupervised(child, 'first', { stage: 'received' })
    let settled = 0
    const sends = Array.from({ length: 20_000 }, (_, n) =>
      sender.sendSupervised(child, n === 15_000 ? { op: 'hang' } : n, { onError: 'ignore' }).then(result => {
        if (++settled === 500) child.kill('SIGKILL')
        return result
      }),
    )
    const results = await Promise.all(sends)
    const counts = tally(results.filter(result => result.status !== 'undelivered'))
    const refused = results.filter(result => result.status === 'undelivered')
    expect(settled).toBe(20_000)
    expect(counts.delivered).toBeGreaterThanOrEqual(500)
    expect(counts.unknown).toBeGreaterThan(0)
    // Undelivered are only those that had not been written when the child died.
    expect(refused.every(result => result.attempts <= 1)).toBe(true)
    const order = results.map(result => result.status)
    expect(order.lastIndexOf('delivered')).toBeLessThan(order.indexOf('unknown'))
    const downs = results.flatMap(result => (result.status === 'unknown' ? [result.down] : []))
    expect(new Set(downs.map(down => JSON.stringify(down)))).toEqual(
      new Set([JSON.stringify({ kind: 'exit', code: null, signal: 'SIGKILL' })]),
    )
    await expect(sender.sendSupervised(child, 'late', { onError: 'ignore' })).resolves.toMatchObject({
      status: 'undelivered',
      reason: 'down',
    })
  })
})

describe('a channel that closes', () => {
  it('settles what had been written although later sends were refused before the news of the end', async () => {
    const steady = create({ batch: { max: 1 } })
    const child = await start('served')
    await steady.sendSupervised(child, 'first', { stage: 'received' })
    const results: Promise<SendResult>[] = []
    for (let n = 0; n < 50; n++) {
      if (n === 20) child.disconnect()
      results.push(steady.sendSupervised(child, n, { timeout: 60_000, onError: 'ignore' }))
      if (n >= 20) await new Promise(resolve => setImmediate(resolve))
    }
    const settled = await Promise.all(results)
    expect(settled.slice(21).every(result => result.status === 'undelivered' && result.reason === 'down')).toBe(true)
    expect(settled.slice(0, 20).every(result => ['delivered', 'unknown'].includes(result.status))).toBe(true)
    await steady[Symbol.asyncDispose]()
  })
})

describe('fault 21: a child that never reads', () => {
  it('stays handed over, whatever its write callbacks say', async () => {
    const child = await start('deaf')
    const results = await Promise.all(Array.from({ length: 93 }, (_, n) => sender.sendSupervised(child, { n })))
    expect(new Set(results.map(result => result.status === 'delivered' && result.stage))).toEqual(
      new Set(['handed_over']),
    )
  })

  it('fills the window, and then holds back or refuses instead of piling up', async () => {
    const bounded = create({ window: 16 })
    const child = await start('deaf')
    const pad = 'x'.repeat(100_000)
    const results = await Promise.all(
      Array.from({ length: 64 }, () =>
        bounded.sendSupervised(child, pad, { overflow: 'reject', timeout: 200, onError: 'ignore' }),
      ),
    )
    const refused = results.filter(result => result.status === 'undelivered' && result.reason === 'buffer_full')
    expect(refused.length).toBeGreaterThan(30)
    expect(results.some(result => result.status === 'unknown' && result.reason === 'timeout')).toBe(true)
    await bounded[Symbol.asyncDispose]()
  })
})

describe('fault 22: a child that exits right after a burst', () => {
  async function burst(role: string): Promise<number> {
    const child = fork(bundle.path, [role])
    children.push(child)
    let count = 0
    child.on('message', () => count++)
    await once(child, 'exit')
    if (child.connected) await once(child, 'disconnect')
    return count
  }

  it('loses nothing when it drains its sends, or closes its peer, before it exits', async () => {
    await expect(burst('supervised burst, drained')).resolves.toBe(1000)
    await expect(burst('burst, peer closed')).resolves.toBe(1000)
  })
})

describe('fault 23: values that JSON loses', () => {
  it('is refused in strict mode with its path; neighbours of the same batch are delivered', async () => {
    const strict = create({ adapters: [childProcessAdapter({ strict: true })] })
    const child = await start('served')
    await strict.sendSupervised(child, 'first', { stage: 'received' })
    const results = await Promise.all(
      [{ ok: 1 }, { deep: { m: new Map() } }, { ok: 2 }, { n: Number.NaN }, { ok: 3 }].map(message =>
        strict.sendSupervised(child, message, { onError: 'ignore', retries: 3 }),
      ),
    )
    expect(results.map(result => result.status)).toEqual([
      'delivered',
      'undelivered',
      'delivered',
      'undelivered',
      'delivered',
    ])
    expect(results[1]).toMatchObject({ reason: 'not_serializable', cause: { path: 'deep.m' } })
    expect(results[3]).toMatchObject({ reason: 'not_serializable', cause: { path: 'n' } })
    await expect(seenBy(child)).resolves.toEqual(['first', { ok: 1 }, { ok: 2 }, { ok: 3 }])
    await strict[Symbol.asyncDispose]()
  })

  it.each<[string, () => unknown]>([
    [
      'whose getter throws',
      () => ({
        get bad() {
          throw new Error('boom')
        },
      }),
    ],
    [
      'whose cmd cannot be read',
      () => ({
        get cmd() {
          throw new Error('boom')
        },
      }),
    ],
    [
      'nested without end',
      () => {
        let deep: unknown = 1
        for (let level = 0; level < 100_000; level++) deep = [deep]
        return deep
      },
    ],
    ['that is undefined', () => undefined],
    ['that is a function', () => () => {}],
    ['that is a symbol', () => Symbol('x')],
  ])('refuses a message %s, and goes on', async (_name, make) => {
    for (const role of ['served', 'unmigrated']) {
      const child = await start(role)
      const results = await Promise.all(
        ['before', make(), 'after'].map(message => sender.sendSupervised(child, message, { onError: 'ignore' })),
      )
      expect(results.map(result => result.status)).toEqual(['delivered', 'undelivered', 'delivered'])
      expect(results[1]).toMatchObject({ reason: 'not_serializable' })
      await expect(seenBy(child)).resolves.toEqual(['before', 'after'])
    }
  })

  it('names the path of a bigint also without strict mode', async () => {
    const child = await start('served')
    await expect(sender.sendSupervised(child, { a: [1n] }, { onError: 'ignore' })).resolves.toMatchObject({
      status: 'undelivered',
      reason: 'not_serializable',
      cause: { path: 'a[0]' },
    })
  })
})
