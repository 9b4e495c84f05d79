/** Who is told of every result of a channel (`onResult`). */
import type { Clock } from '../core/clock.js'
import type { SendResult } from '../core/results.js'

export class ResultListeners {
  readonly #clock: Clock
  readonly #listeners = new Set<(result: SendResult) => void>()
  readonly #untold: SendResult[] = []
  /** A call is under way: whoever made it has not got the message's number yet, so its result is told afterwards. */
  inCall = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get size(): number {
    return this.#listeners.size
  }

  add(fn: (result: SendResult) => void): Disposable {
    this.#listeners.add(fn)
    return { [Symbol.dispose]: () => void this.#listeners.delete(fn) }
  }

  tell(result: SendResult): void {
    if (this.#listeners.size === 0) return
    if (!this.inCall && this.#untold.length === 0) {
      this.#tellNow(result)
      return
    }
    if (this.#untold.push(result) > 1) return
    this.#clock.microtask(() => {
      for (const late of this.#untold.splice(0)) this.#tellNow(late)
    })
  }

  #tellNow(result: SendResult): void {
    for (const listener of this.#listeners) {
      try {
        listener(result)
      } catch (error) {
        this.#clock.microtask(() => {
          throw error
        })
      }
    }
  }
}
