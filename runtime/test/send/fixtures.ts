/** Senders on a simulated clock, and actors that do what a test tells them. */
import { expect } from 'vitest'
import type { Logger } from '../../src/core/logger.js'
import { seededRandom } from '../../src/core/random.js'
import { createTelemetry } from '../../src/core/telemetry.js'
import { createTimerWheel, type TimerWheel } from '../../src/core/wheel.js'
import type { SupervisedSend, SupervisedSendOptions } from '../../src/send/contracts.js'
import { createSupervisedSend } from '../../src/supervised-send.js'
import { SimulatedClock } from '../../src/testing/simulated-clock.js'

export interface Lab extends AsyncDisposable {
  readonly clock: SimulatedClock
  readonly send: SupervisedSend
  readonly wheel: TimerWheel
  readonly telemetry: ReturnType<typeof createTelemetry>
  readonly log: { readonly level: string; readonly message: string; readonly fields: Record<string, unknown> }[]
}

export function lab(options: SupervisedSendOptions = {}): Lab {
  const clock = (options.clock as SimulatedClock | undefined) ?? new SimulatedClock()
  const wheel = options.wheel ?? createTimerWheel(clock)
  const telemetry = createTelemetry({ local: true })
  const log: { level: string; message: string; fields: Record<string, unknown> }[] = []
  const write = (level: string) => (message: string, fields?: Readonly<Record<string, unknown>>) =>
    void log.push({ level, message, fields: { ...fields } })
  const logger: Logger = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
  const send = createSupervisedSend({ clock, wheel, telemetry, logger, random: seededRandom(1), ...options })
  return {
    clock,
    send,
    wheel,
    telemetry,
    log,
    async [Symbol.asyncDispose]() {
      expect(send.getStats().inFlight).toBe(0)
      expect(wheel.size).toBe(0)
      await send[Symbol.asyncDispose]()
    },
  }
}

/** A promise and how to settle it. */
export function gate<T = void>(): { readonly promise: Promise<T>; open(value: T): void; fail(error: unknown): void } {
  let open!: (value: T) => void
  let fail!: (error: unknown) => void
  const promise = new Promise<T>((resolve, reject) => {
    open = resolve
    fail = reject
  })
  return { promise, open, fail }
}

/** For losses that are looked for in results. */
export const quiet = { onError: 'ignore' } as const
