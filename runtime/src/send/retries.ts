/**
 * Other attempts: whether a message gets one, when, and what has to wait for it. Keeps the order: what is written again is
 * written before everything behind it, and a message that may be run again holds those behind.
 */
import { backoffDelay } from '../core/backoff.js'
import type { Millis } from '../core/clock.js'
import type { Failed, NotDelivered, SendResult, Seq, Unknown } from '../core/results.js'
import type { RuntimeEnv } from '../core/transport.js'
import type { CircuitBreaker } from './breaker.js'
import type { ChannelParts } from './channel-parts.js'
import * as Flag from './flags.js'
import { isLink } from './link.js'
import type { Retrying } from './parts.js'
import type { Extra, MessageRing } from './ring.js'
import type { ResolvedOptions } from './send-options.js'

let keys = 0

export class Retries implements Retrying {
  readonly #channel: ChannelParts
  readonly #ring: MessageRing
  readonly #env: RuntimeEnv
  #resume = 0
  #barrier: Seq = -1

  constructor(channel: ChannelParts) {
    this.#channel = channel
    this.#ring = channel.ring
    this.#env = channel.shared.env
  }

  next(seq: Seq, extra: Extra, given: SendResult, isFinal: boolean): Millis | SendResult {
    const result = withDoubt(given, extra.doubt)
    if (result.status === 'delivered' || isFinal) return result
    const delay = retryAfter(extra, result, this.#channel.breaker, this.#env)
    if (typeof delay !== 'number') return delay
    const { counts, tell } = this.#channel.shared
    counts.retried++
    tell?.retry(this.#channel.recipient, extra, result, delay)
    this.#restartTimeout(seq, extra, delay)
    return delay
  }

  /** The timeout is for one attempt: the next one's begins when its wait is over. */
  #restartTimeout(seq: Seq, extra: Extra, delay: Millis): void {
    const { deadlines } = this.#channel
    const left = Math.min(delay + extra.options.timeout, extra.options.deadline - this.#env.clock.now())
    deadlines.cancelOwn(extra)
    if (left !== Number.POSITIVE_INFINITY) deadlines.watchOwn(seq, extra, Math.max(0, left))
  }

  get paused(): boolean {
    return this.#resume !== 0
  }

  pause(delay: Millis): void {
    if (this.#resume !== 0) return
    this.#resume = this.#env.wheel.add(delay, () => {
      this.#resume = 0
      this.#channel.pump.flush()
    })
  }

  unpause(): void {
    if (this.#resume !== 0) this.#env.wheel.cancel(this.#resume)
    this.#resume = 0
  }

  get holds(): boolean {
    if (this.paused) return true
    if (this.#barrier < 0) return false
    if (this.#ring.isOpen(this.#barrier) && this.#barrier < this.#ring.written) return true
    this.#barrier = -1
    return false
  }

  wrote(seq: Seq): void {
    if ((this.#ring.flags(seq) & Flag.barrier) !== 0) this.#barrier = seq
  }

  newKey({ retries, retryUnknown, retryOn }: ResolvedOptions): string | undefined {
    const mayRewrite = retries > 0 && (retryUnknown || retryOn !== undefined)
    return mayRewrite ? `${this.#env.clock.wall()}-${++keys}` : undefined
  }

  again(seq: Seq, flags: number, result: NotDelivered, delay: Millis): void {
    const ring = this.#ring
    const extra = ring.extra(seq)
    if (extra !== undefined) {
      extra.again = result.status === 'failed'
      if (result.status !== 'undelivered') extra.doubt = result
    }
    if ((flags & Flag.barrier) === 0) ring.setFlags(seq, flags | Flag.solo)
    ring.written = Math.min(ring.written, seq)
    this.pause(delay)
  }

  refuseHasty(): void {
    const { writer } = this.#channel.pump
    const seq = this.#ring.tail - 1
    const extra = this.#ring.extra(seq)
    if (extra !== undefined && extra.options.retries > 0) return
    const found = writer.acquire()
    if (!isLink(found)) writer.refuse(seq, found)
  }

  lost(): void {
    this.#barrier = -1
  }
}

/** How long to wait before another attempt, or the final result. An open circuit ends the attempts. */
function retryAfter(
  extra: Extra,
  result: NotDelivered,
  breaker: CircuitBreaker | undefined,
  env: RuntimeEnv,
): Millis | SendResult {
  const { options } = extra
  if (extra.attempts > options.retries || options.signal?.aborted === true) return result
  if (!isWorthIt(result, options, env)) return result
  if (breaker?.state === 'open') {
    if (result.status !== 'undelivered') return result
    return { ...result, reason: 'circuit_open', retryAt: breaker.retryAt, cause: result }
  }
  const delay = backoffDelay(options.backoff, Math.max(1, extra.attempts), env.random, extra.delay)
  extra.delay = delay
  return env.clock.now() + delay < options.deadline ? delay : result
}

/** That this attempt never ran does not prove that no earlier one did. */
function withDoubt(result: SendResult, doubt: Unknown | Failed | undefined): SendResult {
  if (doubt === undefined || result.status !== 'undelivered') return result
  const { attempts } = result
  if (doubt.status === 'failed') return { ...doubt, attempts }
  return { ...doubt, attempts, reason: result.reason === 'aborted' ? 'aborted' : doubt.reason }
}

/** A `retryOn` that throws must not keep the send from its result. */
function isWorthIt(result: NotDelivered, options: ResolvedOptions, env: RuntimeEnv): boolean {
  try {
    return isRetryable(result, options)
  } catch (error) {
    env.logger.error('retryOn threw; the message is not tried again', { error })
    return false
  }
}

/**
 * Whether this result is worth another attempt: what is proven never to have run, unless trying again cannot help; what
 * is unknown only with `retryUnknown`; never what was transferred and is gone.
 */
function isRetryable(result: NotDelivered, options: ResolvedOptions): boolean {
  if (options.transfer !== undefined && options.transfer.length > 0 && result.attempts > 0) return false
  if (result.status === 'unknown' && !options.retryUnknown) return false
  if (options.retryOn !== undefined) return options.retryOn(result)
  if (result.status === 'failed') return false
  if (result.status === 'unknown') return result.reason !== 'aborted'
  return ['noproc', 'down', 'buffer_full', 'transport_error'].includes(result.reason)
}
