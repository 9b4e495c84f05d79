/** SupervisedSend: channels to recipients, made when first needed, and what is common to them. */
import type { Millis } from '../core/clock.js'
import { createEnv, envOptions } from '../core/env.js'
import { NoTargetError, SendFailedError } from '../core/errors.js'
import type { BroadcastOptions, PostBroadcastOptions, SendOptions } from '../core/options.js'
import {
  checkCount,
  checkKnown,
  checkList,
  checkMethods,
  checkObject,
  checkOneOf,
  checkSpan,
  checkString,
  checkType,
} from '../core/options-check.js'
import type { BroadcastResult, DrainReport, NotDelivered, SendResult, SendStats, Seq } from '../core/results.js'
import { messageType, redact as redactDefault, serializeError } from '../core/serialize.js'
import type { RuntimeEnv, TargetRef } from '../core/transport.js'
import type { DeadLetterQueue } from '../dead-letters/contracts.js'
import { createNameRegistry, type NameRegistry } from '../names/registry.js'
import type { TimeoutConfig } from '../timeouts/contracts.js'
import { type AnyAdapter, adapterFor } from '../transports/adapters.js'
import { breakerRules } from './breaker.js'
import { type BroadcastRecipient, broadcast, postBroadcast } from './broadcast.js'
import { Channel } from './channel.js'
import type { SelfRef, SupervisedChannel, SupervisedSend, SupervisedSendOptions } from './contracts.js'
import { Defaults, millisOf } from './defaults.js'
import { NamedChannels } from './named-channels.js'
import { OptionedChannel } from './optioned-channel.js'
import { OwnError, type Thrown } from './own-error.js'
import { isPlain, type ResolvedOptions, resolveOptions } from './send-options.js'
import type { ChannelShared, Counts, Failure } from './shared.js'
import { Teller } from './tell.js'

// biome-ignore lint/suspicious/noExplicitAny: channels of different message types are kept together
type AnyChannel = Channel<any>

/** Throws InvalidOptionError. `adapters` is what the entry point offers when the options name none. */
export function createSupervisedSendWith(
  adapters: readonly AnyAdapter[],
  options: SupervisedSendOptions = {},
): SupervisedSend {
  return new Sender(adapters, options)
}

/**
 * The plan's options for sending a dead letter again; its failure is the queue's business, not a new letter's. The queue
 * waits minutes between attempts, and hundreds of letters may wait for one recipient: within one there is no need to.
 */
const redelivery: SendOptions = { timeout: 10_000, retries: 2, backoff: 10, onError: 'ignore' }

const known = [
  ...envOptions,
  'adapters',
  'names',
  'defaults',
  'window',
  'batch',
  'breaker',
  'deadLetters',
  'timeouts',
  'redact',
] as const satisfies (keyof SupervisedSendOptions)[]

