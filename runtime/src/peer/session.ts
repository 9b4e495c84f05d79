/**
 * The receiver's state for one sender and epoch: puts messages in order, drops duplicates, runs the handler, and
 * acknowledges cumulatively, once a tick. Knows nothing of transports, so that the same code runs on every one.
 * The idea of the cumulative acknowledgement is TCP's; of confirming after the handler, Pekko's reliable delivery.
 */
import type { Clock, Millis } from '../core/clock.js'
import { RangeSet } from '../core/range-set.js'
import type { Seq } from '../core/results.js'
import { type SerializedError, serializeError } from '../core/serialize.js'
import type { AckFrame, Frame } from '../core/transport.js'
import type { Handler, PeerLink, PeerSession, ReceiveContext } from './contracts.js'
import type { Dedupe } from './dedupe.js'
import { PeerFence } from './fence.js'
import { Outcomes } from './outcomes.js'

export interface SessionHost {
  readonly clock: Clock
  readonly handler: Handler<unknown>
  readonly credit: number
  /** Infinity for once a tick only. */
  readonly ackEvery: number
  readonly dedupe: Dedupe
  readonly counts: { received: number; processed: number; failed: number; duplicates: number }
}

const rerunsKept = 1024
const noHeaders: Readonly<Record<string, string>> = /* @__PURE__ */ Object.freeze({})

class Context implements ReceiveContext {
  readonly seq: Seq
  readonly attempt: number
  readonly headers: Readonly<Record<string, string>>
  private readonly session: Session
  constructor(session: Session, seq: Seq, attempt: number, headers: Readonly<Record<string, string>>) {
    this.session = session
    this.seq = seq
    this.attempt = attempt
    this.headers = headers
  }
  get signal(): AbortSignal {
    return this.session.signalOf(this.seq)
  }
  extend(ms: Millis): void {
    this.session.extend(this.seq, ms)
  }
}

export class Session implements PeerSession {
  readonly #host: SessionHost
  readonly #link: PeerLink
  readonly #fence: PeerFence | undefined
  #next: Seq
  /** Started, not settled; in order of number. */
  readonly #pending = new Set<Seq>()
  /** Settled although an earlier one is pending: all, and those not told yet. */
  readonly #ahead = new RangeSet()
  readonly #aheadUntold = new RangeSet()
  /** Frames beyond a gap, by their first number. */
  readonly #early = new Map<Seq, Frame>()
  readonly #rerun = new Map<Seq, number>()
  readonly #signals = new Map<Seq, AbortController>()
  readonly #outcomes: Outcomes = new Outcomes()
  #extensions: [Seq, Millis][] = []
  #retell = false
  #scheduled = false
  #sinceAck = 0
  #closed = false
  #stopped = false
  #idle: (() => void)[] = []

  constructor(host: SessionHost, link: PeerLink) {
    this.#host = host
    this.#link = link
    this.#fence = link.fence === undefined ? undefined : new PeerFence(link.fence)
    this.#next = link.first
  }

  get pending(): number {
    return this.#pending.size
  }

