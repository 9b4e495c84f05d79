import { type ChildProcess, type ForkOptions, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createEnv } from '../../src/core/env.js'
import { InvalidOptionError, NotSerializableError } from '../../src/core/errors.js'
import type { DownReason, Transport } from '../../src/core/transport.js'
import { servePeerWith } from '../../src/peer/serve.js'
import { createSupervisedSend } from '../../src/supervised-send.js'
import { SimulatedClock } from '../../src/testing/simulated-clock.js'
import {
  type ChildTarget,
  childProcessAdapter,
  childProcessEndpoint,
  type IpcAdapterOptions,
} from '../../src/transports/child-process.js'
import { explainClone } from '../../src/transports/uncloneable.js'
import { type Bundle, bundleFixture } from '../fixtures/bundle.js'
import { collect, frameOf } from './collect.js'

let bundle: Bundle
beforeAll(async () => {
  bundle = await bundleFixture('ipc-child')
})
afterAll(() => bundle[Symbol.asyncDispose]())

const env = createEnv()
const children: ChildProcess[] = []
const transports: Transport[] = []

afterEach(async () => {
  for (const transport of transports.splice(0)) await transport[Symbol.asyncDispose]()
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
  }
  expect(env.wheel.size).toBe(0)
})

async function start(role: string, options: ForkOptions = {}): Promise<ChildProcess> {
  const child = fork(bundle.path, [role], options)
  children.push(child)
  await once(child, 'message')
  return child
}

function opened(child: ChildProcess, options: IpcAdapterOptions = {}, within = env) {
  const transport = childProcessAdapter(options).open(child as ChildTarget, within)
  transports.push(transport)
  return { transport, seen: collect(transport) }
}

function peerKnown(transport: Transport): Promise<string> {
  const peer = transport.peer!
  if (peer.state !== 'unknown') return Promise.resolve(peer.state)
  return new Promise(resolve => void peer.onChange(() => resolve(peer.state)))
}

async function seenBy(child: ChildProcess): Promise<unknown[]> {
  child.send({ op: 'seen' })
  for (;;) {
    const [message] = (await once(child, 'message')) as [{ seen?: unknown[] }]
    if (message.seen !== undefined) return message.seen
  }
}

