/** What a part of a runtime is made with: names that are known, and things of one's own that can do what is asked of them. */
import { type EnvOptions, envOptions } from './env.js'
import { checkKnown, checkMethods } from './options-check.js'

/** What is called of each. */
const methods = {
  clock: ['now', 'wall', 'setTimer', 'microtask', 'immediate'],
  random: ['next'],
  telemetry: ['channel', 'observe'],
  logger: ['debug', 'info', 'warn', 'error'],
  wheel: ['add', 'cancel'],
} satisfies Record<keyof EnvOptions, readonly string[]>

/** @throws InvalidOptionError */
export function checkMaking(options: EnvOptions, known: readonly string[]): void {
  checkKnown('options', options, [...envOptions, ...known])
  for (const name of envOptions) if (options[name] !== undefined) checkMethods(name, options[name], methods[name])
}
