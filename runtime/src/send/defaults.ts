/** Options of sends and calls that name none. The timeout may be somebody's who changes it while we run. */
import type { Millis } from '../core/clock.js'
import type { ResolvedOptions } from './send-options.js'

export class Defaults {
  readonly #timeout: (() => Millis) | undefined
  #sends: ResolvedOptions
  #calls: ResolvedOptions | undefined

  /** @param timeout stronger than the options' own */
  constructor(sends: ResolvedOptions, timeout: (() => Millis) | undefined) {
    this.#timeout = timeout
    this.#sends = sends
  }

  get sends(): ResolvedOptions {
    const timeout = this.#timeout?.() ?? this.#sends.timeout
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
