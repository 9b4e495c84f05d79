/**
 * The original plan's own test suite (3.5), ported, with what could not pass made right: its servers were used before
 * they were defined, its echo server echoed to itself, its flaky server stopped for good, and killing a linked caller
 * killed the test (I 111 to 116).
 */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createRuntime, type Runtime, silentLogger, spawnActor, type TargetRef } from '../src/index.js'
import { type Bundle, bundleFixture } from './fixtures/bundle.js'

let program: Bundle
let runtime: Runtime
const workers: Worker[] = []

beforeAll(async () => {
  program = await bundleFixture('echo-server')
})
afterAll(() => program[Symbol.asyncDispose]())
beforeEach(() => {
  runtime = createRuntime({
    logger: silentLogger,
    timeouts: { rules: { services: { 'Foundation.ResourceManager': 30_000 } }, environment: 'test' },
  })
})
afterEach(async () => {
  expect(runtime.send.getStats().inFlight).toBe(0)
  for (const worker of workers.splice(0)) await worker.terminate()
  await runtime[Symbol.asyncDispose]()
  expect(runtime.monitors.getStats().active).toBe(0)
})

async function echoServer(): Promise<Worker> {
  const worker = new Worker(program.path)
  workers.push(worker)
  await once(worker, 'online')
  return worker
}

async function dead(): Promise<Worker> {
  const worker = await echoServer()
  await worker.terminate()
  return worker
}

describe('SupervisedSend', () => {
  it('delivers messages to live processes', async () => {
    const recipient = await echoServer()
    const echoed = once(recipient, 'message')
    const result = await runtime.send.sendSupervised(recipient, { echo: 'hello' })
    expect(result).toMatchObject({ status: 'delivered', attempts: 1 })
    expect(await echoed).toEqual([{ echoed: 'hello' }])
  })

  it('handles dead processes gracefully', async () => {
    const result = await runtime.send.sendSupervised(await dead(), { echo: 'hello' })
    expect(result).toMatchObject({ status: 'undelivered', reason: 'down' })
    expect(await runtime.send.sendSupervised('nobody', { echo: 'hello' })).toMatchObject({
      status: 'undelivered',
      reason: 'noproc',
    })
  })

  it('retries on failure', async () => {
    let attempts = 0
    const flaky = spawnActor(() => {
      if (++attempts <= 2) throw new Error('induced failure')
    })
    const result = await runtime.send.sendSupervised(
      flaky,
      { process: 'data' },
      {
        retries: 3,
        backoff: 10,
        stage: 'processed',
        retryOn: () => true,
      },
    )
    expect(result).toMatchObject({ status: 'delivered', stage: 'processed', attempts: 3 })
    expect(attempts).toBe(3)
  })

  it('broadcast with different strategies', async () => {
    const recipients = await Promise.all([1, 2, 3].map(async id => ({ id, target: (await echoServer()) as TargetRef })))
    const best = await runtime.send.broadcastSupervised(recipients, { echo: 'broadcast' }, { strategy: 'best_effort' })
    expect(best.status).toBe('ok')
    expect(best.delivered.map(entry => entry.result.status)).toEqual(['delivered', 'delivered', 'delivered'])

    const withDead = [{ id: 1, target: (await dead()) as TargetRef }, ...recipients.slice(1)]
    const all = await runtime.send.broadcastSupervised(withDead, { echo: 'x' }, { strategy: 'all_or_nothing' })
    expect(all).toMatchObject({
      status: 'not_sent',
      blocked: [{ id: 1, result: { status: 'undelivered', reason: 'down' } }],
    })

    const one = await runtime.send.broadcastSupervised(withDead, { echo: 'x' }, { strategy: 'at_least_one' })
    expect(one.delivered).toHaveLength(2)
    const none = await runtime.send.broadcastSupervised([{ id: 1, target: await dead() }], 1, {
      strategy: 'at_least_one',
    })
    expect(none.status).toBe('all_failed')
  })

  it('raises, logs, keeps or ignores a failure, as it was told (116)', async () => {
    const target = await dead()
    await expect(runtime.send.sendSupervised(target, 1, { onError: 'raise' })).rejects.toMatchObject({
      code: expect.stringMatching(/^ERR_/),
    })
    await runtime.send.sendSupervised(target, 2, { onError: 'deadLetter', metadata: { job_id: '123' } })
    await runtime.send.sendSupervised(target, 3, { onError: 'ignore' })
    const { items } = await runtime.deadLetters.listMessages()
    expect(items).toMatchObject([{ message: 2, metadata: { job_id: '123' } }])
    expect(runtime.send.getStats()).toMatchObject({ sent: 3, undelivered: 3 })
  })
})

