import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/core/clock.js'
import { createEnv } from '../../src/core/env.js'
import { silentLogger } from '../../src/core/logger.js'
import type { DownReason } from '../../src/core/transport.js'
import { createTimerWheel, type TimerWheel } from '../../src/core/wheel.js'
import type { SupervisedSend } from '../../src/send/contracts.js'
import { createSupervisedSend } from '../../src/supervised-send.js'
import { broadcastChannelAdapter } from '../../src/transports/broadcast-channel.js'
import { BrowserWorker, browserScope } from '../fixtures/browser-worker.js'
import { type Bundle, bundleFixture } from '../fixtures/bundle.js'

let wheel: TimerWheel
let sender: SupervisedSend
let bundle: Bundle
let webWorkerAdapter: typeof import('../../src/transports/web-worker.js').webWorkerAdapter

beforeAll(async () => {
  ;(globalThis as { Worker?: unknown }).Worker = BrowserWorker
  // Looked for once, as in a browser, where it is there from the start.
  webWorkerAdapter = (await import('../../src/transports/web-worker.js')).webWorkerAdapter
  bundle = await bundleFixture('browser-scope')
})
afterAll(() => bundle[Symbol.asyncDispose]())
beforeEach(() => {
  wheel = createTimerWheel(systemClock)
  sender = createSupervisedSend({
    adapters: [broadcastChannelAdapter, webWorkerAdapter],
    logger: silentLogger,
    wheel,
  })
})
afterEach(async () => {
  await sender[Symbol.asyncDispose]()
  expect(wheel.size).toBe(0)
})

describe('BroadcastChannel', () => {
  it('is handed messages that listeners get raw, and claims no more, whether or not anybody listens', async () => {
    const channel = new BroadcastChannel('otp-audit-test')
    await expect(sender.sendSupervised(channel, 'to nobody')).resolves.toMatchObject({
      status: 'delivered',
      stage: 'handed_over',
    })
    const listener = new BroadcastChannel('otp-audit-test')
    const heard = new Promise(resolve => {
      listener.onmessage = event => resolve((event as MessageEvent).data)
    })
    await sender.sendSupervised(channel, { type: 'news' })
    await expect(heard).resolves.toEqual({ type: 'news' })
    await expect(sender.sendSupervised(channel, 'x', { stage: 'received', onError: 'ignore' })).resolves.toMatchObject({
      status: 'undelivered',
      reason: 'unsupported_stage',
    })
    listener.close()
    channel.close()
  })

  it('is down after its own close, where the platform throws', async () => {
    const channel = new BroadcastChannel('otp-audit-test')
    channel.close()
    await expect(sender.sendSupervised(channel, 'x', { onError: 'ignore' })).resolves.toMatchObject({
      status: 'undelivered',
      reason: 'down',
    })
  })

  it('counts a send that it refuses as one attempt, so that retries are not used up twice as fast', async () => {
    const channel = new BroadcastChannel('otp-audit-test')
    channel.close()
    const options = { onError: 'ignore', retries: 2, backoff: { kind: 'constant', initial: 1 } } as const
    await expect(sender.sendSupervised(channel, 'x', options)).resolves.toMatchObject({ attempts: 3 })
  })

  it('refuses what cannot be cloned, and cannot be watched', async () => {
    const channel = new BroadcastChannel('otp-audit-test')
    await expect(sender.sendSupervised(channel, { f: () => {} }, { onError: 'ignore' })).resolves.toMatchObject({
      status: 'undelivered',
      reason: 'not_serializable',
    })
    expect(broadcastChannelAdapter.watch(channel, createEnv(), () => {})).toBeUndefined()
    channel.close()
  })
})

describe('web Worker', () => {
  const echo =
    "const { parentPort } = require('node:worker_threads'); parentPort.on('message', m => parentPort.postMessage(m))"

  it('gets raw messages, transfers included, and claims no more than the hand-over', async () => {
    const worker = new BrowserWorker(echo)
    const bytes = new Uint8Array([1, 2, 3])
    const heard = once(worker.thread, 'message')
    await expect(sender.sendSupervised(worker, { bytes }, { transfer: [bytes.buffer] })).resolves.toMatchObject({
      status: 'delivered',
      stage: 'handed_over',
    })
    expect((await heard)[0]).toEqual({ bytes: new Uint8Array([1, 2, 3]) })
    expect(bytes.byteLength).toBe(0)
    await expect(
      sender.sendSupervised(worker, 'again', { transfer: [bytes.buffer], onError: 'ignore' }),
    ).resolves.toMatchObject({ status: 'undelivered', reason: 'not_serializable' })
    worker.terminate()
  })

  it('that is served proves what it has processed, answers calls, and hears each message once and in order', async () => {
    const worker = new BrowserWorker(browserScope(bundle.path))
    await expect(sender.call(worker, { op: 'double', n: 21 }, { timeout: 8000 })).resolves.toBe(42)
    const sends = Array.from({ length: 1000 }, (_, n) => sender.sendSupervised(worker, n, { stage: 'processed' }))
    const results = await Promise.all(sends)
    expect(results.every(result => result.status === 'delivered' && result.stage === 'processed')).toBe(true)
    worker.postMessage('from unmigrated code')
    const heard = await sender.call(worker, { op: 'heard' })
    expect(heard).toEqual([...Array.from({ length: 1000 }, (_, n) => n), 'from unmigrated code'])
    await expect(
      sender.sendSupervised(worker, { op: 'throw' }, { stage: 'processed', onError: 'ignore' }),
    ).resolves.toMatchObject({
      status: 'failed',
      error: { name: 'RangeError' },
    })
    worker.terminate()
    await once(worker.thread, 'exit')
  })

  it('keeps its order behind a message that brought a port of its own, which is no peer', async () => {
    const worker = new BrowserWorker(browserScope(bundle.path))
    await sender.call(worker, { op: 'heard' }, { timeout: 8000 })
    const { port1, port2 } = new MessageChannel()
    worker.postMessage('with a port', [port2])
    worker.postMessage('behind it')
    await expect(sender.call(worker, { op: 'wait for', count: 2 })).resolves.toEqual(['with a port', 'behind it'])
    port1.close()
    worker.terminate()
    await once(worker.thread, 'exit')
  })

  it("is down once its owner has terminated it, and then only: nothing tells of a worker's own end", async () => {
    const worker = new BrowserWorker(echo)
    const env = createEnv()
    const downs: DownReason[] = []
    const watch = webWorkerAdapter.watch(worker, env, reason => downs.push(reason))
    expect(webWorkerAdapter.liveness(worker)).toBe('unknown')
    await sender.sendSupervised(worker, 'x')
    worker.terminate()
    expect(downs).toEqual([{ kind: 'closed' }])
    expect(webWorkerAdapter.liveness(worker)).toBe('down')
    await expect(sender.sendSupervised(worker, 'y', { onError: 'ignore' })).resolves.toMatchObject({
      status: 'undelivered',
      reason: 'down',
    })
    watch?.[Symbol.dispose]()
    await once(worker.thread, 'exit')
  })

  it('has its own terminate back when nobody watches', async () => {
    const worker = new BrowserWorker(echo)
    const watches = [1, 2].map(() => webWorkerAdapter.watch(worker, createEnv(), () => {}))
    expect(Object.hasOwn(worker, 'terminate')).toBe(true)
    for (const watch of watches) watch?.[Symbol.dispose]()
    expect(Object.hasOwn(worker, 'terminate')).toBe(false)
    worker.terminate()
    await once(worker.thread, 'exit')
  })
})
