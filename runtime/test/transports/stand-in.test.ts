import { EventEmitter } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, it, vi } from 'vitest'
import { UnknownRecipientError } from '../../src/core/errors.js'
import { lab } from '../send/fixtures.js'

class MockWorker extends EventEmitter {
  readonly postMessage = vi.fn()
}

it('a double in a test gets what is sent as the real one would, with no argument more', async () => {
  await using at = lab()
  const worker = new MockWorker()
  at.send.postSupervised(worker as never, { op: 1 })
  expect(worker.postMessage.mock.calls).toEqual([[{ op: 1 }]])
  const buffer = new ArrayBuffer(8)
  await at.send.sendSupervised(worker as never, buffer, { transfer: [buffer] })
  expect(worker.postMessage.mock.calls[1]).toEqual([buffer, [buffer]])
})

it('a double of a child, a socket or an actor gets it by its own send', async () => {
  await using at = lab()
  const child = { send: vi.fn(), on: vi.fn(), kill: vi.fn() }
  at.send.postSupervised(child as never, { op: 1 })
  await at.send.sendSupervised(child as never, { op: 2 }, { retries: 1, onError: 'log' })
  expect(child.send.mock.calls).toEqual([[{ op: 1 }], [{ op: 2 }]])
})

it('so does a process that has no channel and was given a send', async () => {
  await using at = lab()
  const send = vi.fn()
  const bare = { ...process, connected: undefined, send }
  vi.stubGlobal('process', bare)
  try {
    at.send.postSupervised(bare as never, { op: 1 })
    expect(send.mock.calls).toEqual([[{ op: 1 }]])
  } finally {
    vi.unstubAllGlobals()
  }
})

it('only what is handed over is claimed of it', async () => {
  await using at = lab()
  await expect(at.send.sendSupervised(new MockWorker() as never, 1)).resolves.toMatchObject({
    status: 'delivered',
    stage: 'handed_over',
  })
})

it('what its own postMessage throws is thrown to whoever posts', async () => {
  await using at = lab()
  const worker = new MockWorker()
  worker.postMessage.mockImplementation(() => {
    throw new Error('gone')
  })
  expect(() => at.send.postSupervised(worker as never, 1)).toThrow('gone')
})

it('a window and a renderer of Electron, whose postMessage takes something else first, stay unknown', async () => {
  await using at = lab()
  const page: Record<string, unknown> = { postMessage: vi.fn() }
  page.window = page
  const renderer = { postMessage: vi.fn(), send: vi.fn() }
  for (const target of [page, renderer])
    expect(() => at.send.postSupervised(target as never, 1)).toThrow(UnknownRecipientError)
})

/** As express and fastify have them: the status first, then what is sent. */
const reply = (): object => ({ status: vi.fn(), header: vi.fn(), send: vi.fn() })

class XMLHttpRequest {
  get [Symbol.toStringTag](): string {
    return 'XMLHttpRequest'
  }
  readonly send = vi.fn()
}

it.each([
  ['a reply of an HTTP server', reply()],
  ['what the platform has under a name of its own', new XMLHttpRequest()],
])('%s is not sent to', async (_what, target) => {
  await using at = lab()
  expect(() => at.send.postSupervised(target as never, 1)).toThrow(UnknownRecipientError)
  expect((target as { send: unknown }).send).not.toHaveBeenCalled()
})

it.each([
  [
    'of the prototype of Worker, with nothing behind it',
    () => Object.assign(Object.create(Worker.prototype) as object, { postMessage: vi.fn() }),
  ],
  ['of no prototype', () => Object.assign(Object.create(null) as object, { send: vi.fn() })],
  ['whose constructor is none', () => ({ send: vi.fn(), constructor: { name: Symbol('none') } })],
])('one %s is sent to', async (_what, make) => {
  await using at = lab()
  const target = make()
  await expect(at.send.sendSupervised(target as never, 1)).resolves.toMatchObject({ status: 'delivered' })
  const { send, postMessage } = target as { send?: unknown; postMessage?: unknown }
  expect(send ?? postMessage).toHaveBeenCalledWith(1)
})