class Sender implements SupervisedSend {
  readonly #env: RuntimeEnv
  readonly #shared: ChannelShared
  readonly #deadLetters: DeadLetterQueue | undefined
  readonly #redact: (message: unknown) => unknown
  readonly #byTarget = new WeakMap<object, AnyChannel>()
  readonly #byName = new NamedChannels<AnyChannel>()
  /** Only channels with something in flight are held here: an idle one lives as long as its recipient. */
  readonly #busy = new Set<AnyChannel>()
  readonly #known = new Set<WeakRef<AnyChannel>>()
  readonly #forgotten = new FinalizationRegistry<WeakRef<AnyChannel>>(ref => void this.#known.delete(ref))
  readonly #counts: Counts = {
    sent: 0,
    delivered: 0,
    failed: 0,
    undelivered: 0,
    unknown: 0,
    retried: 0,
    rejected: 0,
    lateAcks: 0,
    inFlight: 0,
  }
  readonly #observed: Disposable
  readonly #redelivering: Disposable | undefined
  readonly #ownError = new OwnError()
  #disposed: Promise<void> | undefined

  constructor(adapters: readonly AnyAdapter[], options: SupervisedSendOptions) {
    checkKnown('options', options, known)
    checkType('redact', options.redact, 'function')
    this.#env = createEnv(options)
    this.#deadLetters = options.deadLetters
    this.#redact = options.redact ?? redactDefault
    const names = options.names ?? createNameRegistry()
    const batch = options.batch ?? { max: 64 }
    checkCount('batch.max', batch.max, 1)
    if (typeof batch.maxDelay === 'number') checkSpan('batch.maxDelay', batch.maxDelay)
    else checkOneOf('batch.maxDelay', batch.maxDelay ?? 'microtask', ['microtask', 'tick'])
    const defaults = new Defaults(options.defaults, options.timeouts)
    this.#shared = {
      env: this.#env,
      names,
      adapters: checkList('adapters', options.adapters) ?? adapters,
      tell: new Teller(this.#env),
      defaults,
      callTimeout: options.defaults?.timeout === undefined ? callTimeouts(options.timeouts, names) : undefined,
      plainDefaults: isPlain(defaults.sends),
      window: checkCount('window', options.window ?? 10_000, 1),
      batch,
      breaker: options.breaker === false ? undefined : breakerRules(options.breaker),
      counts: this.#counts,
      closed: false,
      failed: failure => this.#failed(failure),
      busy: (channel, busy) => {
        if (busy) this.#busy.add(channel as AnyChannel)
        else this.#busy.delete(channel as AnyChannel)
      },
    }
    this.#redelivering = options.deadLetters?.sendThrough((target, message, letter, { signal }) =>
      this.sendSupervised(target, message, {
        ...redelivery,
        signal,
        idempotencyKey: letter.idempotencyKey ?? letter.id,
      }),
    )
    this.#observed = this.#env.telemetry.observe(() => ({
      'supervised_send.sent': this.#counts.sent,
      'supervised_send.delivered': this.#counts.delivered,
      'supervised_send.failed': this.#counts.failed,
      'supervised_send.undelivered': this.#counts.undelivered,
      'supervised_send.unknown': this.#counts.unknown,
      'supervised_send.retried': this.#counts.retried,
      'supervised_send.rejected': this.#counts.rejected,
      'supervised_send.late_acks': this.#counts.lateAcks,
      'supervised_send.in_flight': this.#counts.inFlight,
    }))
  }

  channel<M>(target: TargetRef<M>, options?: SendOptions): SupervisedChannel<M> {
    const channel = this.#channel(target)
    if (options === undefined) return channel
    resolveOptions(options, this.#shared.defaults.sends)
    return new OptionedChannel(channel, options)
  }

  #channel<M>(target: TargetRef<M>): Channel<M> {
    const found = typeof target === 'string' ? this.#byName.get(target) : this.#byTarget.get(target as object)
    // Who disposes of a channel is done with it; the recipient can be sent to by others.
    if (found !== undefined && (!found.closed || this.#shared.closed)) return found
    if (typeof target === 'string') checkString('target', target)
    else adapterFor(target, this.#shared.adapters)
    const channel = new Channel<M>(target, this.#shared)
    if (typeof target === 'string') this.#byName.set(target, channel)
    else this.#byTarget.set(target as object, channel)
    const ref = new WeakRef<AnyChannel>(channel)
    this.#known.add(ref)
    this.#forgotten.register(channel, ref)
    return channel
  }

  sendSupervised<M>(target: TargetRef<M>, message: M, options?: SendOptions): Promise<SendResult> {
    try {
      return this.#send(target, message, options)
    } catch (error) {
      return Promise.reject(error)
    }
  }

  #send<M>(target: TargetRef<M>, message: M, options: SendOptions | undefined): Promise<SendResult> {
    const channel = this.#channel(target)
    const raise = (options?.onError ?? this.#shared.defaults.sends.onError) === 'raise'
    if (!raise) return channel.send(message, options)
    const { recipient } = channel
    const startedAt = this.#env.clock.now()
    return channel.send(message, options).then(result => {
      if (result.status === 'delivered') return result
      throw this.#raised(new SendFailedError(result, recipient), recipient, startedAt, message, options)
    })
  }

  #raised(
    error: SendFailedError,
    recipient: string,
    startedAt: Millis,
    message: unknown,
    options: SendOptions | undefined,
  ): Error {
    const exception = this.#env.telemetry.channel('otp.supervised_send.send.exception')
    if (exception.enabled) {
      exception.publish({
        duration: this.#env.clock.now() - startedAt,
        recipient,
        message_type: messageType(message),
        metadata: options?.metadata ?? {},
        kind: 'error',
        reason: error.result.reason,
        stacktrace: error.stack,
      })
    }
    return error
  }

  postSupervised<M>(target: TargetRef<M>, message: M, options?: SendOptions): Seq {
    return this.#post(this.#channel(target), message, options, ({ error }) => {
      throw error
    })
  }

  /** @param tell Told what the target's own send has thrown at the message, once all else is done. */
  #post<M>(channel: Channel<M>, message: M, options: SendOptions | undefined, tell: (thrown: Thrown) => void): Seq {
    const outer = this.#ownError.begin(message)
    let thrown: Thrown | undefined
    let seq: Seq
    try {
      seq = channel.post(message, options)
    } finally {
      thrown = this.#ownError.end(outer)
    }
    if (thrown !== undefined) tell(thrown)
    return seq
  }

  async broadcastSupervised<M>(
    recipients: readonly BroadcastRecipient<M>[],
    message: M,
    options?: BroadcastOptions,
  ): Promise<BroadcastResult> {
    checkObject('options', options)
    const { strategy: _strategy, concurrency: _concurrency, ...send } = options ?? {}
    const { overflow } = resolveOptions(send, this.#shared.defaults.sends)
    return broadcast(
      {
        env: this.#env,
        send: (target, body, each) => this.#channel(target).send(body, each),
        blocked: target => this.#blocked(target, overflow === 'reject'),
      },
      recipients,
      message,
      options,
    )
  }

  postBroadcast<M>(
    recipients: readonly BroadcastRecipient<M>[],
    message: M,
    options?: PostBroadcastOptions,
  ): readonly Seq[] {
    checkObject('options', options)
    const { strategy: _strategy, ...send } = options ?? {}
    const { overflow } = resolveOptions(send, this.#shared.defaults.sends)
    let first: Thrown | undefined
    const seqs = postBroadcast(
      {
        env: this.#env,
        check: target => void this.#channel(target),
        post: (target, body, each) =>
          this.#post(this.#channel(target), body, each, thrown => {
            first ??= thrown
          }),
        refuse: (target, body, result, each) => this.#channel(target).refuse(body, each, result),
        blocked: target => this.#blocked(target, overflow !== 'dropOldest'),
      },
      recipients,
      message,
      options,
    )
    if (first !== undefined) throw first.error
    return seqs
  }

  #blocked(target: TargetRef, needsRoom: boolean): SendResult | undefined {
    const channel = this.#channel(target)
    const base = { status: 'undelivered', seq: -1, attempts: 0 } as const
    const object = typeof target === 'string' ? this.#shared.names.whereis(target) : target
    if (object === undefined) return { ...base, reason: 'noproc', cause: new NoTargetError(channel.recipient) }
    if (this.#isDown(object)) return { ...base, reason: 'down' }
    if (channel.state === 'circuit_open') return { ...base, reason: 'circuit_open', retryAt: channel.breaker!.retryAt }
    if (needsRoom && !this.#shared.closed && !channel.writable) return { ...base, reason: 'buffer_full' }
    return undefined
  }

  /** Of an adapter that throws nothing is known: the send itself will say what is wrong. */
  #isDown(object: object): boolean {
    try {
      return adapterFor(object, this.#shared.adapters).liveness(object) === 'down'
    } catch {
      return false
    }
  }

  sendToSelf<M>(self: SelfRef<M>, message: M): void {
    checkMethods('self', self, ['post'])
    self.post(message)
  }

  async call<M, R>(target: TargetRef<M, R>, message: M, options?: SendOptions): Promise<R> {
    return this.#channel(target as TargetRef<M>).call<R>(message, options)
  }

  #failed(failure: Failure): void {
    if (this.#ownError.takes(failure)) return
    const { target, recipient, message, result, options, posted } = failure
    // Whoever posts has no call that could throw later: a loss must not go without a word.
    switch (options.onError === 'raise' && posted ? 'log' : options.onError) {
      case 'ignore':
      case 'raise':
        return
      case 'deadLetter':
        this.#toDeadLetters(target, recipient, message, result, options)
        return
      case 'log':
        this.#env.logger.warn('supervised send failed', this.#fields(recipient, message, result, options))
    }
  }

  #fields(
    recipient: string,
    message: unknown,
    result: NotDelivered,
    options: ResolvedOptions,
  ): Record<string, unknown> {
    const { status, reason, seq, attempts } = result
    return {
      recipient,
      status,
      reason,
      seq,
      attempts,
      message: this.#shown(message),
      metadata: options.metadata ?? {},
    }
  }

  #shown(message: unknown): unknown {
    try {
      return this.#redact(message)
    } catch {
      return redactDefault(message)
    }
  }

  #toDeadLetters(
    target: TargetRef,
    recipient: string,
    message: unknown,
    result: NotDelivered,
    options: ResolvedOptions,
  ): void {
    const fields = this.#fields(recipient, message, result, options)
    if (this.#deadLetters === undefined) {
      this.#env.logger.error('supervised send failed, and there is no dead letter queue', fields)
      return
    }
    const cause = result.status === 'failed' ? result.error : result.cause
    this.#deadLetters
      .addMessage(target, message, result.reason, options.metadata, {
        certainty: result.status,
        ...(cause === undefined ? {} : { detail: result.status === 'failed' ? result.error : serializeError(cause) }),
        ...(options.idempotencyKey === undefined ? {} : { idempotencyKey: options.idempotencyKey }),
      })
      .then(
        added => {
          if (added.status === 'dropped') {
            this.#env.logger.error('the dead letter queue refused a message', { ...fields, refused: added.reason })
          }
        },
        (error: unknown) => this.#env.logger.error('a dead letter could not be stored', { ...fields, error }),
      )
  }

  async drain(options: { readonly timeout?: number } = {}): Promise<DrainReport> {
    checkKnown('options', options, ['timeout'])
    const timeout = checkSpan('timeout', options.timeout ?? 5000, { infinity: true })
    const before = this.#counts.unknown
    let timer = 0
    const late = new Promise<void>(resolve => {
      timer = this.#env.wheel.add(timeout, () => resolve())
    })
    await Promise.race([this.#drained(), late])
    this.#env.wheel.cancel(timer)
    const inFlight = this.#inFlight()
    return { drained: inFlight === 0, inFlight, unknown: this.#counts.unknown - before }
  }

  async #drained(): Promise<void> {
    // A message whose handler is running now counts as in flight once that has returned.
    await undefined
    while (this.#busy.size > 0) await Promise.all([...this.#busy].map(channel => channel.flush()))
  }

  #inFlight(): number {
    let inFlight = 0
    for (const channel of this.#busy) inFlight += channel.inFlight
    return inFlight
  }

  getStats(): SendStats {
    const circuits: Record<string, 'closed' | 'open' | 'half_open'> = Object.create(null)
    for (const ref of this.#known) {
      const channel = ref.deref()
      if (channel?.breaker === undefined) continue
      // Recipients that are described alike are told apart by a number, in the order in which they were first sent to.
      let name = channel.recipient
      for (let n = 2; name in circuits; n++) name = `${channel.recipient} (${n})`
      circuits[name] = channel.breaker.state
    }
    return { ...this.#counts, inFlight: this.#inFlight(), circuits: { ...circuits } }
  }

  /** Waits for what is in flight, each bounded by its timeout; later sends are `undelivered: closed`. */
  [Symbol.asyncDispose](): Promise<void> {
    this.#disposed ??= this.#dispose()
    return this.#disposed
  }

  async #dispose(): Promise<void> {
    this.#shared.closed = true
    await this.#drained()
    for (const ref of this.#known) ref.deref()?.close()
    this.#observed[Symbol.dispose]()
    this.#redelivering?.[Symbol.dispose]()
  }
}

function callTimeouts(timeouts: TimeoutConfig | undefined, names: NameRegistry): ChannelShared['callTimeout'] {
  if (timeouts === undefined) return undefined
  return (target, message) => {
    const name = typeof target === 'string' ? target : names.nameOf(target)
    return millisOf(timeouts.getTimeoutForCall(name ?? 'supervised_send', message))
  }
}
