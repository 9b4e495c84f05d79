/** One direction of a lossy link: what becomes of each value that goes by. */
import type { Clock, Millis, TimerHandle } from '../core/clock.js'
import type { SeededRandom } from './seeded-random.js'

/** Probabilities from 0 to 1, each drawn for each frame. */
export interface LossRates {
  readonly drop?: number
  readonly duplicate?: number
  /** Held back until the next frame of its direction has gone by, or for `maxDelay` when none comes. */
  readonly reorder?: number
  readonly delay?: number
  /** The longest delay, in milliseconds of the clock; default 20. */
  readonly maxDelay?: Millis
}

/** What was done to the traffic. A value may count under several. */
export interface LossCounts {
  readonly passed: number
  readonly dropped: number
  readonly duplicated: number
  readonly reordered: number
  readonly delayed: number
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

export class LossyDirection<T> {
  readonly counts: Mutable<LossCounts> = { passed: 0, dropped: 0, duplicated: 0, reordered: 0, delayed: 0 }
  readonly #rates: Required<LossRates>
  readonly #clock: Clock
  readonly #random: SeededRandom
  readonly #deliver: (value: T, late: boolean) => void
  readonly #held = new Map<T, TimerHandle>()
  #overtaken: T[] = []
  #healed = false

  constructor(rates: LossRates, clock: Clock, random: SeededRandom, deliver: (value: T, late: boolean) => void) {
    this.#rates = { drop: 0, duplicate: 0, reorder: 0, delay: 0, maxDelay: 20, ...rates }
    checkRates(this.#rates)
    this.#clock = clock
    this.#random = random
    this.#deliver = deliver
  }

  /** True when `value` has been delivered now; false when it was lost or will come later. */
  pass(value: T): boolean {
    // All are drawn for every value, so that changing one rate leaves the other draws of the seed alone.
    const { drop, duplicate, reorder, delay, maxDelay } = this.#rates
    const drawn = {
      drop: this.#random.chance(drop),
      duplicate: this.#random.chance(duplicate),
      reorder: this.#random.chance(reorder),
      delay: this.#random.chance(delay),
      after: Math.ceil(this.#random.next() * maxDelay),
    }
    if (this.#healed) return this.#now(value)
    if (drawn.drop) {
      this.counts.dropped++
      return false
    }
    if (drawn.duplicate) {
      this.counts.duplicated++
      this.#later(value, drawn.after)
    }
    if (drawn.delay) {
      this.counts.delayed++
      if (!drawn.duplicate) this.#later(value, drawn.after)
      return false
    }
    if (drawn.reorder && !drawn.duplicate) {
      this.counts.reordered++
      this.#overtaken.push(value)
      this.#later(value, maxDelay)
      return false
    }
    return this.#now(value)
  }

  /** Delivers what is held back, at once and in the order in which it was held. */
  release(): void {
    for (const [value, timer] of [...this.#held]) this.#out(value, timer)
  }

  heal(): void {
    this.#healed = true
    this.release()
  }

  discard(): void {
    for (const timer of this.#held.values()) timer.cancel()
    this.#held.clear()
    this.#overtaken = []
  }

  #now(value: T): boolean {
    const overtaken = this.#overtaken
    this.#overtaken = []
    this.counts.passed++
    this.#deliver(value, false)
    for (const held of overtaken) {
      const timer = this.#held.get(held)
      if (timer !== undefined) this.#out(held, timer)
    }
    return true
  }

  #later(value: T, ms: Millis): void {
    const timer = this.#clock.setTimer(ms, () => this.#out(value, timer))
    this.#held.set(value, timer)
  }

  #out(value: T, timer: TimerHandle): void {
    timer.cancel()
    if (!this.#held.delete(value)) return
    this.counts.passed++
    this.#deliver(value, true)
  }
}

function checkRates(rates: Required<LossRates>): void {
  for (const name of ['drop', 'duplicate', 'reorder', 'delay'] as const) {
    const rate = rates[name]
    if (!(rate >= 0 && rate <= 1)) throw new RangeError(`lossy transport: ${name} must be from 0 to 1, got ${rate}`)
  }
  if (!(rates.maxDelay >= 0 && rates.maxDelay < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`lossy transport: maxDelay must be milliseconds, 0 or more and finite, got ${rates.maxDelay}`)
  }
}

export function addCounts(a: LossCounts, b: LossCounts): LossCounts {
  return {
    passed: a.passed + b.passed,
    dropped: a.dropped + b.dropped,
    duplicated: a.duplicated + b.duplicated,
    reordered: a.reordered + b.reordered,
    delayed: a.delayed + b.delayed,
  }
}
