/** When a message leaves: with the call, as without us, unless a served peer takes batches. */
import { type ChildProcess, fork } from 'node:child_process'
import cluster from 'node:cluster'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { MessageChannel as NodeChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'
import * as nact from 'nact'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { assign, createActor, setup } from 'xstate'
import type { SendResult } from '../../src/core/results.js'
import type { TargetAdapter, TargetRef, Transport } from '../../src/core/transport.js'
import { createSupervisedSend } from '../../src/supervised-send.js'
import { spawnActor } from '../../src/transports/actor.js'
import { defaultAdapters } from '../../src/transports/default-adapters.js'
import { type NactModule, nactAdapter, spawnServed } from '../../src/transports/nact.js'
import { servePeer } from '../../src/worker.js'
import { type Bundle, bundleFixture } from '../fixtures/bundle.js'
import { gate } from './fixtures.js'

const library = nact as unknown as NactModule
let farewell: Bundle
let thread: Bundle
const echo = fileURLToPath(new URL('../fixtures/echo-child.mjs', import.meta.url))
const ends: (() => unknown)[] = []
const later = (end: () => unknown): void => void ends.push(end)

beforeAll(async () => {
  ;[farewell, thread] = await Promise.all([bundleFixture('farewell'), bundleFixture('thread')])
})
afterAll(() => Promise.all([farewell[Symbol.asyncDispose](), thread[Symbol.asyncDispose]()]))
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

function sender(adapters: readonly TargetAdapter<never>[] = []) {
  const send = createSupervisedSend({
    adapters: [nactAdapter(library), ...adapters, ...defaultAdapters] as never,
    defaults: { onError: 'ignore' },
  })
  later(() => send[Symbol.asyncDispose]())
  return send
}

/** A recipient that nobody serves, and what has come to it when `count` messages have. */
interface Listener {
  readonly target: TargetRef
  heard(count: number): Promise<readonly unknown[]>
}

function collector(count = Number.POSITIVE_INFINITY) {
  const messages: unknown[] = []
  let wanted = count
  const all = gate<readonly unknown[]>()
  return {
    take: (message: unknown) => {
      messages.push(message)
      if (messages.length >= wanted) all.open(messages)
    },
    heard: (count: number) => {
      wanted = count
      if (messages.length >= count) all.open(messages)
      return all.promise
    },
  }
}

async function forked(options: { serialization?: 'json' | 'advanced' }): Promise<Listener> {
  const child: ChildProcess = fork(echo, { ...options, execArgv: [] })
  later(() => child.kill('SIGKILL'))
  await once(child, 'message')
  const { take, heard } = collector()
  child.on('message', take)
  return { target: child, heard }
}

const listeners: Record<string, () => Promise<Listener>> = {
  Worker: async () => {
    const worker = new Worker(thread.path, { workerData: { mode: 'raw' } })
    later(() => worker.terminate())
    const { take, heard } = collector()
    worker.on('message', ({ echo: message }) => take(message))
    return { target: worker, heard }
  },
  MessagePort: async () => {
    const { port1, port2 } = new NodeChannel()
    later(() => port2.close())
    const { take, heard } = collector()
    port2.on('message', take)
    return { target: port1, heard }
  },
  BroadcastChannel: async () => {
    const [near, far] = [new BroadcastChannel('write-through'), new BroadcastChannel('write-through')]
    later(() => {
      for (const channel of [near, far]) channel.close()
    })
    const { take, heard } = collector()
    far.onmessage = event => take((event as MessageEvent).data)
    return { target: near, heard }
  },
  'child, json': () => forked({}),
  'child, advanced': () => forked({ serialization: 'advanced' }),
  cluster: async () => {
    cluster.setupPrimary({ exec: echo, args: [] })
    const worker = cluster.fork()
    later(() => worker.process.kill('SIGKILL'))
    await once(worker, 'message')
    const { take, heard } = collector()
    worker.on('message', take)
    return { target: worker, heard }
  },
  'XState actor': async () => {
    const heard: unknown[] = []
    const machine = setup({ types: { events: {} as { type: string; step: number } } }).createMachine({
      on: { work: { actions: ({ event }) => heard.push({ ...event }) } },
    })
    const actor = createActor(machine).start()
    later(() => actor.stop())
    return { target: actor, heard: async () => heard }
  },
  'in-process actor': async () => {
    const heard: unknown[] = []
    return { target: spawnActor(message => void heard.push({ ...(message as object) })), heard: async () => heard }
  },
}

describe('a message to somebody who is not served', () => {
  for (const [name, listen] of Object.entries(listeners)) {
    test(`${name}: arrives as it was when it was sent, with the first send already, in the order of raw sends`, async () => {
      const { target, heard } = await listen()
      const send = sender()
      const message = { type: 'work', step: 0 }
      for (message.step = 1; message.step <= 3; message.step++) send.postSupervised(target, message)
      const promised = send.sendSupervised(target, message)
      message.step = 99
      expect((await heard(4)).map(each => (each as typeof message).step)).toEqual([1, 2, 3, 4])
      expect(await promised).toMatchObject({ status: 'delivered' })
      await send.drain()
      expect(send.getStats()).toMatchObject({ sent: 4, delivered: 4, inFlight: 0 })
    })
  }

  test('ws: arrives although the socket is closed with the next line', async () => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
    later(() => server.close())
    const { take, heard } = collector()
    server.on('connection', socket => socket.on('message', data => take(String(data))))
    await once(server, 'listening')
    const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
    await once(socket, 'open')
    const send = sender()
    for (const text of ['a', 'b', 'c']) send.postSupervised(socket, text)
    socket.close()
    expect(await heard(3)).toEqual(['a', 'b', 'c'])
  })

  test('ws: what only a served peer takes waits for the verdict, and what is behind it with it', async () => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
    later(() => server.close())
    const { take, heard } = collector()
    server.on('connection', socket => void servePeer(socket, take))
    await once(server, 'listening')
    const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
    later(() => socket.terminate())
    await once(socket, 'open')
    const send = sender()
    const results = await Promise.all(['raw', { json: 1 }, 'behind'].map(each => send.sendSupervised(socket, each)))
    expect(results.map(result => result.status === 'delivered' && result.stage)).toEqual([
      'handed_over',
      'processed',
      'processed',
    ])
    expect(await heard(3)).toEqual(['raw', { json: 1 }, 'behind'])
  })

  test('a port that is closed with the next line: the other end has got everything', async () => {
    const { port1, port2 } = new NodeChannel()
    const { take, heard } = collector()
    port2.on('message', take)
    const send = sender()
    for (const n of [1, 2, 3]) send.postSupervised(port1, n)
    port1.close()
    expect(await heard(3)).toEqual([1, 2, 3])
    await send.drain()
  })

  test('a worker that posts to its parent and exits with its next line', async () => {
    const worker = new Worker(farewell.path, { stderr: true })
    const { take, heard } = collector()
    worker.on('message', take)
    expect(await heard(3)).toEqual([{ step: 1 }, { step: 2 }, { step: 3 }])
    expect(await text(worker.stderr)).toBe('')
  })

  test('a child that sends to its parent and disconnects with its next line', async () => {
    const child = fork(farewell.path, { execArgv: [], silent: true })
    const { take, heard } = collector()
    child.on('message', take)
    expect(await heard(3)).toEqual([{ step: 1 }, { step: 2 }, { step: 3 }])
    expect(await text(child.stderr!)).toBe('')
  })

  test('a buffer that is transferred is gone with the next line', () => {
    const { port1, port2 } = new NodeChannel()
    later(() => port2.close())
    const buffer = new ArrayBuffer(8)
    sender().postSupervised(port1, buffer, { transfer: [buffer] })
    expect(buffer.byteLength).toBe(0)
    expect((receiveMessageOnPort(port2)!.message as ArrayBuffer).byteLength).toBe(8)
  })

  test('raw sends to the same port keep their place among supervised ones', async () => {
    const { port1, port2 } = new NodeChannel()
    later(() => port2.close())
    const { take, heard } = collector()
    port2.on('message', take)
    const send = sender()
    send.postSupervised(port1, 1)
    port1.postMessage(2)
    send.postSupervised(port1, 3)
    port1.postMessage(4)
    expect(await heard(4)).toEqual([1, 2, 3, 4])
  })
})

