/** Options of sends and calls that name none. The timeout is the TimeoutConfig's, which may change while we run. */
import type { Millis } from '../core/clock.js'
import type { SendOptions } from '../core/options.js'
import type { Timeout, TimeoutConfig } from '../timeouts/contracts.js'
import { builtinDefaults, type ResolvedOptions, resolveOptions } from './send-options.js'

export class Defaults {
  readonly #timeouts: TimeoutConfig | undefined
  #sends: ResolvedOptions
  #calls: ResolvedOptions | undefined

  /** Throws InvalidOptionError. A timeout among the options is stronger than the config's. */
  constructor(options: SendOptions | undefined, timeouts: TimeoutConfig | undefined) {
    this.#timeouts = options?.timeout === undefined ? timeouts : undefined
    this.#sends = resolveOptions(options, builtinDefaults)
  }

  get sends(): ResolvedOptions {
    if (this.#timeouts === undefined) return this.#sends
    const timeout = millisOf(this.#timeouts.getTimeoutForCall('supervised_send', undefined))
    if (timeout !== this.#sends.timeout) {
      this.#sends = { ...this.#sends, timeout }
      this.#calls = undefined
    }
    return this.#sends
  }

  /** A call throws, so nothing is logged besides. */
  get calls(): ResolvedOptions {
    const { sends } = this
    this.#calls ??= { ...sends, stage: 'processed', onError: 'ignore' }
    return this.#calls
  }
}

export function millisOf(timeout: Timeout): Millis {
  return timeout === 'infinity' ? Number.POSITIVE_INFINITY : timeout
}
