/** Dead letters of SupervisedSend: from a real worker's death to redelivery to its successor. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createEnv } from '../../src/core/env.js'
import { silentLogger } from '../../src/core/logger.js'
import type { DeadLetterQueue } from '../../src/dead-letters/contracts.js'
import { createDeadLetterQueue } from '../../src/dead-letters/index.js'
import { createNameRegistry, type NameRegistry } from '../../src/names/registry.js'
import { createRuntime } from '../../src/runtime.js'
import type { SupervisedSend } from '../../src/send/contracts.js'
import { createSupervisedSend } from '../../src/supervised-send.js'
import { SimulatedClock } from '../../src/testing/simulated-clock.js'
import { actorAdapter, spawnActor } from '../../src/transports/actor.js'
import { workerAdapter } from '../../src/transports/worker.js'

const env = createEnv()
let queue: DeadLetterQueue
let sender: SupervisedSend
let names: NameRegistry
const workers: Worker[] = []

beforeEach(() => {
  names = createNameRegistry({ isDown: each => (each as Worker).threadId === -1 })
  const shared = { wheel: env.wheel, logger: silentLogger }
  queue = createDeadLetterQueue({ ...shared, addressOf: names.addressOf, resolve: names.resolve })
  sender = createSupervisedSend({ ...shared, adapters: [workerAdapter, actorAdapter], names, deadLetters: queue })
})
afterEach(async () => {
  await sender[Symbol.asyncDispose]()
  await queue[Symbol.asyncDispose]()
  for (const worker of workers.splice(0)) await worker.terminate()
  expect(env.wheel.size).toBe(0)
})

async function worker(): Promise<Worker> {
  const made = new Worker(
    'const { parentPort } = require("node:worker_threads"); parentPort.on("message", m => parentPort.postMessage(m))',
    {
      eval: true,
    },
  )
  workers.push(made)
  await once(made, 'online')
  return made
}

it('a send to a dead worker becomes a letter with its certainty, and reaches the successor of its name (A 4, 5; B 43)', async () => {
  const first = await worker()
  names.register('scheduler', first)
  await first.terminate()
  const result = await sender.sendSupervised(
    first,
    { type: 'job', n: 1 },
    { onError: 'deadLetter', metadata: { job: 1 } },
  )
  expect(result.status).toBe('undelivered')
  const [letter] = (await queue.listMessages()).items
  expect(letter).toMatchObject({
    recipient: { kind: 'name', name: 'scheduler' },
    certainty: 'undelivered',
    metadata: { job: 1 },
    message: { type: 'job', n: 1 },
  })
  const successor = await worker()
  names.register('scheduler', successor)
  const echoed = once(successor, 'message')
  expect(await queue.retryMessages()).toEqual([{ id: letter!.id, status: 'redelivered' }])
  expect(await echoed).toEqual([{ type: 'job', n: 1 }])
})

it('a redelivery that fails is no second letter', async () => {
  const actor = spawnActor(() => {})
  actor.stop()
  await sender.sendSupervised(actor, 1, { onError: 'deadLetter' })
  expect((await queue.listMessages()).total).toBe(1)
  expect(await queue.retryMessages()).toMatchObject([{ status: 'failed' }])
  expect((await queue.listMessages()).total).toBe(1)
})

it('a thousand failures at once are a thousand letters, and all of them arrive in order when the recipient is back', async () => {
  const got: unknown[] = []
  const dead = spawnActor(() => {})
  names.register('collector', dead)
  dead.stop()
  await Promise.all(
    Array.from({ length: 1000 }, (_, i) => sender.sendSupervised('collector', i, { onError: 'deadLetter' })),
  )
  expect((await queue.listMessages({ limit: 1 })).total).toBe(1000)
  names.unregister('collector')
  names.register(
    'collector',
    spawnActor(message => void got.push(message)),
  )
  const outcomes = await queue.retryMessages()
  expect(outcomes.filter(outcome => outcome.status === 'redelivered')).toHaveLength(1000)
  expect(got).toEqual(Array.from({ length: 1000 }, (_, i) => i))
  expect(queue.getStats()).toMatchObject({ size: 0, redelivered: 1000, dropped: 0 })
})

it('a runtime retries its dead letters by itself, and its timer is gone when there are none', async () => {
  const clock = new SimulatedClock()
  const runtime = createRuntime({ clock, logger: silentLogger })
  await runtime.send.sendSupervised('late starter', { n: 1 }, { onError: 'deadLetter' })
  expect((await runtime.deadLetters.listMessages()).items).toMatchObject([
    { recipient: { kind: 'name', name: 'late starter' }, reason: 'noproc', certainty: 'undelivered' },
  ])
  const got: unknown[] = []
  runtime.names.register(
    'late starter',
    spawnActor(message => void got.push(message)),
  )
  await clock.advance(299_999)
  expect(got).toEqual([])
  await clock.advance(1)
  expect(got).toEqual([{ n: 1 }])
  expect(runtime.deadLetters.getStats()).toMatchObject({ size: 0, redelivered: 1 })
  await runtime[Symbol.asyncDispose]()
  await clock.runAll()
  expect(clock.pending).toEqual({ timers: 0, immediates: 0 })
})