describe.each(['json', 'advanced'] as const)('child_process, %s', serialization => {
  it('proves received and processed by a served child, whose handler sees the raw messages', async () => {
    const child = await start('served', { serialization })
    const { transport, seen } = opened(child)
    await expect(peerKnown(transport)).resolves.toBe('served')
    expect(transport.capabilities).toMatchObject({
      ackStages: ['handed_over', 'received', 'processed'],
      batching: true,
      clones: serialization === 'json' ? 'json' : 'structured',
    })
    expect(transport.write(frameOf(0, { a: 1 }, 'two', [3]))).toMatchObject({ ok: true })
    await seen.acked(3)
    await expect(seenBy(child)).resolves.toEqual([{ a: 1 }, 'two', [3]])
  })

  it('gives an unmigrated child exactly the raw messages, one by one, and claims that they were handed over', async () => {
    const child = await start('unmigrated', { serialization })
    const { transport, seen } = opened(child, { peerTimeout: 0 })
    expect(transport.capabilities).toMatchObject({ ackStages: ['handed_over'], batching: false, handOver: 'confirmed' })
    transport.write(frameOf(0, { type: 'work', n: 1 }))
    transport.write(frameOf(1, 'text'))
    await expect(seenBy(child)).resolves.toEqual([{ type: 'work', n: 1 }, 'text'])
    expect(seen.acks.at(-1)).toMatchObject({ received: 0, processed: 0, written: 2 })
  })

  it('returns failures and replies of the handler', async () => {
    const child = await start('served', { serialization })
    const { transport, seen } = opened(child)
    await peerKnown(transport)
    transport.write({ epoch: 1, first: 0, bodies: [{ op: 'throw' }, { op: 'echo', value: { n: 7 } }], asks: [1] })
    await seen.acked(2)
    const [ack] = seen.acks.filter(found => found.failures !== undefined)
    expect(ack?.failures).toEqual([
      [0, expect.objectContaining({ name: 'RangeError', message: 'in the handler', code: 'E_HANDLER' })],
    ])
    expect(ack?.replies).toEqual([[1, { n: 7 }]])
  })

  it('serves raw messages of unmigrated senders with the same handler', async () => {
    const child = await start('served', { serialization })
    child.send({ from: 'raw code' })
    await expect(seenBy(child)).resolves.toEqual([{ from: 'raw code' }])
  })

  it("shows none of its traffic to the parent's own listeners", async () => {
    const child = await start('served', { serialization })
    const heard: unknown[] = []
    child.on('message', message => heard.push(message))
    const { transport, seen } = opened(child)
    await peerKnown(transport)
    transport.write(frameOf(0, 1, 2, 3))
    await seen.acked(3)
    await seenBy(child)
    expect(heard).toEqual([{ seen: [1, 2, 3] }])
  })

  it('names the message of a batch that cannot be cloned, and sends none of them', async () => {
    const child = await start('served', { serialization })
    const { transport } = opened(child, {}, { ...env, explainClone })
    await peerKnown(transport)
    const bad = serialization === 'json' ? { deep: [{ n: 1n }] } : { deep: () => {} }
    const write = transport.write(frameOf(0, 'good', bad, 'good'))
    expect(write).toMatchObject({ ok: false, reason: 'not_serializable', index: 1 })
    expect(write).toMatchObject({ error: { path: serialization === 'json' ? 'deep[0].n' : 'deep' } })
    await expect(seenBy(child)).resolves.toEqual([])
  })

  it.each([undefined, () => {}, Symbol('s')])('refuses %o in a frame, as Node refuses it alone', async body => {
    const child = await start('served', { serialization })
    const { transport } = opened(child)
    await peerKnown(transport)
    const write = transport.write(frameOf(0, 'good', body))
    expect(write).toMatchObject({ ok: false, reason: 'not_serializable', index: 1 })
    expect(write).toMatchObject({ error: expect.any(NotSerializableError) })
    await expect(seenBy(child)).resolves.toEqual([])
  })

  it('refuses a raw message that Node would keep for itself', async () => {
    const child = await start('unmigrated', { serialization })
    const { transport } = opened(child, { peerTimeout: 0 })
    expect(transport.write(frameOf(0, { cmd: 'NODE_CLUSTER' }))).toMatchObject({
      reason: 'not_serializable',
      error: { path: 'cmd' },
    })
  })
})

