import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { systemClock } from '../../src/core/clock.js'
import { RemoteHandlerError, UnsupportedStageError } from '../../src/core/errors.js'
import { silentLogger } from '../../src/core/logger.js'
import { createTimerWheel, type TimerWheel } from '../../src/core/wheel.js'
import type { Handler } from '../../src/peer/contracts.js'
import { servePeerWith } from '../../src/peer/serve.js'
import type { SupervisedSend } from '../../src/send/contracts.js'
import { createSupervisedSend } from '../../src/supervised-send.js'
import { wsAdapter, wsEndpoint } from '../../src/transports/ws.js'

let server: WebSocketServer
let wheel: TimerWheel
let sender: SupervisedSend
const sockets: WebSocket[] = []

beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  wheel = createTimerWheel(systemClock)
  sender = createSupervisedSend({ adapters: [wsAdapter()], logger: silentLogger, wheel })
})
afterEach(async () => {
  for (const socket of [...sockets.splice(0), ...server.clients]) socket.terminate()
  await new Promise(resolve => server.close(resolve))
  await sender[Symbol.asyncDispose]()
  expect(sender.getStats().inFlight).toBe(0)
  expect(wheel.size).toBe(0)
})

function serve(handler: Handler<unknown>): void {
  server.on('connection', socket => void servePeerWith(socket, handler, [wsEndpoint()]))
}

function dial(): WebSocket {
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  sockets.push(socket)
  return socket
}

async function connected(): Promise<{ near: WebSocket; far: WebSocket }> {
  const accepted = once(server, 'connection')
  const near = dial()
  const [[far]] = await Promise.all([accepted, once(near, 'open')])
  return { near, far: far as WebSocket }
}

describe('ws sockets', () => {
  it('hold what is sent while they connect, where ws itself throws', async () => {
    const heard: unknown[] = []
    serve(message => void heard.push(message))
    const socket = dial()
    const results = await Promise.all(['a', 'b', { c: 1 }].map(message => sender.sendSupervised(socket, message)))
    expect(results.map(result => result.status)).toEqual(['delivered', 'delivered', 'delivered'])
    expect(heard).toEqual(['a', 'b', { c: 1 }])
  })

  it('answer calls of served peers', async () => {
    serve(message => {
      if (message === 'bad') throw new RangeError('no')
      return { echo: message }
    })
    const { near } = await connected()
    await expect(sender.call(near, 'hello')).resolves.toEqual({ echo: 'hello' })
    await expect(sender.call(near, 'bad')).rejects.toThrow(RemoteHandlerError)
  })

  it('prove no more than the hand-over to an unmigrated peer, which gets the raw text', async () => {
    const { near, far } = await connected()
    const heard = once(far, 'message')
    await expect(sender.sendSupervised(near, '{"raw":true}')).resolves.toMatchObject({
      status: 'delivered',
      stage: 'handed_over',
    })
    expect(String((await heard)[0])).toBe('{"raw":true}')
    await expect(sender.call(near, 'x')).rejects.toThrow(UnsupportedStageError)
  })

  it('leave unknown what was in flight when the connection was cut, and are down after that', async () => {
    let arrived!: () => void
    const stuck = new Promise<void>(resolve => {
      arrived = resolve
    })
    serve(() => {
      arrived()
      return new Promise(() => {})
    })
    const { near, far } = await connected()
    const sent = sender.sendSupervised(near, 'x', { stage: 'processed', onError: 'ignore' })
    await stuck
    far.terminate()
    await expect(sent).resolves.toMatchObject({ status: 'unknown', reason: 'down', down: { kind: 'unreachable' } })
    await expect(sender.sendSupervised(near, 'y', { onError: 'ignore' })).resolves.toMatchObject({
      status: 'undelivered',
      reason: 'down',
    })
  })

  it('that cannot connect fail what they held', async () => {
    const refused = new WebSocket('ws://127.0.0.1:1')
    await expect(sender.sendSupervised(refused, 'x', { onError: 'ignore' })).resolves.toMatchObject({
      status: 'undelivered',
      reason: 'down',
    })
  })

  it('carry a thousand messages each way in order', async () => {
    const there: unknown[] = []
    const back: unknown[] = []
    serve(message => void there.push(message))
    const { near, far } = await connected()
    const peer = servePeerWith(near, message => void back.push(message), [wsEndpoint()])
    const numbers = Array.from({ length: 1000 }, (_, n) => n)
    const results = await Promise.all(
      numbers.flatMap(n => [sender.sendSupervised(near, n), sender.sendSupervised(far, n)]),
    )
    expect(results.every(result => result.status === 'delivered')).toBe(true)
    expect(there).toEqual(numbers)
    expect(back).toEqual(numbers)
    await peer.close()
  })
})
