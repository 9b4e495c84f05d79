import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { createEnv } from '../../src/core/env.js'
import type { DownReason, Transport } from '../../src/core/transport.js'
import type { Handler, PeerServer } from '../../src/peer/contracts.js'
import { servePeerWith } from '../../src/peer/serve.js'
import { type WsAdapterOptions, type WsSocket, wsAdapter, wsEndpoint } from '../../src/transports/ws.js'
import { collect, frameOf } from './collect.js'

const env = createEnv()
const adapter = wsAdapter()
let server: WebSocketServer
let transports: Transport[] = []
let sockets: WebSocket[] = []

beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
})

afterEach(async () => {
  for (const transport of transports) await transport[Symbol.asyncDispose]()
  for (const socket of [...sockets, ...server.clients]) socket.terminate()
  await new Promise(resolve => server.close(resolve))
  transports = []
  sockets = []
  expect(env.wheel.size).toBe(0)
})

/** Both ends of a connection: the sender's, and the one at which `serve` is called before anything can arrive. */
async function connect(serve: (socket: WebSocket) => void = () => {}): Promise<{ near: WebSocket; far: WebSocket }> {
  const accepted = once(server, 'connection').then(([socket]) => {
    serve(socket as WebSocket)
    return socket as WebSocket
  })
  const near = dial()
  const [far] = await Promise.all([accepted, once(near, 'open')])
  return { near, far }
}