  frame(frame: Frame): void {
    if (this.#stopped || frame.epoch !== this.#link.epoch) return
    if (frame.cancels !== undefined) for (const seq of frame.cancels) this.#signals.get(seq)?.abort()
    if (frame.bodies.length === 0) return
    if (frame.lossy === true) this.#outcomes.keep = true
    if (frame.base !== undefined) this.#outcomes.forgetBelow(frame.base)
    if (frame.again === true) this.#takeAgain(frame)
    else if (frame.first > this.#next) {
      if (this.#early.size < this.#host.credit) this.#early.set(frame.first, frame)
    } else {
      this.#take(frame)
      if (this.#early.size > 0) this.#takeEarly()
    }
    this.#mark()
  }

  /**
   * One message that asks for nothing, without a frame: true when it is over and nothing is left to be told of it, false
   * when an acknowledgement follows, undefined when it is not its turn.
   */
  handle(seq: Seq, body: unknown): boolean | undefined {
    if (seq !== this.#next || this.#stopped || this.#pending.size > 0 || this.#sinceAck > 0) return undefined
    this.#next = seq + 1
    this.#host.counts.received++
    this.#run(seq, body, 1, noHeaders, false, undefined)
    const isOver = this.#pending.size === 0 && !this.#outcomes.untold && this.#extensions.length === 0
    if (isOver) this.#sinceAck = 0
    else this.#mark()
    return isOver
  }

  /** A number whose handler failed is run once more per attempt, however often the frame comes. */
  #takeAgain(frame: Frame): void {
    const seq = frame.first
    const attempt = frame.attempt ?? 2
    if (seq >= this.#next || (this.#rerun.get(seq) ?? 1) >= attempt) {
      this.#retell = true
      return
    }
    this.#rerun.set(seq, attempt)
    if (this.#rerun.size > rerunsKept) this.#rerun.delete(this.#rerun.keys().next().value!)
    this.#run(seq, frame.bodies[0], attempt, frame.headers ?? noHeaders, true, frame.headers?.['idempotency-key'])
  }

  #takeEarly(): void {
    for (let progressed = true; progressed; ) {
      progressed = false
      for (const [first, frame] of this.#early) {
        if (first > this.#next) continue
        this.#early.delete(first)
        this.#take(frame)
        progressed = true
      }
    }
  }

  #take(frame: Frame): void {
    const { first, bodies, holes, asks } = frame
    const attempt = frame.attempt ?? 1
    const headers = frame.headers ?? noHeaders
    const key = headers['idempotency-key']
    const allAsk = asks?.length === bodies.length
    for (let at = 0; at < bodies.length && !this.#stopped; at++) {
      const seq = first + at
      const hole = holes?.includes(at) === true
      if (seq < this.#next) {
        if (!hole) this.#host.counts.duplicates++
        this.#retell = true
        continue
      }
      const ask = allAsk || asks?.includes(at) === true
      this.#next = seq + 1
      if (hole) this.#settled(seq)
      else if (key === undefined) {
        this.#host.counts.received++
        this.#run(seq, bodies[at], attempt, headers, ask, undefined)
      } else this.#accept(key, seq, bodies[at], attempt, headers, ask)
    }
  }

  #accept(
    key: string,
    seq: Seq,
    body: unknown,
    attempt: number,
    headers: Readonly<Record<string, string>>,
    ask: boolean,
  ): void {
    this.#host.counts.received++
    const first = this.#host.dedupe.claim(key, outcome => {
      this.#host.counts.duplicates++
      this.#pending.delete(seq)
      if (!outcome.ok) this.#outcomes.fail(seq, serializeError(outcome.error))
      else if (ask) this.#outcomes.reply(seq, outcome.value)
      this.#settled(seq)
      this.#mark()
    })
    if (first) this.#run(seq, body, attempt, headers, ask, key)
    else if (!this.#isSettled(seq)) this.#pending.add(seq)
  }

  #isSettled(seq: Seq): boolean {
    return this.#lastSettled === seq
  }
  #lastSettled: Seq = -1

