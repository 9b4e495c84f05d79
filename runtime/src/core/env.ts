/** What every part of a runtime shares: time, chance, telemetry, log, and the one timer wheel. */
import { type Clock, systemClock } from './clock.js'
import { consoleLogger, guarded, type Logger } from './logger.js'
import { checkMethods } from './options-check.js'
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

/** What is called of each. */
const methods = {
  clock: ['now', 'wall', 'setTimer', 'microtask', 'immediate'],
  random: ['next'],
  telemetry: ['observe'],
  logger: ['debug', 'info', 'warn', 'error'],
  wheel: ['cancel'],
} satisfies Record<keyof EnvOptions, readonly string[]>

const wheels = new WeakMap<Clock, TimerWheel>()

export const envOptions = Object.keys(methods) as readonly (keyof EnvOptions)[]

/** Parts made apart from each other on the same clock still share one wheel. */
function wheelOf(clock: Clock): TimerWheel {
  let wheel = wheels.get(clock)
  if (wheel === undefined) {
    wheel = createTimerWheel(clock)
    wheels.set(clock, wheel)
  }
  return wheel
}

/** @throws InvalidOptionError */
export function createEnv(options: EnvOptions = {}): RuntimeEnv {
  for (const name of envOptions) if (options[name] !== undefined) checkMethods(name, options[name], methods[name])
  const clock = options.clock ?? systemClock
  return {
    clock,
    random: options.random ?? systemRandom,
    telemetry: options.telemetry ?? createTelemetry(),
    logger: guarded(options.logger ?? consoleLogger),
    wheel: options.wheel ?? wheelOf(clock),
  }
}
