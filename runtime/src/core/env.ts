/** What every part of a runtime shares: time, chance, telemetry, log, and the one timer wheel. */
import { type Clock, systemClock } from './clock.js'
import { consoleLogger, guarded, type Logger } from './logger.js'
import { type Random, systemRandom } from './random.js'
import { createTelemetry, type Telemetry } from './telemetry.js'
import type { RuntimeEnv } from './transport.js'
import { createTimerWheel, type TimerWheel } from './wheel.js'

export interface EnvOptions {
  readonly clock?: Clock
  readonly random?: Random
  readonly telemetry?: Telemetry
  readonly logger?: Logger
  readonly wheel?: TimerWheel
}

export const envOptions: readonly (keyof EnvOptions)[] = ['clock', 'random', 'telemetry', 'logger', 'wheel']

const wheels = new WeakMap<Clock, TimerWheel>()

/** Parts made apart from each other on the same clock still share one wheel. */
function wheelOf(clock: Clock): TimerWheel {
  let wheel = wheels.get(clock)
  if (wheel === undefined) {
    wheel = createTimerWheel(clock)
    wheels.set(clock, wheel)
  }
  return wheel
}

export function createEnv(options: EnvOptions = {}): RuntimeEnv {
  return envWith(options, createTelemetry)
}

/** `createEnv`, with telemetry that `make` makes where the options have none. */
export function envWith(options: EnvOptions, make: () => Telemetry): RuntimeEnv {
  const clock = options.clock ?? systemClock
  return {
    clock,
    random: options.random ?? systemRandom,
    telemetry: options.telemetry ?? make(),
    logger: guarded(options.logger ?? consoleLogger),
    wheel: options.wheel ?? wheelOf(clock),
  }
}
