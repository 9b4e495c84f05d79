/** Options of sends that name none, with a TimeoutConfig's timeout, which may change while we run. */

import type { Millis } from '../core/clock.js'
import type { Timeout, TimeoutConfig } from '../timeouts/contracts.js'
import type { ResolvedOptions } from './send-options.js'
import type { Defaults } from './shared.js'

export class ConfiguredDefaults implements Defaults {
  readonly #timeouts: TimeoutConfig
  #sends: ResolvedOptions

  constructor(sends: ResolvedOptions, timeouts: TimeoutConfig) {
    this.#sends = sends
    this.#timeouts = timeouts
  }

  get sends(): ResolvedOptions {
    const timeout = millisOf(this.#timeouts.getTimeoutForCall('supervised_send', undefined))
    if (timeout !== this.#sends.timeout) this.#sends = { ...this.#sends, timeout }
    return this.#sends
  }
}

export function millisOf(timeout: Timeout): Millis {
  return timeout === 'infinity' ? Number.POSITIVE_INFINITY : timeout
}
