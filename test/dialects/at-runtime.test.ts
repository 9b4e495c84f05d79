/** What rows say of run time, run: the installed libraries do what the rows' `atRuntime` says that was seen. */
import { fork } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { BroadcastChannel, MessageChannel, Worker } from 'node:worker_threads'
import { dispatch, query, spawn, start, stop } from 'nact'
import { Server } from 'socket.io'
import { io } from 'socket.io-client'
import { afterAll, describe, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { createActor, createMachine, toPromise, waitFor } from 'xstate'
import { dialects } from '../../dialects/index.js'

const dir = mkdtempSync(join(tmpdir(), 'otp-audit-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const waveOne = [
  'node:worker_threads',
  'node:child_process',
  'node:cluster',
  'node:events',
  'web-messaging',
  'abort-signal',
  'ws',
  'socket.io',
  'socket.io-client',
  'xstate@5',
  'nact',
  'rxjs',
  'timers',
]
const waits: unique symbol = Symbol('waits')
/** Some turns of the loop, and then what it has come to. */
async function afterTurns(promise: Promise<unknown>): Promise<unknown> {
  const settled = promise.then(
    value => ({ value }),
    error => ({ error }),
  )
  for (let i = 0; i < 20; i++) await turn()
  return Promise.race([settled, Promise.resolve(waits)])
}

test('every send, call and spawn of the first dialects says what happens at run time', () => {
  const asked = new Set(['send', 'broadcast', 'ackSend', 'call'])
  const mute = dialects
    .filter(d => waveOne.includes(d.name))
    .flatMap(d => d.rows.filter(r => asked.has(r.role)).map(row => ({ d, row })))
    .filter(({ row }) => !row.atRuntime && !row.singleton && !row.generic && !row.bounded && row.sev !== 0)
    .map(({ d, row }) => `${d.name} ${row.sym}`)
  // what stands for the same as another row of its library, said there
  const said =
    /^(socket\.io(-client)? (Socket#(send|write)|(Server|Namespace|RemoteSocket)#\w+)|web-messaging Client#postMessage)$/
  expect(mute.filter(name => !said.test(name))).toEqual([])
})

test('what is said is a sentence', () => {
  for (const d of dialects)
    for (const { sym, atRuntime = [] } of d.rows)
      for (const { what } of atRuntime) expect(what, `${d.name} ${sym}`).toMatch(/^[A-Z`\w].*[.!]$/s)
})

describe('node:worker_threads', () => {
  test('a worker that has ended swallows what is posted, has lost its listeners, and tells no late one', async () => {
    const worker = new Worker('', { eval: true })
    worker.on('message', () => {})
    await once(worker, 'exit')
    expect(worker.listenerCount('message')).toBe(0)
    expect(worker.postMessage('late')).toBeUndefined()
    let heard = false
    worker.on('exit', () => {
      heard = true
    })
    for (let i = 0; i < 20; i++) await turn()
    expect(heard).toBe(false)
  })

  test('what cannot be cloned throws at once; a closed port is silent, a closed channel is not', () => {
    const { port1, port2 } = new MessageChannel()
    expect(() => port1.postMessage(() => {})).toThrow(/could not be cloned/)
    port2.close()
    port1.close()
    expect(() => port1.postMessage('late')).not.toThrow()
    const channel = new BroadcastChannel('otp-audit')
    channel.close()
    expect(() => channel.postMessage('late')).toThrow(/closed/i)
  })
})

describe('node:child_process', () => {
  const script = join(dir, 'child.cjs')
  writeFileSync(script, 'process.disconnect()')

  test('a failed send is false, and an error of its callback or of the child', async () => {
    const child = fork(script)
    await once(child, 'exit')
    const told = new Promise(resolve => void child.send('late', resolve))
    expect(await told).toMatchObject({ code: 'ERR_IPC_CHANNEL_CLOSED' })
    const event = once(child, 'error')
    expect(child.send('late')).toBe(false)
    expect(await event).toMatchObject([{ code: 'ERR_IPC_CHANNEL_CLOSED' }])
    expect(child.listenerCount('exit')).toBe(0)
  })
})

describe('node:events', () => {
  test('once waits on; raced it leaves its listeners, with a signal it does not', async () => {
    const emitter = new EventEmitter()
    const waiting = once(emitter, 'reply')
    expect(await afterTurns(waiting)).toBe(waits)
    expect([emitter.listenerCount('reply'), emitter.listenerCount('error')]).toEqual([1, 1])
    const calm = new EventEmitter()
    const given = new AbortController()
    const aborted = once(calm, 'reply', { signal: given.signal })
    given.abort()
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' })
    expect([calm.listenerCount('reply'), calm.listenerCount('error')]).toEqual([0, 0])
  })
})

describe('xstate@5', () => {
  const machine = createMachine({ initial: 'a', states: { a: { on: { go: 'b' } }, b: { type: 'final' } } })

  test('what is sent to a stopped actor is dropped; who waits for it waits for ever', async () => {
    const actor = createActor(machine).start()
    actor.stop()
    expect(actor.send({ type: 'go' })).toBeUndefined()
    expect(actor.getSnapshot()).toMatchObject({ value: 'a' })
    expect(await afterTurns(waitFor(actor, s => s.status === 'done'))).toBe(waits)
    expect(await afterTurns(toPromise(actor))).toBe(waits)
  })

  test('an actor that stops during the wait: waitFor rejects, toPromise resolves to nothing', async () => {
    const actor = createActor(machine).start()
    const wait = waitFor(actor, s => s.status === 'done')
    const promise = toPromise(actor)
    actor.stop()
    await expect(wait).rejects.toThrow(/terminated/i)
    expect(await promise).toBeUndefined()
  })
})

describe('nact', () => {
  test('a dispatch to a stopped actor is silent, a query rejects, and wants a timeout', async () => {
    const system = start()
    const actor = spawn(system, (state = 0) => state)
    stop(actor)
    expect(dispatch(actor, 'late')).toBeUndefined()
    await expect(Promise.resolve().then(() => query(actor, () => 'late', 50))).rejects.toThrow()
    expect(() => query(actor, () => 'late', undefined as unknown as number)).toThrow(/timeout/i)
    stop(system)
  })
})

describe('ws', () => {
  test('CONNECTING throws; closed, a callback is told and nobody else', async () => {
    const server = new WebSocketServer({ port: 0 })
    await once(server, 'listening')
    const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
    expect(() => socket.send('early')).toThrow(/CONNECTING/)
    await once(socket, 'open')
    socket.terminate()
    await once(socket, 'close')
    expect(await new Promise(resolve => void socket.send('late', resolve))).toBeInstanceOf(Error)
    const before = socket.bufferedAmount
    expect(() => socket.send('late')).not.toThrow()
    expect(socket.bufferedAmount).toBeGreaterThan(before)
    server.close()
  })
})

describe('socket.io', () => {
  test('after the disconnect emit says true, a pending call waits on, and a room wants a timeout', async () => {
    const http = createServer()
    const server = new Server(http)
    await new Promise<void>(resolve => void http.listen(0, '127.0.0.1', resolve))
    const connected = once(server, 'connection')
    const client = io(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, { transports: ['websocket'] })
    const [socket] = await connected
    await expect(server.to(socket.id).emitWithAck('ask')).rejects.toThrow(/timed out/)
    expect(await server.to('nobody').emitWithAck('ask')).toEqual([])
    expect(server.to('nobody').emit('tell')).toBe(true)
    const pending = socket.emitWithAck('ask')
    const gone = once(socket, 'disconnect')
    client.disconnect()
    await gone
    expect(socket.emit('tell')).toBe(true)
    expect(await afterTurns(pending)).toBe(waits)
    expect(await afterTurns(client.emitWithAck('ask'))).toBe(waits)
    await server.close()
  })
})
