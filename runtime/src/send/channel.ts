/** A recipient's messages: accepted, bounded, settled once each. How they travel is the pump's business. */
import type { Millis } from '../core/clock.js'
import { AbortedError, ClosedError } from '../core/errors.js'
import { onAbort } from '../core/on-abort.js'
import type { SendOptions } from '../core/options.js'
import type { NotDelivered, SendResult, Seq, UndeliveredReason } from '../core/results.js'
import type { RuntimeEnv, TargetRef } from '../core/transport.js'
import { CircuitBreaker } from './breaker.js'
import { callErrorOf } from './call-error.js'
import type { SupervisedChannel } from './contracts.js'
import { Deadlines } from './deadlines.js'
import { LinkKeeper } from './link.js'
import { Pump, type PumpHost } from './pump.js'
import { retryAfter, withDoubt } from './retry.js'
import { type Done, type Extra, Flag, MessageRing, newExtra } from './ring.js'
import { Room } from './room.js'
import { mayRewrite, type ResolvedOptions, resolveOptions } from './send-options.js'
import type { ChannelShared } from './shared.js'
import type { Teller } from './tell.js'
import { WaitingRoom } from './waiting-room.js'
import { writableTo } from './writable.js'

const stageFlags = { handed_over: Flag.handedOver, received: Flag.received, processed: Flag.processed } as const

let keys = 0

let captured: ((result: SendResult) => void) | undefined
/** One executor for all sends: a closure for each would be a third of what a send allocates. */
const captureResolve = (resolve: (result: SendResult) => void): void => {
  captured = resolve
}

export class Channel<M> implements SupervisedChannel<M>, PumpHost {
  readonly ring: MessageRing = new MessageRing()
  readonly env: RuntimeEnv
  readonly breaker: CircuitBreaker | undefined
  readonly recipient: string
  readonly #ref: TargetRef
  readonly #shared: ChannelShared
  readonly #tell: Teller
  readonly #pump: Pump
  readonly #deadlines: Deadlines
  readonly #waiting: WaitingRoom
  readonly #listeners = new Set<(result: SendResult) => void>()
  readonly #room = new Room()
  #closed = false
  #busy = false
  /** Refreshed with each batch, in each turn and after 64 messages: most messages without options do not read the clock. */
  #now: Millis
  #timeout: Millis
  #sinceNow = 0
  #inCall = false
  readonly #untold: SendResult[] = []
  #progressing = false