describe('MonitorManager', () => {
  it('tracks monitors correctly', async () => {
    const target = await echoServer()
    const result = runtime.monitors.monitor(target, 'test_feature')
    if (result.status !== 'ok') throw new Error(result.reason)
    expect(runtime.monitors.listMonitors().some(each => each.ref === result.ref)).toBe(true)
    expect(runtime.monitors.demonitor(result.ref)).toEqual({ status: 'ok' })
    expect(runtime.monitors.listMonitors().some(each => each.ref === result.ref)).toBe(false)
  })

  it('auto-cleanup on process death', async () => {
    const target = await echoServer()
    const down = new Promise(resolve => {
      runtime.monitors.monitor(target, { tag: 'auto_cleanup_test', onDown: resolve })
    })
    await target.terminate()
    expect(await down).toMatchObject({ tag: 'auto_cleanup_test', reason: { kind: 'exit' } })
    expect(runtime.monitors.listMonitors({ tag: 'auto_cleanup_test' })).toEqual([])
  })

  it('cleanup on caller death', async () => {
    const [target, caller] = [await echoServer(), await echoServer()]
    runtime.monitors.monitor(target, { tag: 'caller_cleanup', owner: caller, onDown: () => expect.unreachable() })
    expect(runtime.monitors.listMonitors({ tag: 'caller_cleanup' })).toHaveLength(1)
    const exited = once(caller, 'exit')
    void caller.terminate()
    await exited
    expect(runtime.monitors.listMonitors({ tag: 'caller_cleanup' })).toEqual([])
    expect(runtime.monitors.getStats().cleanedBy.ownerDown).toBe(1)
  })

  it('detects leaks', async () => {
    const result = runtime.monitors.monitor(await echoServer(), 'leak_test')
    expect(runtime.monitors.findLeaks(0).some(leak => leak.tag === 'leak_test')).toBe(true)
    if (result.status === 'ok') runtime.monitors.demonitor(result.ref)
    expect(runtime.monitors.findLeaks(0)).toEqual([])
  })
})

describe('Timeout configuration', () => {
  it('provides appropriate timeouts', () => {
    expect(runtime.timeouts.getTimeout('unknown')).toBe(5_000)
    expect(runtime.timeouts.getTimeout('Foundation.ResourceManager')).toBe(30_000)
    expect(runtime.timeouts.getTimeout('batch_operation')).toBe(30_000)
    expect(runtime.timeouts.getTimeout(['cache_lookup', 'get'])).toBe(1_000)
  })

  it('scales, overrides, and bounds calls (116)', async () => {
    expect(runtime.timeouts.withFactor(2).getTimeout('unknown')).toBe(10_000)
    using _ = runtime.timeouts.setTimeout('my_operation', 10_000)
    expect(runtime.timeouts.getTimeout('my_operation')).toBe(10_000)
    const never = runtime.timeouts.callWithTimeout('store', 'get', () => new Promise<never>(() => {}), { timeout: 5 })
    expect(await never).toEqual({ status: 'timeout', timeoutMs: 5 })
  })
})