function dial(url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`): WebSocket {
  const socket = new WebSocket(url)
  sockets.push(socket)
  return socket
}

function serving(handler: Handler<unknown>): (socket: WebSocket) => PeerServer {
  return socket => servePeerWith(socket, handler, [wsEndpoint()])
}

async function opened(socket: WebSocket, options?: WsAdapterOptions) {
  const using = options === undefined ? adapter : wsAdapter(options)
  const transport = using.open(socket as unknown as WsSocket, env)
  transports.push(transport)
  const seen = collect(transport)
  while (transport.peer?.state === 'unknown') {
    await new Promise<void>(resolve => void transport.peer?.onChange(resolve))
  }
  return { transport, seen }
}

describe('ws', () => {
  it('proves processing by a served peer, whose handler sees text, bytes and JSON values as they were sent', async () => {
    const heard: unknown[] = []
    const { near } = await connect(serving(message => void heard.push(message)))
    const { transport, seen } = await opened(near)
    expect(transport.peer?.state).toBe('served')
    expect(transport.capabilities).toMatchObject({
      ackStages: ['handed_over', 'received', 'processed'],
      clones: 'json',
    })
    transport.write(frameOf(0, 'text', Buffer.from([0, 1, 255]), { json: [1] }, new Uint8Array([7]).buffer))
    await seen.acked(4)
    expect(heard).toEqual(['text', Buffer.from([0, 1, 255]), { json: [1] }, Buffer.from([7])])
  })

  it('knows an unmigrated peer by its pongs, and gives it exactly the raw text and bytes', async () => {
    const heard: [unknown, boolean][] = []
    const pings: unknown[] = []
    const { near, far } = await connect()
    far.on('message', (data, isBinary) => heard.push([isBinary ? data : String(data), isBinary]))
    far.on('ping', data => pings.push(String(data)))
    const { transport, seen } = await opened(near)
    expect(transport.peer?.state).toBe('absent')
    expect(transport.capabilities).toMatchObject({ ackStages: ['handed_over'], batching: false })
    transport.write(frameOf(0, 'text'))
    transport.write(frameOf(1, Buffer.from('bytes')))
    far.send('done')
    await once(near, 'message')
    while (heard.length < 2) await once(far, 'message')
    expect(heard).toEqual([
      ['text', false],
      [Buffer.from('bytes'), true],
    ])
    expect(pings).toHaveLength(2)
    expect(seen.acks.at(-1)).toMatchObject({ received: 0, written: 2 })
  })

  it('refuses to an unserved peer what is neither text nor bytes, and text with the reserved prefix', async () => {
    const { near } = await connect()
    const { transport } = await opened(near)
    for (const body of [{ a: 1 }, 5, null, '\u0000otp-audit/1 {}']) {
      expect(transport.write(frameOf(0, body))).toMatchObject({ ok: false, reason: 'not_serializable', index: 0 })
    }
  })

  it("shows none of its traffic to either end's own listeners", async () => {
    const { near, far } = await connect(serving(() => {}))
    const heard: string[] = []
    for (const socket of [near, far]) {
      socket.on('message', data => heard.push(String(data)))
      socket.on('ping', data => heard.push(String(data)))
      socket.on('pong', data => heard.push(String(data)))
    }
    const { transport, seen } = await opened(near)
    transport.write(frameOf(0, 'a'))
    await seen.acked(1)
    far.send('raw')
    await once(near, 'message')
    expect(heard).toEqual(['raw'])
  })

  it('returns failures and replies, bytes among them', async () => {
    const { near } = await connect(
      serving(message => {
        if (message === 'bad') throw new RangeError('in the handler')
        return message
      }),
    )
    const { transport, seen } = await opened(near)
    transport.write({ ...frameOf(0, 'bad', Buffer.from('bytes'), { n: 1 }), asks: [1, 2] })
    await seen.acked(3)
    const ack = seen.acks.find(found => found.failures !== undefined)
    expect(ack?.failures).toEqual([[0, expect.objectContaining({ name: 'RangeError' })]])
    expect(ack?.replies).toEqual([
      [1, Buffer.from('bytes')],
      [2, { n: 1 }],
    ])
  })

  it('serves the raw messages of unmigrated senders with the same handler', async () => {
    const heard: unknown[] = []
    let taken!: () => void
    const both = new Promise<void>(resolve => {
      taken = resolve
    })
    const { near } = await connect(
      serving(message => {
        heard.push(message)
        if (heard.length === 2) taken()
      }),
    )
    near.send('text')
    near.send(Buffer.from('bytes'))
    await both
    expect(heard).toEqual(['text', Buffer.from('bytes')])
  })

  it('finds a peer that begins to serve later', async () => {
    const { near, far } = await connect()
    const { transport, seen } = await opened(near)
    expect(transport.peer?.state).toBe('absent')
    transport.write(frameOf(0, 'raw'))
    await once(far, 'message')
    const changed = new Promise<void>(resolve => void transport.peer?.onChange(resolve))
    const heard: unknown[] = []
    serving(message => void heard.push(message))(far)
    await changed
    transport.write(frameOf(1, 'framed'))
    await seen.acked(2)
    expect(heard).toEqual(['framed'])
  })

  it('lets both ends send to each other over one socket', async () => {
    const heard: string[] = []
    const { near, far } = await connect(serving(message => void heard.push(`far ${message}`)))
    serving(message => void heard.push(`near ${message}`))(near)
    const [there, back] = await Promise.all([opened(near), opened(far)])
    there.transport.write(frameOf(0, 1))
    back.transport.write(frameOf(0, 2))
    await Promise.all([there.seen.acked(1), back.seen.acked(1)])
    expect(heard.sort()).toEqual(['far 1', 'near 2'])
  })

  it('holds on while the socket is connecting, and sends once it is open', async () => {
    const heard: unknown[] = []
    server.on('connection', socket => void serving(message => void heard.push(message))(socket))
    const socket = dial()
    expect(adapter.liveness(socket as unknown as WsSocket)).toBe('unknown')
    const { transport, seen } = await opened(socket)
    expect(transport.peer?.state).toBe('served')
    transport.write(frameOf(0, 'first'))
    await seen.acked(1)
    expect(heard).toEqual(['first'])
  })

  it('tells a connection that fails as the end of the socket, without an uncaught exception', async () => {
    const refused = dial('ws://127.0.0.1:1')
    const down = await new Promise<DownReason>(
      resolve => void adapter.watch(refused as unknown as WsSocket, env, resolve),
    )
    expect(down).toMatchObject({ kind: 'unreachable', error: { code: 'ECONNREFUSED' } })
    expect(adapter.liveness(refused as unknown as WsSocket)).toBe('down')
  })

  it('acknowledges what was handled before the peer closed, then tells the end', async () => {
    const { near, far } = await connect(serving(() => {}))
    const { transport, seen } = await opened(near)
    transport.write(frameOf(0, 'a', 'b'))
    await seen.acked(2)
    far.close(1000)
    await expect(seen.down()).resolves.toEqual({ kind: 'closed' })
    expect(seen.log.at(-1)).toBe('down closed')
    expect(transport.write(frameOf(2, 'c'))).toEqual({ ok: false, reason: 'closed' })
  })

  it('tells a connection that was cut as unreachable', async () => {
    const { near, far } = await connect()
    const { seen } = await opened(near)
    far.terminate()
    await expect(seen.down()).resolves.toMatchObject({ kind: 'unreachable' })
  })

  it('tells those who watch late at once, and refuses their sends', async () => {
    const { near } = await connect()
    near.terminate()
    await once(near, 'close')
    const downs: DownReason[] = []
    adapter.watch(near as unknown as WsSocket, env, reason => downs.push(reason))
    expect(downs).toEqual([{ kind: 'closed' }])
    const { transport } = await opened(near)
    expect(transport.write(frameOf(0, 'x'))).toEqual({ ok: false, reason: 'closed' })
  })

  it('never claims that a peer terminated in the same tick has received anything', async () => {
    const { near, far } = await connect()
    const { transport, seen } = await opened(near)
    far.terminate()
    transport.write(frameOf(0, 'lost'))
    await seen.down()
    expect(seen.acks.every(ack => ack.received === 0)).toBe(true)
  })

  it('reports pressure while bytes pile up in the socket', async () => {
    const { near, far } = await connect()
    far.pause()
    const { transport } = await opened(near, { highWaterMark: 100_000, peerTimeout: 0 })
    const writes = Array.from({ length: 200 }, (_, at) => transport.write(frameOf(at, 'x'.repeat(100_000))))
    expect(writes[0]).toEqual({ ok: true, pressure: 'ok' })
    expect(writes.at(-1)).toEqual({ ok: true, pressure: 'high' })
  })

  it('names the message that JSON loses in strict mode', async () => {
    const { near } = await connect(serving(() => {}))
    const { transport } = await opened(near, { strict: true })
    expect(transport.write(frameOf(0, 'fine', { m: [new Map()] }))).toMatchObject({
      reason: 'not_serializable',
      index: 1,
      error: { path: 'm[0]' },
    })
    expect(transport.write(frameOf(0, 'fine', { n: 1n }))).toMatchObject({ index: 1, error: { path: 'n' } })
  })

  it('leaves neither listener nor wrapper behind', async () => {
    const { near } = await connect(serving(() => {}))
    const before = near.eventNames().map(name => [String(name), near.listenerCount(name)])
    const { transport } = await opened(near)
    const watch = adapter.watch(near as unknown as WsSocket, env, () => {})
    watch?.[Symbol.dispose]()
    await transport[Symbol.asyncDispose]()
    expect(near.eventNames().map(name => [String(name), near.listenerCount(name)])).toEqual(before)
    expect(Object.hasOwn(near, 'emit')).toBe(false)
  })
})