  #run(
    seq: Seq,
    body: unknown,
    attempt: number,
    headers: Readonly<Record<string, string>>,
    ask: boolean,
    key: string | undefined,
  ): void {
    const fence = this.#fence
    if (fence !== undefined) {
      fence.start(seq)
      if (fence.isRevoked(seq)) {
        fence.finish(seq)
        this.#settled(seq)
        return
      }
    }
    let value: unknown
    let failed = false
    let later = false
    try {
      value = this.#host.handler(body, new Context(this, seq, attempt, headers))
      later = isThenable(value)
    } catch (error) {
      failed = true
      this.#failed(seq, error, key)
    }
    if (failed || later || this.#pending.size > 0 || this.#outcomes.untold) fence?.finish(seq)
    else fence?.process(seq + 1)
    if (failed) return
    if (!later) {
      this.#succeeded(seq, value, ask, key)
      return
    }
    this.#pending.add(seq)
    const rejected = (error: unknown): void => {
      if (!this.#pending.delete(seq)) return
      this.#failed(seq, error, key)
      this.#mark()
    }
    try {
      ;(value as PromiseLike<unknown>).then(late => {
        if (!this.#pending.delete(seq)) return
        this.#succeeded(seq, late, ask, key)
        this.#mark()
      }, rejected)
    } catch (error) {
      // A thenable that is no promise: query builders throw from `then`.
      rejected(error)
    }
  }

  #succeeded(seq: Seq, value: unknown, ask: boolean, key: string | undefined): void {
    if (ask) this.#outcomes.reply(seq, value)
    if (key !== undefined) this.#host.dedupe.settle(key, { ok: true, value })
    this.#host.counts.processed++
    this.#settled(seq)
  }

  #failed(seq: Seq, error: unknown, key: string | undefined): void {
    this.#outcomes.fail(seq, serializeError(error))
    if (key !== undefined) this.#host.dedupe.settle(key, { ok: false, error })
    this.#host.counts.failed++
    this.#settled(seq)
  }

  #settled(seq: Seq): void {
    this.#lastSettled = seq
    this.#sinceAck++
    if (this.#signals.size > 0) this.#signals.delete(seq)
    if (this.#pending.size > 0) {
      this.#ahead.add(seq)
      this.#aheadUntold.add(seq)
    }
  }

  #processedUpTo(): Seq {
    for (const seq of this.#pending) return seq
    return this.#next
  }

  #mark(): void {
    if (this.#sinceAck >= this.#host.ackEvery) {
      this.acknowledge()
      return
    }
    if (this.#scheduled || this.#closed) return
    this.#scheduled = true
    this.#host.clock.immediate(() => {
      this.#scheduled = false
      this.acknowledge()
    })
  }

  acknowledge(): void {
    if (this.#closed) return
    this.#sinceAck = 0
    const processed = this.#processedUpTo()
    const ack: { -readonly [K in keyof AckFrame]: AckFrame[K] } = {
      epoch: this.#link.epoch,
      received: this.#next,
      processed,
      credit: Math.max(0, this.#host.credit - this.#pending.size),
    }
    const again = this.#retell
    this.#retell = false
    const ahead = again ? this.#ahead : this.#aheadUntold
    if (this.#ahead.size > 0) {
      this.#ahead.dropBelow(processed)
      ahead.dropBelow(processed)
      if (ahead.size > 0) ack.done = ahead.list()
      this.#aheadUntold.clear()
    }
    if (this.#early.size > 0) ack.gaps = this.#gaps()
    this.#outcomes.into(ack)
    if (this.#extensions.length > 0) {
      ack.extend = this.#extensions
      this.#extensions = []
    }
    this.#post(ack)
    // After the failures among them have been told: a peer that is ended here must not pass them off as successes.
    this.#fence?.process(processed)
    if (this.#pending.size === 0 && this.#idle.length > 0) for (const fn of this.#idle.splice(0)) fn()
  }

  #gaps(): [Seq, Seq][] {
    const gaps: [Seq, Seq][] = []
    let from = this.#next
    for (const first of [...this.#early.keys()].sort((a, b) => a - b)) {
      if (first > from) gaps.push([from, first])
      from = Math.max(from, first + this.#early.get(first)!.bodies.length)
    }
    return gaps
  }

  /** One reply that cannot be cloned must not take the others with it, nor be overtaken by the news of its number. */
  #post(ack: AckFrame): void {
    try {
      this.#link.post(ack)
    } catch (error) {
      const { replies, ...rest } = ack
      if (replies === undefined) throw error
      const failures: [Seq, SerializedError][] = []
      const bare = { epoch: ack.epoch, received: this.#link.first, processed: this.#link.first, credit: ack.credit }
      for (const reply of replies) {
        try {
          this.#link.post({ ...bare, replies: [reply] })
        } catch (cause) {
          this.#host.counts.failed++
          failures.push([reply[0], { ...serializeError(cause), code: 'ERR_NOT_SERIALIZABLE' }])
        }
      }
      this.#link.post({ ...rest, failures: [...(rest.failures ?? []), ...failures] })
    }
  }

  signalOf(seq: Seq): AbortSignal {
    let controller = this.#signals.get(seq)
    if (controller === undefined) {
      controller = new AbortController()
      if (this.#closed) controller.abort()
      else this.#signals.set(seq, controller)
    }
    return controller.signal
  }

  extend(seq: Seq, ms: Millis): void {
    if (!(ms > 0 && ms < Number.POSITIVE_INFINITY)) throw new RangeError(`extend: milliseconds above 0, not ${ms}`)
    this.#extensions.push([seq, ms])
    this.#mark()
  }

  /** Resolves when no handler is running; the last acknowledgement has been posted then. */
  whenIdle(): Promise<void> {
    this.acknowledge()
    if (this.#pending.size === 0 || this.#closed) return Promise.resolve()
    return new Promise(resolve => this.#idle.push(resolve))
  }

  /** Takes no further message, not even of the frame at hand; acknowledgements still go out. */
  stop(): void {
    this.#stopped = true
  }

  close(): void {
    if (this.#closed) return
    this.#closed = this.#stopped = true
    for (const controller of this.#signals.values()) controller.abort()
    this.#signals.clear()
    this.#early.clear()
    for (const fn of this.#idle.splice(0)) fn()
  }
}

/** Throws what a getter of `then` throws: to await the value would be a failure, too. */
function isThenable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
}