describe('an actor has taken the message when the call returns', () => {
  test('XState: its snapshot has moved on', async () => {
    const machine = setup({ types: { context: {} as { n: number }, events: {} as { type: 'add'; n: number } } })
    const actor = createActor(
      machine.createMachine({
        context: { n: 0 },
        on: { add: { actions: assign({ n: ({ context, event }) => context.n + event.n }) } },
      }),
    ).start()
    const send = sender()
    send.postSupervised(actor, { type: 'add', n: 2 })
    expect(actor.getSnapshot().context.n).toBe(2)
    const sent = send.sendSupervised(actor, { type: 'add', n: 3 })
    expect(actor.getSnapshot().context.n).toBe(5)
    await expect(sent).resolves.toMatchObject({ status: 'delivered', stage: 'processed', attempts: 1 })
  })

  test.each(['plain', 'served'])('nact, %s: it has been dispatched, before what is dispatched by hand', async kind => {
    const system = nact.start()
    later(() => nact.stop(system))
    const { take, heard } = collector()
    const behaviour = (_state: unknown, message: unknown): void => take({ ...(message as object) })
    const ref = (kind === 'plain'
      ? nact.spawn(system, behaviour as never, 'plain')
      : spawnServed(library, system as object, behaviour, 'served')) as unknown as object
    const send = sender()
    send.postSupervised(ref, { n: 1 })
    nact.dispatch(ref as never, { n: 2 } as never)
    send.postSupervised(ref, { n: 3 })
    expect(await heard(3)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
    await send.drain()
  })

  test('in-process: its handler has run, and what it throws is a result, not an exception of the caller', async () => {
    const seen: number[] = []
    const actor = spawnActor<number>(n => {
      seen.push(n)
      if (n < 0) throw new RangeError('negative')
    })
    const send = sender()
    expect(send.postSupervised(actor, 1)).toBe(0)
    const failing = send.sendSupervised(actor, -1)
    expect(seen).toEqual([1, -1])
    await expect(failing).resolves.toMatchObject({ status: 'failed', error: { message: 'negative' } })
  })

  test('sends from a handler come after the message at hand, in the order of sending, to whomever', async () => {
    const seen: string[] = []
    const send = sender()
    const right = spawnActor<string>(message => {
      seen.push(`right ${message}`)
      if (message === 'ping') {
        send.postSupervised(left, 'pong 1')
        send.postSupervised(left, 'pong 2')
      }
    })
    const left: object = spawnActor<string>(message => {
      seen.push(`left ${message}`)
      if (message !== 'go') return
      send.postSupervised(left, 'to self')
      send.postSupervised(right, 'ping')
      seen.push('left went')
    })
    send.postSupervised(left, 'go')
    expect(seen).toEqual(['left go', 'right ping', 'left went', 'left to self', 'left pong 1', 'left pong 2'])
  })

  test('also when another sender has it in the middle of a message: one after the other', async () => {
    const seen: string[] = []
    const [one, other] = [sender(), sender()]
    const actor: object = spawnActor<string>(message => {
      seen.push(`${message} begins`)
      if (message === 'first') other.postSupervised(actor, 'second')
      seen.push(`${message} ends`)
    })
    one.postSupervised(actor, 'first')
    expect(seen).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
    await other.drain()
  })

  test('thousands that wait for room are let in without a stack of their own', async () => {
    const send = createSupervisedSend({ window: 1 })
    const hold = gate()
    let count = 0
    const actor = spawnActor(() => (count++ === 0 ? hold.promise : undefined))
    const first = send.sendSupervised(actor, 0, { stage: 'processed' })
    const rest = Array.from({ length: 20_000 }, (_, n) => send.sendSupervised(actor, n))
    hold.open()
    const results = await Promise.all([first, ...rest])
    expect(results.every(({ status }) => status === 'delivered')).toBe(true)
    await send[Symbol.asyncDispose]()
  })
})

test('results are told after the call, when the caller has the number', async () => {
  const channel = sender().channel(spawnActor((_: string) => {}))
  const told: SendResult[] = []
  channel.onResult(result => told.push(result))
  const seq = channel.post('now')
  expect(told).toEqual([])
  await null
  expect(told).toEqual([{ status: 'delivered', stage: 'processed', seq, attempts: 1 }])
})

describe('a served peer', () => {
  test('gets its messages in one batch at the end of the microtask', async () => {
    const { port1, port2 } = new NodeChannel()
    later(() => port1.close())
    const heard: unknown[] = []
    servePeer(port2, message => void heard.push(message))
    const send = sender()
    await expect(send.sendSupervised(port1, 'first')).resolves.toMatchObject({ stage: 'processed' })
    const message = { n: 1 }
    const results = [1, 2].map(() => send.sendSupervised(port1, message))
    message.n = 2
    await Promise.all(results)
    expect(heard).toEqual(['first', { n: 2 }, { n: 2 }])
  })

  test.each(['Worker', 'MessagePort'])(
    '%s: the first message has its proof, those behind it go raw until the answer, and no message twice or out of order',
    async kind => {
      const send = sender()
      let heard: () => Promise<unknown>
      let target: object
      if (kind === 'Worker') {
        const gate = new Int32Array(new SharedArrayBuffer(8))
        const blocked = Atomics.waitAsync(gate, 1, 0)
        const worker = new Worker(thread.path, { workerData: { mode: 'blocked-then-served', gate } })
        later(() => worker.terminate())
        await blocked.value
        setImmediate(() => {
          Atomics.store(gate, 0, 1)
          Atomics.notify(gate, 0)
        })
        target = worker
        heard = () => send.call(worker as TargetRef<unknown, unknown>, { op: 'seen' })
      } else {
        const { port1, port2 } = new NodeChannel()
        later(() => port1.close())
        const seen: unknown[] = []
        servePeer(port2, message => void seen.push(message))
        target = port1
        heard = async () => seen
      }
      const results: Promise<SendResult>[] = []
      for (let n = 0; n < 300; n++) results.push(send.sendSupervised(target, { n }))
      await results[0]
      for (let n = 300; n < 600; n++) results.push(send.sendSupervised(target, { n }))
      const stages = (await Promise.all(results)).map(result => result.status === 'delivered' && result.stage)
      expect(stages[0]).toBe('processed')
      expect(stages.slice(1, 300)).toEqual(Array(299).fill('handed_over'))
      expect(stages.slice(300)).toEqual(Array(300).fill('processed'))
      expect(await heard()).toEqual(Array.from({ length: 600 }, (_, n) => ({ n })))
    },
  )

  test('a failure of the first message is told although others went behind it', async () => {
    const { port1, port2 } = new NodeChannel()
    later(() => port1.close())
    servePeer(port2, message => {
      if (message === 'bad') throw new Error('no')
    })
    const send = sender()
    const [bad, good] = await Promise.all(['bad', 'good'].map(each => send.sendSupervised(port1, each)))
    expect([bad!.status, good!.status]).toEqual(['failed', 'delivered'])
  })

  test('a wanted stage keeps its proof on a port that cannot be asked, and those behind wait with it', async () => {
    const { port1, port2 } = new NodeChannel()
    later(() => port1.close())
    servePeer(port2, () => {})
    const send = sender()
    const results = await Promise.all([
      send.sendSupervised(port1, 1, { stage: 'processed' }),
      send.sendSupervised(port1, 2),
    ])
    expect(results.map(result => result.status === 'delivered' && result.stage)).toEqual(['processed', 'processed'])
  })

  test('more raw messages than the peer has credit for do not use it up', async () => {
    const { port1, port2 } = new NodeChannel()
    later(() => port1.close())
    servePeer(port2, { handler: () => {}, credit: 4 })
    const send = sender()
    const before = Array.from({ length: 20 }, (_, n) => send.sendSupervised(port1, n))
    await Promise.all(before)
    await expect(send.sendSupervised(port1, 'behind', { timeout: 2000 })).resolves.toMatchObject({ stage: 'processed' })
  })
})

describe('an adapter that throws', () => {
  class Broken {
    open = 0
  }
  const broken = (part: 'write' | 'open' | 'liveness', batching: boolean): TargetAdapter<Broken> => ({
    name: 'broken',
    accepts: (target): target is Broken => target instanceof Broken,
    liveness: () => {
      if (part === 'liveness') throw new Error('broken liveness')
      return 'alive'
    },
    watch: () => undefined,
    open: (): Transport => {
      if (part === 'open') throw new Error('broken open')
      return {
        id: 'broken',
        capabilities: {
          ackStages: ['handed_over'],
          ordered: true,
          batching,
          transferables: false,
          downDetection: 'none',
          crashFence: false,
          clones: 'reference',
        },
        write: () => {
          throw new Error('broken write')
        },
        onAck: () => ({ [Symbol.dispose]() {} }),
        onDown: () => ({ [Symbol.dispose]() {} }),
        async [Symbol.asyncDispose]() {},
      }
    },
  })

  for (const part of ['write', 'open', 'liveness'] as const) {
    test.each([true, false])(`from ${part} (batching: %s) is a transport_error, for post and send`, async batching => {
      const send = sender([broken(part, batching) as never])
      const target = new Broken()
      const told: SendResult[] = []
      send.channel(target).onResult(result => told.push(result))
      expect(send.postSupervised(target, 1)).toBe(0)
      await expect(send.sendSupervised(target, 2)).resolves.toMatchObject({
        status: 'undelivered',
        reason: 'transport_error',
        cause: { message: `broken ${part}` },
      })
      expect(told).toHaveLength(2)
    })
  }
})
