/** What a target's own send throws at a message comes out of the call, as without us. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { MessageChannel, Worker } from 'node:worker_threads'
import { afterEach, describe, expect, test } from 'vitest'
import { OwnError } from '../../src/send/own-error.js'
import { createSupervisedSend } from '../../src/supervised-send.js'
import { defaultAdapters } from '../../src/transports/default-adapters.js'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

function sender() {
  const logged: unknown[] = []
  const log = (...args: unknown[]): void => void logged.push(args)
  const logger = { debug: log, info: log, warn: log, error: log }
  const send = createSupervisedSend({ adapters: defaultAdapters as never, logger })
  ends.push(() => send[Symbol.asyncDispose]())
  return { send, logged }
}

function port() {
  const { port1, port2 } = new MessageChannel()
  ends.push(() => port1.close())
  const heard: unknown[] = []
  port2.on('message', message => heard.push(message))
  return { port1, port2, heard }
}

const uncloneable = { callback: () => {} }
const thrownBy = (fn: () => unknown): unknown => {
  try {
    return fn()
  } catch (error) {
    return error
  }
}

describe('a message that cannot be cloned', () => {
  test('is thrown by a post as the very error of the raw call, and nothing is logged', () => {
    const { send, logged } = sender()
    const { port1 } = port()
    const own = thrownBy(() => port1.postMessage(uncloneable)) as Error
    expect(own.name).toBe('DataCloneError')
    for (const options of [undefined, { onError: 'log' }, { onError: 'deadLetter', retries: 3 }] as const) {
      const error = thrownBy(() => send.postSupervised(port1, uncloneable, options)) as Error
      expect([error.name, error.message]).toEqual([own.name, own.message])
    }
    expect(logged).toEqual([])
    expect(send.getStats()).toMatchObject({ sent: 3, undelivered: 3, inFlight: 0 })
  })

  test('is told of its own call, and of none that is made within it', () => {
    const own = new OwnError()
    const error = new TypeError('no')
    const failure = {
      message: uncloneable,
      result: { reason: 'not_serializable', cause: error },
      options: {},
      posted: true,
    }
    const nobody = own.begin(uncloneable)
    expect(own.takes(failure as never)).toBe(true)
    const outer = own.begin('sent while that failure is told')
    expect(own.end(outer)).toBeUndefined()
    expect(own.end(nobody)).toMatchObject({ error })
  })

  test('keeps no other from being sent, before or after', async () => {
    const { send } = sender()
    const { port1, port2, heard } = port()
    send.postSupervised(port1, 1)
    expect(thrownBy(() => send.postSupervised(port1, uncloneable))).toBeInstanceOf(Error)
    send.postSupervised(port1, 2)
    port1.close()
    await once(port2, 'close')
    expect(heard).toEqual([1, 2])
  })

  test('is a result for whoever gets one', async () => {
    const { send } = sender()
    const { port1 } = port()
    const refused = { status: 'undelivered', reason: 'not_serializable' }
    send.postSupervised(port1, uncloneable, { onError: 'ignore' })
    expect(await send.sendSupervised(port1, uncloneable)).toMatchObject(refused)
    expect(await send.channel(port1).send(uncloneable)).toMatchObject(refused)
    await expect(send.sendSupervised(port1, uncloneable, { onError: 'raise' })).rejects.toMatchObject({
      result: refused,
    })
  })

  test('of a broadcast is thrown once, when all were tried', async () => {
    const { send, logged } = sender()
    const [a, b] = [port(), port()]
    expect(thrownBy(() => send.postBroadcast([a.port1, b.port1], uncloneable))).toMatchObject({
      name: 'DataCloneError',
    })
    expect(send.getStats().sent).toBe(2)
    expect(logged).toEqual([])
  })
})

test('a worker whose reply cannot be cloned ends with it, and its parent hears that', async () => {
  const runtime = new URL('../../dist/index.js', import.meta.url).href
  const worker = new Worker(
    `import { parentPort } from 'node:worker_threads'
    import { postSupervised } from ${JSON.stringify(runtime)}
    parentPort.once('message', () => { postSupervised(parentPort, { result: () => {} }) })`,
    { eval: true, execArgv: ['--input-type=module'] },
  )
  const errors: unknown[] = []
  worker.on('error', error => errors.push(error))
  worker.postMessage('go')
  const code = await new Promise(resolve => worker.on('exit', resolve))
  expect([errors.length, code]).toEqual([1, 1])
})

test('a child gets no circular message: the TypeError of JSON is thrown', async () => {
  const { send, logged } = sender()
  const child = fork(fileURLToPath(new URL('../fixtures/echo-child.mjs', import.meta.url)), { execArgv: [] })
  ends.push(() => child.kill())
  const circular: Record<string, unknown> = {}
  circular.self = circular
  expect(() => send.postSupervised(child, circular)).toThrow(/circular structure/)
  expect(logged).toEqual([])
})