  constructor(ref: TargetRef, shared: ChannelShared) {
    this.#ref = ref
    this.#shared = shared
    this.env = shared.env
    this.#tell = shared.tell
    this.#now = this.env.clock.now()
    this.#timeout = shared.defaults.sends.timeout
    this.#pump = new Pump(
      this,
      events => new LinkKeeper(ref, shared.env, shared.names, shared.adapters, events),
      shared.batch,
    )
    this.recipient = this.#pump.keeper.describe()
    this.breaker =
      shared.breaker &&
      new CircuitBreaker(shared.breaker, this.env.clock, (state, previous) =>
        this.#tell.circuit(this.recipient, state, previous),
      )
    this.#deadlines = new Deadlines(this.ring, this.env, seq => this.#pump.expired(seq))
    this.#waiting = new WaitingRoom(this.env, (body, done, flags, options) => this.#admit(body, done, flags, options))
  }

  get inFlight(): number {
    return this.ring.open + this.#waiting.size
  }
  get closed(): boolean {
    return this.#closed
  }
  get forgettable(): boolean {
    if (this.inFlight > 0 || this.#listeners.size > 0) return false
    return this.breaker === undefined || this.breaker.state === 'closed' || this.breaker.retryAt <= this.env.clock.now()
  }
  get writable(): boolean {
    return !this.#closed && this.ring.open < this.#shared.window && this.#waiting.size === 0
  }
  get state(): 'open' | 'circuit_open' | 'half_open' | 'down' | 'closed' {
    if (this.#closed) return 'closed'
    if (this.breaker?.state === 'open') return 'circuit_open'
    if (this.breaker?.state === 'half_open') return 'half_open'
    return this.#pump.keeper.isDown() ? 'down' : 'open'
  }

  post(message: M, options?: SendOptions): Seq {
    return this.accept(message, undefined, 0, options)
  }

  send(message: M, options?: SendOptions): Promise<SendResult> {
    const promise = new Promise<SendResult>(captureResolve)
    try {
      this.accept(message, captured as Done, 0, options)
      return promise
    } catch (error) {
      return Promise.reject(error)
    }
  }

  call<R>(message: M, options?: SendOptions): Promise<R> {
    return new Promise((resolve, reject) => {
      const timeout = options?.timeout === undefined ? this.#shared.callTimeout?.(this.#ref, message) : options.timeout
      const callDefaults = this.#shared.defaults.calls
      const isUsual = options === undefined && (timeout === undefined || timeout === callDefaults.timeout)
      const resolved = isUsual ? callDefaults : resolveOptions({ ...options, timeout }, callDefaults)
      const done: Done = (result, value) => {
        if (result.status === 'delivered') resolve(value as R)
        else reject(callErrorOf(result, this.recipient, resolved.timeout, this.#shared.window))
      }
      if (isUsual && this.#plain()) this.#acceptPlain(message, done, Flag.ask)
      else this.#enter(message, done, Flag.ask, resolved)
    })
  }

  /** Throws InvalidOptionError. -1 when refused at the door: `done` has been called then. */
  accept(body: unknown, done: Done | undefined, flags: number, options: SendOptions | undefined): Seq {
    if (options === undefined && this.#plain()) return this.#acceptPlain(body, done, flags)
    return this.#enter(body, done, flags, resolveOptions(options, this.#shared.defaults.sends))
  }

  #acceptPlain(body: unknown, done: Done | undefined, flags: number): Seq {
    const isFirst = !this.#pump.isScheduled
    const seq = this.ring.push(body, done, flags | Flag.commonTimeout, Number.POSITIVE_INFINITY, undefined)
    this.#pushed()
    this.#write()
    // What is over within the call needs neither a timeout nor anybody who waits for it.
    if (!this.ring.isOpen(seq)) return seq
    this.#setBusy(true)
    if (++this.#sinceNow >= 64 || isFirst) this.#refreshNow()
    const due = this.#now + this.#timeout
    this.ring.setDue(seq, due)
    if (!this.#deadlines.watchCommon(due)) this.extend(seq, this.#timeout)
    return seq
  }

  /** Results that are there before the call returns are told after it: nobody has the message's number yet. */
  #write(): void {
    const outer = this.#inCall
    this.#inCall = true
    this.#pump.pushed()
    this.#inCall = outer
  }

  /** Nothing stands in the way, and nobody asked for anything: the hot path. */
  #plain(): boolean {
    return (
      this.#shared.plainDefaults &&
      !this.#closed &&
      this.ring.open < this.#shared.window &&
      this.#waiting.size === 0 &&
      (this.breaker === undefined || this.breaker.state === 'closed') &&
      !this.#tell.sendsWatched
    )
  }

  #refreshNow(): void {
    this.#sinceNow = 0
    this.#now = this.env.clock.now()
    this.#timeout = this.#shared.defaults.sends.timeout
  }

  #enter(body: unknown, done: Done | undefined, flags: number, options: ResolvedOptions): Seq {
    if (this.#closed) return this.#refuse(body, done, options, 'closed')
    if (options.signal?.aborted) return this.#refuse(body, done, options, 'aborted', options.signal.reason)
    if (this.env.clock.now() >= options.deadline) return this.#refuse(body, done, options, 'expired')
    if (this.breaker !== undefined && !this.breaker.admit()) return this.#refuse(body, done, options, 'circuit_open')
    if (this.ring.open < this.#shared.window && this.#waiting.size === 0) return this.#admit(body, done, flags, options)
    const dropped = options.overflow === 'dropOldest' && (this.#pump.dropOldest() || this.#waiting.dropOldest())
    if (dropped && this.#waiting.size === 0 && this.ring.open < this.#shared.window) {
      return this.#admit(body, done, flags, options)
    }
    if (!dropped && (options.overflow !== 'wait' || done === undefined)) {
      return this.#refuse(body, done, options, 'buffer_full')
    }
    this.#setBusy(true)
    this.#waiting.enter(body, done, flags, options, (reason, cause) => {
      this.#refuse(body, done, options, reason, cause)
      this.progressed()
    })
    if (dropped) this.progressed()
    return -1
  }

  #admit(body: unknown, done: Done | undefined, given: number, options: ResolvedOptions): Seq {
    let flags = given
    if (options.stage !== undefined) flags |= stageFlags[options.stage]
    if (options.isolate || options.transfer !== undefined || options.idempotencyKey !== undefined) flags |= Flag.solo
    if (mayRewrite(options)) flags |= Flag.barrier
    if (options.stage === 'handed_over') this.#pump.countEager(1)
    const now = this.env.clock.now()
    const key = options.idempotencyKey ?? (mayRewrite(options) ? `${this.env.clock.wall()}-${++keys}` : undefined)
    const extra = newExtra(options, now, key)
    const due = Math.min(now + options.timeout, options.deadline)
    const seq = this.ring.push(body, done, flags, due, extra)
    if (due !== Number.POSITIVE_INFINITY) this.#deadlines.watchOwn(seq, extra, due - now)
    const { signal } = options
    if (signal !== undefined) extra.abort = onAbort(signal, () => this.#pump.aborted(seq, signal.reason))
    this.#pushed()
    this.#tell.start(this.recipient, body, options)
    this.#write()
    if (this.ring.isOpen(seq)) this.#setBusy(true)
    return seq
  }

  #pushed(): void {
    this.#shared.counts.sent++
    this.#shared.counts.inFlight++
    this.#tellPressure()
  }

  #tellPressure(): void {
    const level = this.#room.pressure(this.ring.open, this.#shared.window)
    if (level !== undefined) this.#tell.pressure(this.recipient, level, this.ring.open, this.#shared.window)
  }

  #setBusy(busy: boolean): void {
    if (this.#busy === busy) return
    this.#busy = busy
    this.#shared.busy(this, busy)
  }

  #refuse(
    body: unknown,
    done: Done | undefined,
    options: ResolvedOptions,
    reason: UndeliveredReason,
    cause?: unknown,
  ): Seq {
    const base = { status: 'undelivered', reason, seq: -1, attempts: 0 } as const
    const retryAt = reason === 'circuit_open' ? this.breaker?.retryAt : undefined
    const result: SendResult = {
      ...base,
      ...(cause === undefined ? {} : { cause }),
      ...(retryAt === undefined ? {} : { retryAt }),
    }
    this.#turnAway(body, done, options, result)
    return -1
  }

  /** A message that is not even tried, for a reason outside of this channel. */
  refuse(body: M, options: SendOptions | undefined, result: NotDelivered): void {
    this.#turnAway(body, undefined, resolveOptions(options, this.#shared.defaults.sends), result)
  }

  #turnAway(body: unknown, done: Done | undefined, options: ResolvedOptions, result: SendResult): void {
    const { counts } = this.#shared
    counts.sent++
    counts.rejected++
    counts.undelivered++
    this.#tell.start(this.recipient, body, options)
    this.#finish(body, done, options, result, this.env.clock.now())
  }

  // ---- what the pump tells ----

  conclude(seq: Seq, given: SendResult, value?: unknown, isFinal = false): Millis | undefined {
    const { ring } = this
    const extra = ring.extra(seq)
    const result = withDoubt(given, extra?.doubt)
    let final = result
    if (extra !== undefined) {
      if (result.status !== 'delivered' && !isFinal) {
        const delay = this.#closed ? result : retryAfter(extra, result, this.breaker, this.env)
        if (typeof delay === 'number') {
          this.#shared.counts.retried++
          this.#tell.retry(this.recipient, extra, result, delay)
          this.#restartTimeout(seq, extra, delay)
          return delay
        }
        final = delay
      }
      this.#deadlines.cancelOwn(extra)
      extra.abort?.[Symbol.dispose]()
      if (extra.options.stage === 'handed_over') this.#pump.countEager(-1)
    }
    const { counts } = this.#shared
    const body = final.status === 'delivered' && extra === undefined ? undefined : ring.body(seq)
    const done = ring.settle(seq, final.status === 'unknown')
    counts.inFlight--
    if (final.status === 'delivered') {
      counts.delivered++
      this.breaker?.success()
      if (extra !== undefined) this.#tell.stop(this.recipient, body, extra.options, final, extra.startedAt)
      if (done !== undefined) done(final, value)
      if (this.#listeners.size > 0) this.#tellListeners(final)
      return undefined
    }
    counts[final.status]++
    if (final.status === 'failed') this.breaker?.success()
    else this.breaker?.release()
    const options = extra?.options ?? this.#optionsOf(seq)
    this.#finish(body, done, options, final, extra?.startedAt)
    return undefined
  }

  deliveredPlain(seq: Seq, stage: 'received' | 'processed'): void {
    const done = this.ring.settle(seq, false)
    const { counts } = this.#shared
    counts.inFlight--
    counts.delivered++
    if (this.breaker !== undefined) this.breaker.success()
    if (done === undefined && this.#listeners.size === 0) return
    const result: SendResult = { status: 'delivered', stage, seq, attempts: 1 }
    if (done !== undefined) done(result)
    if (this.#listeners.size > 0) this.#tellListeners(result)
  }

  /** Of a message that came without any. */
  #optionsOf(seq: Seq): ResolvedOptions {
    return (this.ring.flags(seq) & Flag.ask) === 0 ? this.#shared.defaults.sends : this.#shared.defaults.calls
  }

  /** The timeout is for one attempt: the next one's begins when its wait is over. */
  #restartTimeout(seq: Seq, extra: Extra, delay: Millis): void {
    const left = Math.min(delay + extra.options.timeout, extra.options.deadline - this.env.clock.now())
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
    this.#tell.stop(this.recipient, body, options, result, startedAt)
    if (result.status === 'unknown' && result.poison === true)
      this.#tell.poison(this.recipient, body, options, result.seq, result.down!)
    this.#shared.failed({
      target: this.#ref,
      recipient: this.recipient,
      message: body,
      result,
      options,
      posted: done === undefined,
    })
    if (done !== undefined) done(result)
    if (this.#listeners.size > 0) this.#tellListeners(result)
  }

  #tellListeners(result: SendResult): void {
    if (!this.#inCall && this.#untold.length === 0) {
      this.#tellNow(result)
      return
    }
    if (this.#untold.push(result) > 1) return
    this.env.clock.microtask(() => {
      for (const late of this.#untold.splice(0)) this.#tellNow(late)
    })
  }

  #tellNow(result: SendResult): void {
    for (const listener of this.#listeners) {
      try {
        listener(result)
      } catch (error) {
        this.env.clock.microtask(() => {
          throw error
        })
      }
    }
  }

  /** From now on, by a timer of its own. */
  extend(seq: Seq, ms: Millis): void {
    let extra = this.ring.extra(seq)
    if (extra === undefined) {
      extra = newExtra(this.#optionsOf(seq), this.env.clock.now(), undefined)
      extra.attempts = this.#pump.attempts(seq)
      this.ring.promote(seq, extra)
    }
    const left = Math.min(ms, extra.options.deadline - this.env.clock.now())
    this.#deadlines.watchOwn(seq, extra, Math.max(0, left))
  }

  lateAcks(count: number): void {
    this.#shared.counts.lateAcks += count
    this.#tell.lateAck(this.recipient, count)
  }

  rewritten(count: number): void {
    this.#shared.counts.retried += count
  }

  progressed(): void {
    // Those admitted may be over at once: the loop sees to the next, instead of each seeing to the one behind it.
    if (this.#progressing) return
    const { window } = this.#shared
    if (this.#waiting.size > 0) {
      this.#progressing = true
      while (this.#waiting.size > 0 && this.ring.open < window) this.#waiting.admitNext()
      this.#progressing = false
    }
    this.#tellPressure()
    if (this.ring.open < window) this.#room.thereIsRoom(this.#closed)
    if (this.ring.open > 0 || this.#waiting.size > 0) return
    this.#deadlines.rest()
    this.#pump.rest()
    this.#setBusy(false)
    this.#room.atRest()
  }

  // ---- flow ----

  ready(signal?: AbortSignal): Promise<void> {
    if (this.#closed) return Promise.reject(new ClosedError('the channel'))
    if (signal?.aborted) return Promise.reject(new AbortedError('waiting for room', signal.reason))
    if (this.writable) return Promise.resolve()
    return this.#room.whenRoom(signal)
  }

  flush(): Promise<void> {
    if (this.inFlight === 0) return Promise.resolve()
    this.#pump.flush()
    if (this.inFlight === 0) return Promise.resolve()
    return this.#room.whenAtRest()
  }

  onResult(fn: (result: SendResult) => void): Disposable {
    this.#listeners.add(fn)
    return { [Symbol.dispose]: () => void this.#listeners.delete(fn) }
  }

  toWritable(): WritableStream<M> {
    return writableTo(this)
  }

  /** Waits for what is in flight (each is bounded by its timeout), then refuses everything. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.flush()
    this.close()
  }

  /** At once: what is queued is `undelivered: closed`, what is in flight `unknown: aborted`. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#waiting.close()
    this.#pump.giveUpAll()
    this.#pump.close()
    this.progressed()
    this.#room.thereIsRoom(true)
  }
}
