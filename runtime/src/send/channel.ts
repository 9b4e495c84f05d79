/** A recipient's messages: accepted, bounded, settled once each. How they travel is the pump's business. */
import type { Millis } from '../core/clock.js'
import type { SendOptions } from '../core/options.js'
import type { SendResult, Seq } from '../core/results.js'
import type { TargetRef } from '../core/transport.js'
import type { CircuitBreaker } from './breaker.js'
import type { ChannelParts } from './channel-parts.js'
import type { SupervisedChannel } from './contracts.js'
import { Deadlines } from './deadlines.js'
import * as Flag from './flags.js'
import { type Backpressure, type LateAcks, type Lossy, need, type Retrying } from './parts.js'
import { Pump } from './pump.js'
import { ResultListeners } from './result-listeners.js'
import { type Done, MessageRing, newExtra } from './ring.js'
import { type ResolvedOptions, resolveOptions } from './send-options.js'
import { Settling } from './settling.js'
import type { ChannelShared } from './shared.js'

const stageFlags = { handed_over: Flag.handedOver, received: Flag.received, processed: Flag.processed } as const

let captured: ((result: SendResult) => void) | undefined
/** One executor for all sends: a closure for each would be a third of what a send allocates. */
const captureResolve = (resolve: (result: SendResult) => void): void => {
  captured = resolve
}

export class Channel<M> implements SupervisedChannel<M>, ChannelParts {
  readonly ref: TargetRef
  readonly shared: ChannelShared
  readonly ring: MessageRing = new MessageRing()
  readonly listeners: ResultListeners
  readonly deadlines: Deadlines
  readonly settling: Settling
  readonly pump: Pump
  readonly recipient: string
  readonly breaker: CircuitBreaker | undefined
  readonly retrying: Retrying | undefined
  readonly lossy: Lossy | undefined
  readonly late: LateAcks | undefined
  readonly #room: Backpressure | undefined
  #forRest: (() => void)[] = []
  #busy = false
  /** Refreshed with each batch, in each turn and after 64 messages: most messages without options do not read the clock. */
  #now: Millis
  #timeout: Millis
  #sinceNow = 0

  /** Throws UnknownRecipientError. */
  constructor(ref: TargetRef, shared: ChannelShared) {
    const { env, parts, tell } = shared
    this.ref = ref
    this.shared = shared
    this.#now = env.clock.now()
    this.#timeout = shared.defaults.sends.timeout
    this.listeners = new ResultListeners(env.clock)
    this.deadlines = new Deadlines(this.ring, env, seq => this.pump.giveUp(seq, 'timeout'))
    this.breaker = shared.breaker?.circuit(env.clock, (state, previous) =>
      tell?.circuit(this.recipient, state, previous),
    )
    this.retrying = parts.retries?.(this)
    this.lossy = parts.lossy?.(this)
    this.late = parts.telemetry?.late(this)
    this.settling = new Settling(this)
    this.pump = new Pump(this)
    this.recipient = this.pump.keeper.describe()
    this.#room = parts.backpressure?.room(this)
  }

