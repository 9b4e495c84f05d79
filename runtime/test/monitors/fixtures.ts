import { onTestFinished } from 'vitest'
import type { LogFields, Logger } from '../../src/core/logger.js'
import { createTelemetry, type Telemetry, type TelemetryEvents, type TelemetryName } from '../../src/core/telemetry.js'
import type { DownReason, Liveness, RuntimeEnv } from '../../src/core/transport.js'
import { createTimerWheel } from '../../src/core/wheel.js'
import type { DownSource, MonitorManager, MonitorManagerOptions } from '../../src/monitors/contracts.js'
import { createMonitorManagerWith } from '../../src/monitors/index.js'
import { SimulatedClock } from '../../src/testing/simulated-clock.js'

/** Something that can end, with a count of who listens: what a Worker is, without the thread. */
export class Mortal {
  readonly listeners = new Set<(reason: DownReason) => void>()
  reason: DownReason | undefined
  constructor(readonly name = 'mortal') {}
  end(reason: DownReason = { kind: 'exit', code: 0 }): void {
    this.reason = reason
    const listeners = [...this.listeners]
    this.listeners.clear()
    for (const fn of listeners) fn(reason)
  }
}

export const mortalSource: DownSource<Mortal> = {
  name: 'mortal',
  accepts: (target): target is Mortal => target instanceof Mortal,
  liveness: (target): Liveness => (target.reason === undefined ? 'alive' : 'down'),
  watch: (target: Mortal, _env: RuntimeEnv, fn: (reason: DownReason) => void): Disposable => {
    if (target.reason !== undefined) fn(target.reason)
    else target.listeners.add(fn)
    return { [Symbol.dispose]: () => void target.listeners.delete(fn) }
  },
  describe: target => target.name,
}

/** A web Worker: nothing tells of its end. */
export class Silent {}
export const silentSource: DownSource<Silent> = {
  name: 'silent',
  accepts: (target): target is Silent => target instanceof Silent,
  liveness: () => 'unknown',
  watch: () => undefined,
}

export interface Logged {
  level: string
  message: string
  fields: LogFields | undefined
}

export function recordingLogger(): Logger & { lines: Logged[] } {
  const lines: Logged[] = []
  const at = (level: string) => (message: string, fields?: LogFields) => void lines.push({ level, message, fields })
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

export function recorded<N extends TelemetryName>(telemetry: Telemetry, name: N): TelemetryEvents[N][] {
  const events: TelemetryEvents[N][] = []
  telemetry.subscribe(name, fields => void events.push(fields))
  return events
}

export interface Setup {
  monitors: MonitorManager
  clock: SimulatedClock
  telemetry: Telemetry
  logger: Logger & { lines: Logged[] }
}

/** A manager on a clock that stands still. Checked after the test: the sums add up, no timer is left. */
export function setup(options: MonitorManagerOptions = {}): Setup {
  const clock = new SimulatedClock()
  const wheel = createTimerWheel(clock)
  const telemetry = createTelemetry({ local: true })
  const logger = recordingLogger()
  const monitors = createMonitorManagerWith([], {
    clock,
    wheel,
    telemetry,
    logger,
    sources: [mortalSource, silentSource],
    ...options,
  })
  onTestFinished(async () => {
    await monitors[Symbol.asyncDispose]()
    const { created, cleaned, cleanedBy, active } = monitors.getStats()
    const sum = Object.values(cleanedBy).reduce((a, b) => a + b, 0)
    if (active !== 0 || created !== cleaned || cleaned !== sum) {
      throw new Error(`monitors do not add up: ${JSON.stringify(monitors.getStats())}`)
    }
    if (wheel.size !== 0) throw new Error('the timer wheel is not empty')
    await clock.runAll()
    if (clock.pending.timers !== 0) throw new Error('a timer is left')
  })
  return { monitors, clock, telemetry, logger }
}

export function ref(
  result: ReturnType<MonitorManager['monitor']>,
): import('../../src/monitors/contracts.js').MonitorRef {
  if (result.status !== 'ok') throw new Error(`no monitor: ${result.reason}`)
  return result.ref
}
