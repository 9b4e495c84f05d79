import { onTestFinished } from 'vitest'
import { createTelemetry, type Telemetry } from '../../src/core/telemetry.js'
import { createTimerWheel } from '../../src/core/wheel.js'
import { SimulatedClock } from '../../src/testing/simulated-clock.js'
import type { TimeoutConfig, TimeoutConfigOptions } from '../../src/timeouts/contracts.js'
import { createTimeoutConfig } from '../../src/timeouts/index.js'
import { recordingLogger } from '../monitors/fixtures.js'

export interface Setup {
  timeouts: TimeoutConfig
  clock: SimulatedClock
  telemetry: Telemetry
  logger: ReturnType<typeof recordingLogger>
}

/** A config on a clock that stands still; afterwards nothing is in flight and no timer is left. */
export function setup(options: TimeoutConfigOptions = {}): Setup {
  const clock = new SimulatedClock()
  const wheel = createTimerWheel(clock)
  const telemetry = createTelemetry({ local: true })
  const logger = recordingLogger()
  const timeouts = createTimeoutConfig({ clock, wheel, telemetry, logger, environment: 'test', ...options })
  onTestFinished(async () => {
    timeouts[Symbol.dispose]()
    const { calls, ok, timeouts: hits, aborted, errors, inFlight } = timeouts.getStats()
    if (inFlight !== 0 || calls !== ok + hits + aborted + errors) {
      throw new Error(`calls do not add up: ${JSON.stringify(timeouts.getStats())}`)
    }
    if (wheel.size !== 0) throw new Error('the timer wheel is not empty')
    await clock.runAll()
    if (clock.pending.timers !== 0) throw new Error('a timer is left')
  })
  return { timeouts, clock, telemetry, logger }
}