  get inFlight(): number {
    return this.ring.open + (this.#room?.waiting ?? 0)
  }
  get closed(): boolean {
    return this.settling.closed || this.shared.closed
  }
  /** In the window, and nobody waits for it. */
  get hasRoom(): boolean {
    return this.ring.open < this.shared.window && (this.#room === undefined || this.#room.waiting === 0)
  }
  get writable(): boolean {
    return !this.closed && this.hasRoom
  }
  get state(): 'open' | 'circuit_open' | 'half_open' | 'down' | 'closed' {
    const circuit = this.breaker?.state
    if (this.closed) return 'closed'
    if (circuit === 'open') return 'circuit_open'
    if (circuit === 'half_open') return circuit
    return this.pump.keeper.isDown() ? 'down' : 'open'
  }

  post(message: M, options?: SendOptions): Seq {
    return this.#accept(message, undefined, options)
  }

  send(message: M, options?: SendOptions): Promise<SendResult> {
    const promise = new Promise<SendResult>(captureResolve)
    try {
      this.#accept(message, captured as Done, options)
      return promise
    } catch (error) {
      return Promise.reject(error)
    }
  }

  call<R>(message: M, options?: SendOptions): Promise<R> {
    return need(this.shared.parts, 'calls', 'call').call(this, message, options) as Promise<R>
  }

  /** Throws InvalidOptionError. -1 when refused at the door: `done` has been called then. */
  #accept(body: unknown, done: Done | undefined, options: SendOptions | undefined): Seq {
    if (options === undefined && this.isPlain) return this.acceptPlain(body, done, 0)
    return this.enter(body, done, 0, resolveOptions(options, this.shared.defaults.sends, this.shared.parts))
  }

  /** The message has no options. */
  acceptPlain(body: unknown, done: Done | undefined, flags: number): Seq {
    const isFirst = !this.pump.isScheduled
    const seq = this.ring.push(body, done, flags | Flag.commonTimeout, Number.POSITIVE_INFINITY, undefined)
    this.#pushed()
    this.#write()
    // What is over within the call needs neither a timeout nor anybody who waits for it.
    if (!this.ring.isOpen(seq)) return seq
    this.setBusy(true)
    if (++this.#sinceNow >= 64 || isFirst) this.#refreshNow()
    const due = this.#now + this.#timeout
    this.ring.setDue(seq, due)
    if (!this.deadlines.watchCommon(due)) this.settling.extend(seq, this.#timeout)
    return seq
  }

  #write(): void {
    const { listeners } = this
    const outer = listeners.inCall
    listeners.inCall = true
    if (!this.pump.handled()) {
      this.setBusy(true)
      this.pump.pushed()
    }
    listeners.inCall = outer
  }

  /** Nothing stands in the way, and nobody asked for anything: the hot path. */
  get isPlain(): boolean {
    const { plainDefaults, tell } = this.shared
    return (
      plainDefaults &&
      this.writable &&
      (this.breaker === undefined || this.breaker.state === 'closed') &&
      (tell === undefined || !tell.sendsWatched)
    )
  }

  #refreshNow(): void {
    this.#sinceNow = 0
    this.#now = this.shared.env.clock.now()
    this.#timeout = this.shared.defaults.sends.timeout
  }

  enter(body: unknown, done: Done | undefined, flags: number, options: ResolvedOptions): Seq {
    const { settling, breaker } = this
    if (this.closed) return settling.refuse(body, done, options, 'closed')
    const { signal } = options
    if (signal?.aborted) return settling.refuse(body, done, options, 'aborted', { cause: signal.reason })
    if (this.shared.env.clock.now() >= options.deadline) return settling.refuse(body, done, options, 'expired')
    if (breaker?.admit() === false) {
      return settling.refuse(body, done, options, 'circuit_open', { retryAt: breaker.retryAt })
    }
    if (this.hasRoom) return this.admit(body, done, flags, options)
    if (this.#room !== undefined) return this.#room.full(body, done, flags, options)
    return settling.refuse(body, done, options, 'buffer_full')
  }

  admit(body: unknown, done: Done | undefined, given: number, options: ResolvedOptions): Seq {
    const { ring } = this
    const { env, tell, parts } = this.shared
    const { stage, signal, idempotencyKey } = options
    const newKey = this.retrying?.newKey(options)
    let flags = given
    if (stage !== undefined) flags |= stageFlags[stage]
    if (options.isolate || options.transfer !== undefined || idempotencyKey !== undefined) flags |= Flag.solo
    if (newKey !== undefined) flags |= Flag.barrier
    if (stage === 'handed_over') ring.eager++
    const now = env.clock.now()
    const extra = newExtra(options, now, idempotencyKey ?? newKey)
    const due = Math.min(now + options.timeout, options.deadline)
    const seq = ring.push(body, done, flags, due, extra)
    if (due !== Number.POSITIVE_INFINITY) this.deadlines.watchOwn(seq, extra, due - now)
    if (signal !== undefined) {
      extra.abort = parts.signals!(signal, () => this.pump.giveUp(seq, 'aborted', { cause: signal.reason }))
    }
    this.#pushed()
    tell?.start(this.recipient, body, options)
    this.#write()
    return seq
  }

  #pushed(): void {
    const { counts } = this.shared
    counts.sent++
    counts.inFlight++
    if (this.#room !== undefined) this.#room.tellPressure()
  }

  setBusy(busy: boolean): void {
    if (this.#busy === busy) return
    this.#busy = busy
    this.shared.busy(this, busy)
  }

  progressed(): void {
    if (this.#room?.progressed() === false) return
    if (this.inFlight > 0) return
    if (this.#busy) {
      this.deadlines.rest()
      this.pump.rest()
      this.setBusy(false)
    }
    if (this.#forRest.length > 0) for (const resolve of this.#forRest.splice(0)) resolve()
  }

  // ---- flow ----

  ready(signal?: AbortSignal): Promise<void> {
    need(this.shared.parts, 'backpressure', 'ready')
    return this.#room!.ready(signal)
  }

  flush(): Promise<void> {
    if (this.inFlight > 0) this.pump.flush()
    if (this.inFlight === 0) return Promise.resolve()
    return new Promise(resolve => this.#forRest.push(resolve))
  }

  onResult(fn: (result: SendResult) => void): Disposable {
    this.shared.parts.checks?.listener(fn)
    return this.listeners.add(fn)
  }

  /** @param view of this channel, with options of its own */
  toWritable(view: SupervisedChannel<M> = this): WritableStream<M> {
    return need(this.shared.parts, 'backpressure', 'toWritable').writableTo(view)
  }

  /** Waits for what is in flight (each is bounded by its timeout), then refuses everything. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.flush()
    this.close()
  }

  /** At once: what is queued is `undelivered: closed`, what is in flight `unknown: aborted`. */
  close(): void {
    if (this.settling.closed) return
    this.settling.closed = true
    this.#room?.close()
    this.pump.close()
    this.progressed()
    this.#room?.closed()
  }
}
