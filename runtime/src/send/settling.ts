/** How a channel's messages end: retried or settled, counted, told to whom it concerns. */
import type { Millis } from '../core/clock.js'
import type { NotDelivered, SendResult, Seq, Undelivered, UndeliveredReason } from '../core/results.js'
import type { ChannelParts } from './channel-parts.js'
import * as Flag from './flags.js'
import { type Done, type MessageRing, newExtra } from './ring.js'
import type { ResolvedOptions } from './send-options.js'
import type { ChannelShared } from './shared.js'

/** Of something undelivered, besides its reason. */
export type Known = Partial<Pick<Undelivered, 'cause' | 'retryAt'>>

type Without<A, K extends PropertyKey> = A extends unknown ? Omit<A, K> : never
/** What became of a message that has been written; which one, and how often it was tried, is added. */
export type Ending = Without<NotDelivered, 'seq' | 'attempts'>

export class Settling {
  /** Nothing is tried again. */
  closed = false
  readonly #channel: ChannelParts
  readonly #ring: MessageRing
  readonly #shared: ChannelShared

  constructor(channel: ChannelParts) {
    this.#channel = channel
    this.#ring = channel.ring
    this.#shared = channel.shared
  }

  /** At the door; -1. */
  refuse(
    body: unknown,
    done: Done | undefined,
    options: ResolvedOptions,
    reason: UndeliveredReason,
    known?: Known,
  ): Seq {
    this.turnAway(body, done, options, { status: 'undelivered', reason, seq: -1, attempts: 0, ...known })
    return -1
  }

  /** A message that is not even tried. */
  turnAway(body: unknown, done: Done | undefined, options: ResolvedOptions, result: NotDelivered): void {
    const { counts, tell, env } = this.#shared
    counts.sent++
    counts.rejected++
    counts.undelivered++
    tell?.start(this.#channel.recipient, body, options)
    this.#finish(body, done, options, result, env.clock.now())
  }

  delivered(seq: Seq, stage: 'handed_over' | 'received' | 'processed', value?: unknown): void {
    this.conclude(seq, { status: 'delivered', stage, seq, attempts: Math.max(1, this.#ring.attempts(seq)) }, value)
  }

  /** What was written from `from` to `to` (exclusive) has been handed over. @param all that is as far as anything gets */
  handedOver(from: Seq, to: Seq, all: boolean): void {
    const ring = this.#ring
    for (let seq = Math.max(from, ring.head); seq < to; seq++) {
      const flags = ring.flags(seq)
      if (!ring.isOpen(seq) || Flag.wantsMore(flags)) continue
      if (all || (flags & Flag.stageMask) === Flag.handedOver) this.delivered(seq, 'handed_over')
    }
    ring.advance()
  }

  /**
   * Settles the message, or answers after how many milliseconds it is to be tried again.
   * @param isFinal whatever attempts it has left
   */
  conclude(seq: Seq, given: SendResult, value?: unknown, isFinal = false): Millis | undefined {
    const ring = this.#ring
    const { breaker, retrying, listeners, recipient } = this.#channel
    const { counts, tell } = this.#shared
    const extra = ring.extra(seq)
    let result = given
    if (extra !== undefined) {
      if (retrying !== undefined) {
        const next = retrying.next(seq, extra, given, isFinal || this.closed)
        if (typeof next === 'number') return next
        result = next
      }
      this.#channel.deadlines.cancelOwn(extra)
      extra.abort?.[Symbol.dispose]()
      if (extra.options.stage === 'handed_over') ring.eager--
    }
    const isDelivered = result.status === 'delivered'
    const body = isDelivered && extra === undefined ? undefined : ring.body(seq)
    const options = isDelivered ? extra?.options : (extra?.options ?? this.#optionsOf(seq))
    const done = ring.settle(seq)
    counts.inFlight--
    counts[result.status]++
    if (isDelivered || result.status === 'failed') breaker?.success()
    else breaker?.release()
    if (result.status !== 'delivered') this.#finish(body, done, options!, result, extra?.startedAt)
    else {
      if (extra !== undefined) tell?.stop(recipient, body, extra.options, result, extra.startedAt)
      if (done !== undefined) done(result, value)
      listeners.tell(result)
    }
    return undefined
  }

  /** A delivery of a message without options: the hot path. */
  deliveredPlain(seq: Seq, stage: 'received' | 'processed'): void {
    const { breaker, listeners } = this.#channel
    const { counts } = this.#shared
    const done = this.#ring.settle(seq)
    counts.inFlight--
    counts.delivered++
    if (breaker !== undefined) breaker.success()
    if (done === undefined && listeners.size === 0) return
    const result: SendResult = { status: 'delivered', stage, seq, attempts: 1 }
    if (done !== undefined) done(result)
    listeners.tell(result)
  }

  /** Of a message that came without any. */
  #optionsOf(seq: Seq): ResolvedOptions {
    const { defaults, parts } = this.#shared
    return (this.#ring.flags(seq) & Flag.ask) === 0 ? defaults.sends : parts.calls!.defaults(defaults.sends)
  }

  #finish(
    body: unknown,
    done: Done | undefined,
    options: ResolvedOptions,
    result: NotDelivered,
    startedAt: Millis | undefined,
  ): void {
    const { ref: target, recipient, listeners } = this.#channel
    const { tell } = this.#shared
    tell?.stop(recipient, body, options, result, startedAt)
    if (result.status === 'unknown' && result.poison === true) tell?.poison(recipient, body, options, result)
    this.#shared.failed({ target, recipient, message: body, result, options, posted: done === undefined })
    if (done !== undefined) done(result)
    listeners.tell(result)
  }

  /** The message's time is over in `ms` from now, by a timer of its own. */
  extend(seq: Seq, ms: Millis): void {
    const ring = this.#ring
    const now = this.#shared.env.clock.now()
    let extra = ring.extra(seq)
    if (extra === undefined) {
      extra = newExtra(this.#optionsOf(seq), now, undefined)
      extra.attempts = ring.attempts(seq)
      ring.promote(seq, extra)
    }
    this.#channel.deadlines.watchOwn(seq, extra, Math.max(0, Math.min(ms, extra.options.deadline - now)))
  }
}
