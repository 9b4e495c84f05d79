/** A recipient's messages: accepted, bounded, settled once each. How they travel is the pump's business. */
import type { Millis } from '../core/clock.js'
import { AbortedError, ClosedError } from '../core/errors.js'
import { onAbort } from '../core/on-abort.js'
import type { SendOptions } from '../core/options.js'
import { checkSignal } from '../core/options-check.js'
import type { NotDelivered, SendResult, Seq } from '../core/results.js'
import type { RuntimeEnv, TargetRef } from '../core/transport.js'
import { CircuitBreaker } from './breaker.js'
import { callErrorOf } from './call-error.js'
import type { SupervisedChannel } from './contracts.js'
import { Deadlines } from './deadlines.js'
import { LinkKeeper } from './link.js'
import { Pump, type PumpHost } from './pump.js'
import { ResultListeners } from './result-listeners.js'
import { type Done, Flag, MessageRing, newExtra } from './ring.js'
import { Room } from './room.js'
import { mayRewrite, type ResolvedOptions, resolveOptions } from './send-options.js'
import { Settling, type SettlingHost } from './settling.js'
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

export class Channel<M> implements SupervisedChannel<M>, PumpHost, SettlingHost {
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
  readonly #listeners: ResultListeners
  readonly #settling: Settling
  readonly #room = new Room()
  #busy = false
  /** Refreshed with each batch, in each turn and after 64 messages: most messages without options do not read the clock. */
  #now: Millis
  #timeout: Millis
  #sinceNow = 0
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
    this.#listeners = new ResultListeners(this.env.clock)
    this.#settling = new Settling(this, ref, shared, this.#deadlines, this.#listeners)
    this.#waiting = new WaitingRoom(this.env, (body, done, flags, options) => this.#admit(body, done, flags, options))
  }

  get inFlight(): number {
    return this.ring.open + this.#waiting.size
  }
  get closed(): boolean {
    return this.#settling.closed || this.#shared.closed
  }
  get forgettable(): boolean {
    if (this.inFlight > 0 || this.#listeners.size > 0) return false
    return this.breaker === undefined || this.breaker.state === 'closed' || this.breaker.retryAt <= this.env.clock.now()
  }
  get writable(): boolean {
    return !this.closed && this.ring.open < this.#shared.window && this.#waiting.size === 0
  }
  get state(): 'open' | 'circuit_open' | 'half_open' | 'down' | 'closed' {
    if (this.closed) return 'closed'
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
      const own = isUsual ? callDefaults : resolveOptions(options, callDefaults)
      const resolved = timeout === undefined || isUsual ? own : { ...own, timeout }
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

  #write(): void {
    const listeners = this.#listeners
    const outer = listeners.inCall
    listeners.inCall = true
    this.#pump.pushed()
    listeners.inCall = outer
  }

  /** Nothing stands in the way, and nobody asked for anything: the hot path. */
  #plain(): boolean {
    return (
      this.#shared.plainDefaults &&
      !this.closed &&
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
    if (this.closed) return this.#settling.refuse(body, done, options, 'closed')
    if (options.signal?.aborted) return this.#settling.refuse(body, done, options, 'aborted', options.signal.reason)
    if (this.env.clock.now() >= options.deadline) return this.#settling.refuse(body, done, options, 'expired')
    if (this.breaker !== undefined && !this.breaker.admit())
      return this.#settling.refuse(body, done, options, 'circuit_open')
    if (this.ring.open < this.#shared.window && this.#waiting.size === 0) return this.#admit(body, done, flags, options)
    const dropped = options.overflow === 'dropOldest' && (this.#pump.dropOldest() || this.#waiting.dropOldest())
    if (dropped && this.#waiting.size === 0 && this.ring.open < this.#shared.window) {
      return this.#admit(body, done, flags, options)
    }
    if (!dropped && (options.overflow !== 'wait' || done === undefined)) {
      return this.#settling.refuse(body, done, options, 'buffer_full')
    }
    this.#setBusy(true)
    this.#waiting.enter(body, done, flags, options, (reason, cause) => {
      this.#settling.refuse(body, done, options, reason, cause)
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

  /** A message that is not even tried, for a reason outside of this channel. */
  refuse(body: M, options: SendOptions | undefined, result: NotDelivered): void {
    this.#settling.turnAway(body, undefined, resolveOptions(options, this.#shared.defaults.sends), result)
  }

  // ---- what the pump tells ----

  conclude(seq: Seq, given: SendResult, value?: unknown, isFinal = false): Millis | undefined {
    return this.#settling.conclude(seq, given, value, isFinal)
  }
  deliveredPlain(seq: Seq, stage: 'received' | 'processed'): void {
    this.#settling.deliveredPlain(seq, stage)
  }
  extend(seq: Seq, ms: Millis): void {
    this.#settling.extend(seq, ms)
  }
  lateAcks(count: number): void {
    this.#settling.lateAcks(count)
  }
  rewritten(count: number): void {
    this.#settling.rewritten(count)
  }
  countEager(by: 1 | -1): void {
    this.#pump.countEager(by)
  }
  attempts(seq: Seq): number {
    return this.#pump.attempts(seq)
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
    if (this.ring.open < window) this.#room.thereIsRoom(this.closed)
    if (this.ring.open > 0 || this.#waiting.size > 0) return
    this.#deadlines.rest()
    this.#pump.rest()
    this.#setBusy(false)
    this.#room.atRest()
  }

  // ---- flow ----

  async ready(signal?: AbortSignal): Promise<void> {
    checkSignal(signal)
    if (this.closed) throw new ClosedError('the channel')
    if (signal?.aborted) throw new AbortedError('waiting for room', signal.reason)
    if (this.writable) return
    return this.#room.whenRoom(signal)
  }

  flush(): Promise<void> {
    if (this.inFlight === 0) return Promise.resolve()
    this.#pump.flush()
    if (this.inFlight === 0) return Promise.resolve()
    return this.#room.whenAtRest()
  }

  onResult(fn: (result: SendResult) => void): Disposable {
    return this.#listeners.add(fn)
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
    if (this.#settling.closed) return
    this.#settling.closed = true
    this.#waiting.close()
    this.#pump.giveUpAll()
    this.#pump.close()
    this.progressed()
    this.#room.thereIsRoom(true)
  }
}
