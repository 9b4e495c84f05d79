/**
 * Timeouts of a channel's messages. Those with the channel's own timeout expire in the order of their numbers, so one
 * timer that looks at the oldest serves them all; only a message with a timeout of its own takes a place in the wheel.
 */
import type { Millis } from '../core/clock.js'
import type { Seq } from '../core/results.js'
import type { RuntimeEnv } from '../core/transport.js'
import * as Flag from './flags.js'
import type { Extra, MessageRing } from './ring.js'

export class Deadlines {
  readonly #ring: MessageRing
  readonly #env: RuntimeEnv
  readonly #expire: (seq: Seq) => void
  readonly #expireOwn: (seq: unknown) => void
  #timer = 0
  /** No open message below this number has the channel's timeout. */
  #from: Seq = 0
  /** Of those that are watched together. */
  #latest: Millis = Number.NEGATIVE_INFINITY

  constructor(ring: MessageRing, env: RuntimeEnv, expire: (seq: Seq) => void) {
    this.#ring = ring
    this.#env = env
    this.#expire = expire
    this.#expireOwn = seq => {
      const extra = ring.extra(seq as Seq)
      if (extra !== undefined) extra.timer = 0
      expire(seq as Seq)
    }
  }

  /** A message with the channel's timeout has been pushed. False when that has become shorter: it needs its own timer. */
  watchCommon(due: Millis): boolean {
    if (due < this.#latest) return false
    this.#latest = due
    if (this.#timer === 0 && due !== Number.POSITIVE_INFINITY) this.#arm(due)
    return true
  }

  #arm(due: Millis): void {
    this.#timer = this.#env.wheel.add(Math.max(0, due - this.#env.clock.now()), () => this.#sweep())
  }

  watchOwn(seq: Seq, extra: Extra, ms: Millis): void {
    this.cancelOwn(extra)
    extra.timer = this.#env.wheel.add(ms, this.#expireOwn, seq)
  }

  cancelOwn(extra: Extra): void {
    if (extra.timer === 0) return
    this.#env.wheel.cancel(extra.timer)
    extra.timer = 0
  }

  /** Nothing is in flight: no timer is needed. */
  rest(): void {
    if (this.#timer !== 0) this.#env.wheel.cancel(this.#timer)
    this.#timer = 0
    this.#from = this.#ring.tail
    this.#latest = Number.NEGATIVE_INFINITY
  }

  #sweep(): void {
    this.#timer = 0
    const ring = this.#ring
    const now = this.#env.clock.now()
    let seq = Math.max(this.#from, ring.head)
    for (; seq < ring.tail; seq++) {
      const flags = ring.flags(seq)
      if ((flags & Flag.settled) !== 0 || (flags & Flag.commonTimeout) === 0) continue
      if (ring.due(seq) > now) break
      this.#expire(seq)
    }
    this.#from = seq
    if (seq < ring.tail && ring.due(seq) !== Number.POSITIVE_INFINITY) this.#arm(ring.due(seq))
  }
}
