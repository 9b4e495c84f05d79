/** After each case: nothing in flight, no timer, no handle. As OTP's suites look for mail that nobody expected. */
import { Worker, type WorkerOptions } from 'node:worker_threads'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { createEnv } from '../../src/core/env.js'
import { silentLogger } from '../../src/core/logger.js'
import type { SendResult } from '../../src/core/results.js'
import type { RuntimeEnv } from '../../src/core/transport.js'
import type { SupervisedSend, SupervisedSendOptions } from '../../src/send/contracts.js'
import { createSupervisedSend } from '../../src/supervised-send.js'
import { type Bundle, bundleFixture } from '../fixtures/bundle.js'

export interface Threads {
  readonly env: RuntimeEnv
  start(data?: unknown, options?: WorkerOptions): Worker
  sender(options?: SupervisedSendOptions): SupervisedSend
}

export function threads(): Threads {
  let bundle: Bundle
  const env = createEnv({ logger: silentLogger })
  const workers: Worker[] = []
  const senders: SupervisedSend[] = []
  beforeAll(async () => {
    bundle = await bundleFixture('thread')
  })
  afterAll(() => bundle[Symbol.asyncDispose]())
  afterEach(async () => {
    for (const sender of senders) expect(sender.getStats().inFlight).toBe(0)
    for (const sender of senders.splice(0)) await sender[Symbol.asyncDispose]()
    for (const worker of workers.splice(0)) {
      await worker.terminate()
      expect(worker.listenerCount('error')).toBe(0)
    }
    expect(env.wheel.size).toBe(0)
  })
  return {
    env,
    start(data = {}, options = {}) {
      const worker = new Worker(bundle.path, { ...options, workerData: data, stderr: true })
      workers.push(worker)
      return worker
    },
    sender(options = {}) {
      const sender = createSupervisedSend({ ...env, ...options })
      senders.push(sender)
      return sender
    },
  }
}

/** How often each outcome came: 'delivered processed', 'unknown down'. */
export function tally(results: readonly SendResult[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const result of results) {
    const what = result.status === 'delivered' ? result.stage : result.reason
    counts[`${result.status} ${what}`] = (counts[`${result.status} ${what}`] ?? 0) + 1
  }
  return counts
}

export const ignore = { onError: 'ignore' } as const