describe('child_process', () => {
  it('begins with raw messages and goes on with frames when the child turns out to be served', async () => {
    const child = fork(bundle.path, ['served'])
    children.push(child)
    const { transport, seen } = opened(child, { peerTimeout: 0 })
    expect(transport.peer?.state).toBe('absent')
    transport.write(frameOf(0, 'raw 0'))
    transport.write(frameOf(1, 'raw 1'))
    await new Promise<void>(resolve => void transport.peer?.onChange(resolve))
    expect(transport.peer?.state).toBe('served')
    transport.write(frameOf(2, 'framed 2', 'framed 3'))
    await seen.acked(4)
    await expect(seenBy(child)).resolves.toEqual(['raw 0', 'raw 1', 'framed 2', 'framed 3'])
  })

  it('falls back to raw messages when the child stops serving', async () => {
    const child = await start('served')
    const { transport } = opened(child)
    await peerKnown(transport)
    const changed = new Promise<void>(resolve => void transport.peer?.onChange(resolve))
    transport.write(frameOf(0, { op: 'close peer' }))
    await changed
    expect(transport.peer?.state).toBe('absent')
    expect(transport.capabilities.ackStages).toEqual(['handed_over'])
  })

  it('takes a child that does not answer for unserved after the time it was given', async () => {
    const clock = new SimulatedClock()
    const simulated = createEnv({ clock })
    const child = await start('unmigrated')
    const { transport } = opened(child, { peerTimeout: 300 }, simulated)
    await clock.advance(299)
    expect(transport.peer?.state).toBe('unknown')
    await clock.advance(1)
    expect(transport.peer?.state).toBe('absent')
    expect(simulated.wheel.size).toBe(0)
  })

  it('keeps two channels to one child apart', async () => {
    const child = await start('served')
    const [first, second] = [opened(child), opened(child)]
    await Promise.all([peerKnown(first.transport), peerKnown(second.transport)])
    first.transport.write(frameOf(0, 'a', 'b'))
    second.transport.write(frameOf(0, 'c'))
    await Promise.all([first.seen.acked(2), second.seen.acked(1)])
    expect(second.seen.acks.at(-1)?.processed).toBe(1)
    await expect(seenBy(child)).resolves.toEqual(['a', 'b', 'c'])
  })

  it('reports pressure, and counts what a child that never reads has not been given as not written', async () => {
    const child = await start('deaf')
    const { transport, seen } = opened(child, { peerTimeout: 0 })
    const pad = 'x'.repeat(100_000)
    let high = 0
    for (let n = 0; n < 20; n++) {
      const write = transport.write(frameOf(n, pad))
      if (write.ok && write.pressure === 'high') high++
    }
    await new Promise(resolve => setImmediate(resolve))
    expect(high).toBeGreaterThan(0)
    expect(seen.acks.at(-1)?.written ?? 0).toBeLessThan(20)
  })

  it('never claims more than hand-over for a child that never reads, whatever the write callbacks say (fault 21)', async () => {
    const child = await start('deaf')
    const { transport, seen } = opened(child, { peerTimeout: 0 })
    for (let n = 0; n < 93; n++) transport.write(frameOf(n, { n }))
    while ((seen.acks.at(-1)?.written ?? 0) < 93) await new Promise(resolve => transport.onAck(resolve))
    expect(transport.capabilities.ackStages).toEqual(['handed_over'])
    expect(seen.acks.every(ack => ack.received === 0 && ack.processed === 0)).toBe(true)
  })

  it('gives every acknowledgement before the news of a SIGKILL (fault 20)', async () => {
    const child = await start('served')
    const { transport, seen } = opened(child)
    await peerKnown(transport)
    for (let first = 0; first < 6400; first += 64) {
      transport.write(frameOf(first, ...Array.from({ length: 64 }, (_, at) => first + at)))
    }
    await seen.acked(64)
    child.kill('SIGKILL')
    await expect(seen.down()).resolves.toEqual({ kind: 'exit', code: null, signal: 'SIGKILL' })
    const count = seen.log.length
    await new Promise(resolve => setImmediate(resolve))
    expect(seen.log.length).toBe(count)
    expect(seen.log.at(-1)).toBe('down exit')
    expect(transport.write(frameOf(6400, 1))).toEqual({ ok: false, reason: 'closed' })
  })

  it('tells the exit code of a child that exits in the middle of a handler', async () => {
    const child = await start('served')
    const { transport, seen } = opened(child)
    await peerKnown(transport)
    transport.write(frameOf(0, 'before', { op: 'exit', value: 9 }, 'after'))
    await expect(seen.down()).resolves.toEqual({ kind: 'exit', code: 9 })
    expect(seen.acks.at(-1)?.processed ?? 0).toBe(0)
  })

  it('takes a channel that closes under a living child for its end', async () => {
    const child = await start('unmigrated')
    const { seen } = opened(child, { peerTimeout: 0 })
    child.on('message', () => {})
    child.disconnect()
    await expect(seen.down()).resolves.toMatchObject({ kind: expect.stringMatching(/closed|exit/) })
  })

  it('a send to a child that could not be started is undelivered, and its error does not end the process', async () => {
    const child = spawn('/nowhere/at/all', { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
    const failed = new Promise(resolve => setImmediate(resolve))
    const sender = createSupervisedSend({ adapters: [childProcessAdapter()] })
    const sent = sender.sendSupervised(child, 1, { onError: 'ignore' })
    await expect(sent).resolves.toMatchObject({ status: 'undelivered', reason: 'down' })
    await failed
    expect(child.listenerCount('error')).toBe(1)
    await sender[Symbol.asyncDispose]()
  })

  it('tells the end of a child that could not be started, without an uncaught exception', async () => {
    const adapter = childProcessAdapter()
    const child = spawn('/no/such/program', [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
    const down = await new Promise<DownReason>(resolve => void adapter.watch(child as ChildTarget, env, resolve))
    expect(down).toMatchObject({ kind: 'unreachable', error: { code: 'ENOENT' } })
    expect(adapter.liveness(child as ChildTarget)).toBe('down')
    const late = await new Promise<DownReason>(resolve => void adapter.watch(child as ChildTarget, env, resolve))
    expect(late).toEqual({ kind: 'never_existed' })
  })

  it('tells those who watch late of an exit at once, and watches children without a channel too', async () => {
    const adapter = childProcessAdapter()
    const child = spawn(process.execPath, ['-e', 'process.exitCode = 3'], { stdio: 'ignore' })
    const early = new Promise<DownReason>(resolve => void adapter.watch(child as ChildTarget, env, resolve))
    await expect(early).resolves.toEqual({ kind: 'exit', code: 3 })
    const late: DownReason[] = []
    adapter.watch(child as ChildTarget, env, reason => late.push(reason))
    expect(late).toEqual([{ kind: 'exit', code: 3 }])
    const { transport } = opened(child, {})
    expect(transport.write(frameOf(0, 1))).toEqual({ ok: false, reason: 'closed' })
  })

  it('leaves no listener behind', async () => {
    const child = await start('served')
    const before = listenerCounts(child)
    const { transport } = opened(child)
    const watch = childProcessAdapter().watch(child as ChildTarget, env, () => {})
    await peerKnown(transport)
    watch?.[Symbol.dispose]()
    await transport[Symbol.asyncDispose]()
    expect(listenerCounts(child)).toEqual(before)
  })

  it('refuses wrong options', () => {
    expect(() => childProcessAdapter({ serialization: 'xml' as never })).toThrow(InvalidOptionError)
    for (const peerTimeout of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => childProcessAdapter({ peerTimeout })).toThrow(InvalidOptionError)
    }
  })
})

describe('strict mode (fault 23)', () => {
  it.each<[string, unknown, string]>([
    ['a Map', { body: { m: new Map() } }, 'body.m'],
    ['undefined', { list: [1, undefined] }, 'list[1]'],
    ['a function', { f: () => {} }, 'f'],
    ['NaN', { n: Number.NaN }, 'n'],
    ['a bigint', { n: 1n }, 'n'],
  ])('refuses %s with its path, to a served child and to an unmigrated one', async (_name, message, path) => {
    for (const role of ['served', 'unmigrated']) {
      const child = await start(role)
      const { transport } = opened(child, { strict: true, peerTimeout: role === 'served' ? 500 : 0 })
      await peerKnown(transport)
      const write = transport.write(frameOf(0, message))
      expect(write).toMatchObject({ ok: false, reason: 'not_serializable', index: 0, error: { path } })
      expect((write as { error: unknown }).error).toBeInstanceOf(NotSerializableError)
      await expect(seenBy(child)).resolves.toEqual([])
    }
  })

  it('lets pass what the advanced serialization carries', async () => {
    const child = await start('served', { serialization: 'advanced' })
    const { transport, seen } = opened(child, { strict: true })
    await peerKnown(transport)
    transport.write(frameOf(0, { m: new Map([[1, 2n]]), u: undefined }))
    await seen.acked(1)
    await expect(seenBy(child)).resolves.toEqual([{ m: new Map([[1, 2n]]), u: undefined }])
  })
})

describe('process, from the child', () => {
  async function burst(role: string): Promise<number> {
    const child = fork(bundle.path, [role])
    children.push(child)
    let count = 0
    child.on('message', () => count++)
    await once(child, 'exit')
    if (child.connected) await once(child, 'disconnect')
    return count
  }

  it('loses nothing of a burst before exit when the peer is closed first (fault 22)', async () => {
    await expect(burst('burst, peer closed')).resolves.toBe(1000)
    await expect(burst('burst, flushed')).resolves.toBe(1000)
  })

  it('would have lost messages with a bare exit', async () => {
    expect(await burst('burst, bare exit')).toBeLessThan(1000)
  })

  it('reports to a served parent with proof, and ends by itself when it has nothing more to do', async () => {
    const child = fork(bundle.path, ['reports upward'])
    children.push(child)
    const heard: unknown[] = []
    const peer = servePeerWith(child, message => void heard.push(message), [childProcessEndpoint()])
    const [code] = await once(child, 'exit')
    expect(code).toBe(0)
    expect(heard).toEqual([{ report: 1 }, { report: 2 }, { done: 2 }])
    await peer.close()
  })

  it('reports to an unmigrated parent with raw messages only', async () => {
    const child = fork(bundle.path, ['reports upward'])
    children.push(child)
    const heard: unknown[] = []
    child.on('message', message => heard.push(message))
    await once(child, 'exit')
    expect(heard).toEqual([{ report: 1 }, { report: 2 }])
  })
})

function listenerCounts(child: ChildProcess): Record<string, number> {
  return Object.fromEntries(child.eventNames().map(name => [String(name), child.listenerCount(name)]))
}
