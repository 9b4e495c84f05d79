/** How a channel's messages end: retried or settled, counted, told to whom it concerns. */
import type { Millis } from '../core/clock.js'
import type { SendResult, Seq, UndeliveredReason } from '../core/results.js'
import type { RuntimeEnv, TargetRef } from '../core/transport.js'
import type { CircuitBreaker } from './breaker.js'
import type { Deadlines } from './deadlines.js'
import type { ResultListeners } from './result-listeners.js'
import { retryAfter, withDoubt } from './retry.js'
import { type Done, type Extra, Flag, type MessageRing, newExtra } from './ring.js'
import type { ResolvedOptions } from './send-options.js'
import type { ChannelShared } from './shared.js'
import type { Teller } from './tell.js'

export interface SettlingHost {
  readonly ring: MessageRing
  readonly breaker: CircuitBreaker | undefined
  readonly recipient: string
  /** A message that asks for no more than the hand-over has gone. */
  countEager(by: -1): void
  attempts(seq: Seq): number
}

export class Settling {
  /** Nothing is tried again. */
  closed = false
  readonly #host: SettlingHost
  readonly #ring: MessageRing
  readonly #ref: TargetRef
  readonly #shared: ChannelShared
  readonly #env: RuntimeEnv
  readonly #tell: Teller
  readonly #deadlines: Deadlines
  readonly #listeners: ResultListeners
  readonly #breaker: CircuitBreaker | undefined
  readonly #recipient: string

  constructor(
    host: SettlingHost,
    ref: TargetRef,
    shared: ChannelShared,
    deadlines: Deadlines,
    listeners: ResultListeners,
  ) {
    this.#host = host
    this.#ring = host.ring
    this.#ref = ref
    this.#shared = shared
    this.#env = shared.env
    this.#tell = shared.tell
    this.#deadlines = deadlines
    this.#listeners = listeners
    this.#breaker = host.breaker
    this.#recipient = host.recipient
  }

  refuse(
    body: unknown,
    done: Done | undefined,
    options: ResolvedOptions,
    reason: UndeliveredReason,
    cause?: unknown,
  ): Seq {
    const base = { status: 'undelivered', reason, seq: -1, attempts: 0 } as const
    const retryAt = reason === 'circuit_open' ? this.#breaker?.retryAt : undefined
    const result: SendResult = {
      ...base,
      ...(cause === undefined ? {} : { cause }),
      ...(retryAt === undefined ? {} : { retryAt }),
    }
    this.turnAway(body, done, options, result)
    return -1
  }

  /** A message that is not even tried. */
  turnAway(body: unknown, done: Done | undefined, options: ResolvedOptions, result: SendResult): void {
    const { counts } = this.#shared
    counts.sent++
    counts.rejected++
    counts.undelivered++
    this.#tell.start(this.#recipient, body, options)
    this.#finish(body, done, options, result, this.#env.clock.now())
  }

  conclude(seq: Seq, given: SendResult, value?: unknown, isFinal = false): Millis | undefined {
    const ring = this.#ring
    const extra = ring.extra(seq)
    const result = withDoubt(given, extra?.doubt)
    let final = result
    if (extra !== undefined) {
      if (result.status !== 'delivered' && !isFinal) {
        const delay = this.closed ? result : retryAfter(extra, result, this.#breaker, this.#env)
        if (typeof delay === 'number') {
          this.#shared.counts.retried++
          this.#tell.retry(this.#recipient, extra, result, delay)
          this.#restartTimeout(seq, extra, delay)
          return delay
        }
        final = delay
      }
      this.#deadlines.cancelOwn(extra)
      extra.abort?.[Symbol.dispose]()
      if (extra.options.stage === 'handed_over') this.#host.countEager(-1)
    }
    const { counts } = this.#shared
    const body = final.status === 'delivered' && extra === undefined ? undefined : ring.body(seq)
    const done = ring.settle(seq, final.status === 'unknown')
    counts.inFlight--
    if (final.status === 'delivered') {
      counts.delivered++
      this.#breaker?.success()
      if (extra !== undefined) this.#tell.stop(this.#recipient, body, extra.options, final, extra.startedAt)
      if (done !== undefined) done(final, value)
      this.#listeners.tell(final)
      return undefined
    }
    counts[final.status]++
    if (final.status === 'failed') this.#breaker?.success()
    else this.#breaker?.release()
    const options = extra?.options ?? this.#optionsOf(seq)
    this.#finish(body, done, options, final, extra?.startedAt)
    return undefined
  }

  deliveredPlain(seq: Seq, stage: 'received' | 'processed'): void {
    const done = this.#ring.settle(seq, false)
    const { counts } = this.#shared
    counts.inFlight--
    counts.delivered++
    if (this.#breaker !== undefined) this.#breaker.success()
    if (done === undefined && this.#listeners.size === 0) return
    const result: SendResult = { status: 'delivered', stage, seq, attempts: 1 }
    if (done !== undefined) done(result)
    this.#listeners.tell(result)
  }

  /** Of a message that came without any. */
  #optionsOf(seq: Seq): ResolvedOptions {
    return (this.#ring.flags(seq) & Flag.ask) === 0 ? this.#shared.defaults.sends : this.#shared.defaults.calls
  }

  /** The timeout is for one attempt: the next one's begins when its wait is over. */
  #restartTimeout(seq: Seq, extra: Extra, delay: Millis): void {
    const left = Math.min(delay + extra.options.timeout, extra.options.deadline - this.#env.clock.now())
    this.#deadlines.cancelOwn(extra)
    if (left !== Number.POSITIVE_INFINITY) this.#deadlines.watchOwn(seq, extra, Math.max(0, left))
  }

  #finish(
    body: unknown,
    done: Done | undefined,
    options: ResolvedOptions,
    result: SendResult,
    startedAt: Millis | undefined,
  ): void {
    if (result.status === 'delivered') return
    this.#tell.stop(this.#recipient, body, options, result, startedAt)
    if (result.status === 'unknown' && result.poison === true)
      this.#tell.poison(this.#recipient, body, options, result.seq, result.down!)
    this.#shared.failed({
      target: this.#ref,
      recipient: this.#recipient,
      message: body,
      result,
      options,
      posted: done === undefined,
    })
    if (done !== undefined) done(result)
    this.#listeners.tell(result)
  }

  /** From now on, by a timer of its own. */
  extend(seq: Seq, ms: Millis): void {
    let extra = this.#ring.extra(seq)
    if (extra === undefined) {
      extra = newExtra(this.#optionsOf(seq), this.#env.clock.now(), undefined)
      extra.attempts = this.#host.attempts(seq)
      this.#ring.promote(seq, extra)
    }
    const left = Math.min(ms, extra.options.deadline - this.#env.clock.now())
    this.#deadlines.watchOwn(seq, extra, Math.max(0, left))
  }

  lateAcks(count: number): void {
    this.#shared.counts.lateAcks += count
    this.#tell.lateAck(this.#recipient, count)
  }

  rewritten(count: number): void {
    this.#shared.counts.retried += count
  }
}
