import { once } from 'node:events'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { afterEach, describe, expect, test } from 'vitest'
import { InvalidOptionError, NoTargetError } from '../../src/core/errors.js'
import { createMonitorManagerWith } from '../../src/monitors/index.js'
import type { PeerServer } from '../../src/peer/contracts.js'
import { createMessagePortAdapter } from '../../src/transports/message-port.js'
import { createWorkerAdapter } from '../../src/transports/worker.js'
import { servePeer } from '../../src/worker.js'
import { ignore, tally, threads } from './leftovers.js'

const { start, sender, env } = threads()
const open: MessagePort[] = []
const servers: PeerServer[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
  for (const port of open.splice(0)) port.close()
})

function pair(): [MessagePort, MessagePort] {
  const { port1, port2 } = new MessageChannel()
  open.push(port1, port2)
  return [port1, port2]
}

describe('a message port', () => {
  test('whose other end is served proves received and processed, from the first message on', async () => {
    const [near, far] = pair()
    const seen: unknown[] = []
    servers.push(servePeer(far, message => void seen.push(message)))
    const send = sender()
    const results = await Promise.all([1, 2, 3].map(n => send.sendSupervised(near, { n }, { stage: 'processed' })))
    expect(tally(results)).toEqual({ 'delivered processed': 3 })
    expect(seen).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
  })

  test('carries every kind of value as it is, alone or with others', async () => {
    const [near, far] = pair()
    const seen: unknown[] = []
    servers.push(servePeer(far, message => void seen.push(message)))
    const send = sender()
    const values = [{ n: 1 }, undefined, [1, 2, true], null, [], 0, [0, [1]], 'text', new Map([[1, [2]]])]
    for (const value of values) await send.sendSupervised(near, value, { stage: 'processed' })
    await Promise.all(values.map(value => send.sendSupervised(near, value, { stage: 'processed' })))
    expect(seen).toEqual([...values, ...values])
  })

  test('whose other end was moved to a thread that is still starting', async () => {
    const [near, far] = pair()
    start({ mode: 'port', served: far }, { transferList: [far] })
    await expect(sender().sendSupervised(near, { n: 1 }, { stage: 'processed' })).resolves.toMatchObject({
      status: 'delivered',
      stage: 'processed',
    })
    near.close()
  })

  test('that was closed before it was ever sent to, from either end, is down, and says so to monitors', async () => {
    const [near, far] = pair()
    const closed = [once(near, 'close'), once(far, 'close')]
    near.close()
    const send = sender()
    // The event is still to come, but nothing is taken any more.
    await expect(send.sendSupervised(near, 1, ignore)).resolves.toMatchObject({ status: 'undelivered', reason: 'down' })
    await Promise.all(closed)
    for (const port of [near, far]) {
      // Also in the turn in which the event was told.
      await using monitors = createMonitorManagerWith([createMessagePortAdapter()], env)
      const down = new Promise(resolve => monitors.monitor(port, { tag: 'closed', onDown: resolve }))
      await expect(send.sendSupervised(port, 2, ignore)).resolves.toMatchObject({
        status: 'undelivered',
        reason: 'down',
      })
      await expect(send.call(port, 3)).rejects.toBeInstanceOf(NoTargetError)
      await expect(down).resolves.toMatchObject({ reason: { kind: 'closed' } })
    }
  })

  test('that was given away is down: its messages go to nobody', async () => {
    const [near, far] = pair()
    const [carrier] = pair()
    carrier.postMessage(near, [near])
    await expect(sender().sendSupervised(near, 1, ignore)).resolves.toMatchObject({
      status: 'undelivered',
      reason: 'down',
    })
    await expect(sender().sendSupervised(far, 1, ignore)).resolves.toMatchObject({ status: 'delivered' })
  })

  test('whose other end is not served delivers raw messages as handed over', async () => {
    const [near, far] = pair()
    const seen: unknown[] = []
    far.on('message', message => seen.push(message))
    const send = sender()
    const results = await Promise.all([1, 2, 3].map(n => send.sendSupervised(near, { n })))
    expect(tally(results)).toEqual({ 'delivered handed_over': 3 })
    while (seen.length < 3) await once(far, 'message')
    expect(seen).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
  })

  test('15: closed at the other end settles what is in flight, and refuses what comes later', async () => {
    const [near, far] = pair()
    servers.push(servePeer(far, message => (message as { op?: string }).op === 'never' && new Promise(() => {})))
    const send = sender()
    await send.call(near, { op: 'hello' })
    const pending = send.sendSupervised(near, { op: 'never' }, { ...ignore, stage: 'processed' })
    await send.call(near, { op: 'hello' })
    far.close()
    await expect(pending).resolves.toMatchObject({ status: 'unknown', reason: 'down' })
    await expect(send.sendSupervised(near, { n: 1 }, ignore)).resolves.toMatchObject({
      status: 'undelivered',
      reason: 'down',
    })
  })

  test('a peer that stops serving leaves the port to raw messages', async () => {
    const [near, far] = pair()
    const server = servePeer(far, () => {})
    const send = sender()
    await send.call(near, { n: 1 })
    await server.close()
    const raw = once(far, 'message')
    far.ref()
    await new Promise<void>(resolve => void env.clock.setTimer(100, resolve))
    const result = await send.sendSupervised(near, { n: 2 }, ignore)
    expect(result).toMatchObject({ status: 'delivered', stage: 'handed_over' })
    expect(await raw).toEqual([{ n: 2 }])
  })
})

describe('a worker and its parent, the other way round', () => {
  test('servePeer(worker) in the parent proves what the worker sends to its parentPort', async () => {
    const worker = start({ mode: 'upward' })
    const seen: unknown[] = []
    servers.push(servePeer(worker, message => void seen.push(message)))
    const send = sender()
    await expect(send.call(worker, { op: 'send-up', n: 3 })).resolves.toEqual([
      { status: 'delivered', stage: 'processed', seq: 0, attempts: 1 },
      { status: 'delivered', stage: 'processed', seq: 1, attempts: 1 },
      { status: 'delivered', stage: 'processed', seq: 2, attempts: 1 },
    ])
    expect(seen).toEqual([{ up: 0 }, { up: 1 }, { up: 2 }])
  })

  test('a parent that does not serve gets the raw messages and nothing else', async () => {
    const worker = start({ mode: 'upward' })
    const seen: unknown[] = []
    worker.on('message', message => seen.push(message))
    const results = await sender().call<unknown, { stage: string }[]>(worker, { op: 'send-up', n: 3, stage: undefined })
    expect(results.map(({ stage }) => stage)).toEqual(['handed_over', 'handed_over', 'handed_over'])
    expect(seen).toEqual([{ up: 0 }, { up: 1 }, { up: 2 }])
  })
})

test('peerTimeout bounds the wait for the answer of somebody who gives none', async () => {
  const { port1, port2 } = new MessageChannel()
  const send = sender({ adapters: [createMessagePortAdapter({ peerTimeout: 0 })] })
  const before = performance.now()
  await expect(send.sendSupervised(port1, 1, { ...ignore, stage: 'received' })).resolves.toMatchObject({
    status: 'unknown',
    reason: 'no_peer',
  })
  expect(performance.now() - before).toBeLessThan(500)
  expect(() => createWorkerAdapter({ peerTimeout: Number.NaN })).toThrow(InvalidOptionError)
  expect(() => createWorkerAdapter({ patience: 1 } as never)).toThrow(InvalidOptionError)
  port2.close()
})
