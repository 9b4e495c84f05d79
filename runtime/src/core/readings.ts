/** Readings of a clock for the entries of a wheel: where one costs as much as the entry, a burst of them shares it. */
import type { Clock, Millis } from './clock.js'

/** Readings in a row, each less than `tolerance` after the one before, that make a burst; and how many uses share one. */
const burstLength = 32
const perReading = 64
const tolerance = 0.5

/**
 * On a clock that is `dear`, a run of uses in one turn starts a burst that ends with the turn: within it only one use in
 * 64 reads. The others count as `tolerance` after the last reading; when the next one shows that it was longer, they are
 * postponed: nothing is ever taken for earlier than it was.
 */
export class Readings {
  /** The last reading, in milliseconds since the origin. */
  last = 0
  readonly #clock: Clock
  readonly #origin: Millis
  readonly #postpone: (handle: number, by: Millis) => void
  readonly #unread = new Float64Array(perReading)
  #unreadCount = 0
  #inRow = 0
  #bursting = false
  #isRead = true

  constructor(clock: Clock, origin: Millis, postpone: (handle: number, by: Millis) => void) {
    this.#clock = clock
    this.#origin = origin
    this.#postpone = postpone
  }

  /** Milliseconds since the origin, or a bound that is checked by the next reading. */
  atMost(): Millis {
    this.#isRead = !this.#bursting || this.#unreadCount === perReading
    return this.#isRead ? this.#read() : this.last + tolerance
  }

  /** What the last answer was used for. */
  used(handle: number): void {
    if (!this.#isRead) this.#unread[this.#unreadCount++] = handle
  }

  #read(): Millis {
    const elapsed = this.#clock.now() - this.#origin
    const since = elapsed - this.last
    this.last = elapsed
    if (since <= tolerance) this.#inRow++
    else {
      this.#inRow = 0
      for (let n = 0; n < this.#unreadCount; n++) this.#postpone(this.#unread[n]!, since)
    }
    this.#unreadCount = 0
    if (this.#inRow >= burstLength && !this.#bursting && this.#clock.dear === true) {
      this.#bursting = true
      this.#clock.microtask(this.#endBurst)
    }
    return elapsed
  }

  readonly #endBurst = (): void => {
    this.#bursting = false
    this.#inRow = 0
    if (this.#unreadCount > 0) this.#read()
  }
}
