import { onTestFinished } from 'vitest'
import type { SendResult } from '../../src/core/results.js'
import { createTelemetry, type Telemetry } from '../../src/core/telemetry.js'
import { createTimerWheel } from '../../src/core/wheel.js'
import type { DeadLetterQueue, DeadLetterQueueOptions, DeadLetterStats } from '../../src/dead-letters/contracts.js'
import { createDeadLetterQueue } from '../../src/dead-letters/index.js'
import { SimulatedClock } from '../../src/testing/simulated-clock.js'
import { recordingLogger } from '../monitors/fixtures.js'

export const delivered: SendResult = { status: 'delivered', stage: 'received', seq: 0, attempts: 1 }
export const undelivered = (reason: 'noproc' | 'down' | 'circuit_open' | 'not_serializable'): SendResult => ({
  status: 'undelivered',
  reason,
  seq: -1,
  attempts: 0,
})

export interface Setup {
  queue: DeadLetterQueue
  clock: SimulatedClock
  telemetry: Telemetry
  logger: ReturnType<typeof recordingLogger>
  /** What was sent again, in order. */
  sent: unknown[]
  /** What sends give; by default `delivered`. */
  answers: (message: unknown) => SendResult | Promise<SendResult>
}

/** A queue on a clock that stands still, with a sender that answers as it is told. */
export function setup(options: DeadLetterQueueOptions = {}): Setup {
  const clock = new SimulatedClock()
  const wheel = createTimerWheel(clock)
  const telemetry = createTelemetry({ local: true })
  const logger = recordingLogger()
  const world: Setup = { clock, telemetry, logger, sent: [], answers: () => delivered, queue: undefined as never }
  world.queue = createDeadLetterQueue({
    clock,
    wheel,
    telemetry,
    logger,
    resolve: address => ({ ...address }),
    send: async (_target, message) => {
      world.sent.push(message)
      return world.answers(message)
    },
    ...options,
  })
  onTestFinished(async () => {
    await world.queue[Symbol.asyncDispose]()
    if (wheel.size !== 0) throw new Error('the timer wheel is not empty')
    await clock.runAll()
    if (clock.pending.timers !== 0) throw new Error('a timer is left')
  })
  return world
}

export const worker = { kind: 'name', name: 'worker' }

export function balance(stats: DeadLetterStats): number {
  return stats.added - stats.size - stats.redelivered - stats.purged - stats.expired
}

export async function ids(queue: DeadLetterQueue): Promise<string[]> {
  const all: string[] = []
  for await (const entry of queue) all.push(entry.id)
  return all
}

export async function messages(queue: DeadLetterQueue): Promise<unknown[]> {
  return (await queue.listMessages({ limit: 10_000 })).items.map(entry => entry.message)
}
