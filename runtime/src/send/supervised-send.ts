/** SupervisedSend: channels to recipients, made when first needed, and what is common to them. */
import { envWith } from '../core/env.js'
import type { BroadcastOptions, PostBroadcastOptions, SendOptions } from '../core/options.js'
import { checkSpan } from '../core/options-check.js'
import type { BroadcastResult, DrainReport, SendResult, SendStats, Seq } from '../core/results.js'
import { noTelemetry } from '../core/telemetry.js'
import type { TargetRef } from '../core/transport.js'
import type { AnyAdapter } from '../transports/adapters.js'
import type { BroadcastRecipient } from './broadcast.js'
import { Channel } from './channel.js'
import type { SelfRef, SupervisedChannel, SupervisedSend, SupervisedSendOptions } from './contracts.js'
import { withOptions } from './optioned-channel.js'
import type { OwnError, Thrown } from './own-error.js'
import { need, type Part } from './parts.js'
import { builtinDefaults, isPlain, resolveOptions } from './send-options.js'
import type { ChannelShared, Failure } from './shared.js'

// biome-ignore lint/suspicious/noExplicitAny: channels of different message types are kept together
type AnyChannel = Channel<any>

export interface CoreOptions extends SupervisedSendOptions {
  /** The recipients that can be sent to; the first that accepts one has it. */
  readonly adapters: readonly AnyAdapter[]
  /** What it can do besides acknowledged sends. */
  readonly parts?: readonly Part[]
}

/** Throws InvalidOptionError, and MissingPartError for an option of a part that is not given. */
export function createSupervisedSendWith(options: CoreOptions): SupervisedSend {
  return new Sender(options)
}

/** Options that are for a part of the same name. */
const partial = ['names', 'breaker', 'deadLetters', 'timeouts', 'telemetry'] as const

/** What parts see of a SupervisedSend. */
export interface SenderInside extends Pick<SupervisedSend, 'sendSupervised'> {
  readonly shared: ChannelShared
  /** Throws UnknownRecipientError. */
  channelOf<M>(target: TargetRef<M>): Channel<M>
  /** @param tell Told what the target's own send has thrown at the message, once all else is done. */
  postTo<M>(channel: Channel<M>, message: M, options: SendOptions | undefined, tell: (thrown: Thrown) => void): Seq
}

class Sender implements SupervisedSend, SenderInside {
  readonly shared: ChannelShared
  #disposed: Promise<void> | undefined
  readonly #options: CoreOptions
  readonly #byTarget = new WeakMap<object, AnyChannel>()
  readonly #byName:
    | { get(name: string): AnyChannel | undefined; set(name: string, channel: AnyChannel): void }
    | undefined
  /** Only channels with something in flight are held here: an idle one lives as long as its recipient. */
  readonly #busy = new Set<AnyChannel>()
  readonly #known = new Set<WeakRef<AnyChannel>>()
  readonly #forgotten = new FinalizationRegistry<WeakRef<AnyChannel>>(ref => void this.#known.delete(ref))
  readonly #attached: (Disposable | undefined)[]
  readonly #ownError: OwnError | undefined

  constructor(options: CoreOptions) {
    const parts: Part = Object.assign({}, ...(options.parts ?? []))
    parts.checks?.create(options)
    for (const name of partial) if (options[name]) need(parts, name, `options.${name}`)
    this.#options = options
    const { adapters, batch, breaker, deadLetters, timeouts, window = 10_000 } = options
    const env = { ...envWith(options, parts.telemetry?.create ?? noTelemetry), explainClone: parts.clonePaths }
    const names = options.names ?? parts.names?.registry()
    const own = resolveOptions(options.defaults, builtinDefaults, parts)
    const config = options.defaults?.timeout === undefined ? timeouts : undefined
    const defaults = config === undefined ? { sends: own } : parts.timeouts!.defaults(own, config)
    this.#ownError = parts.throws?.posts()
    this.#byName = parts.names?.channels()
    this.shared = {
      env,
      parts,
      names,
      adapters,
      tell: parts.telemetry?.teller(env),
      defaults,
      callTimeout: config && parts.timeouts!.calls(config, names),
      plainDefaults: isPlain(defaults.sends),
      window,
      batch: { max: batch?.max ?? 64, maxDelay: batch?.maxDelay ?? 'microtask' },
      breaker: breaker === false ? undefined : parts.breaker?.rules(breaker),
      counts: {
        sent: 0,
        delivered: 0,
        failed: 0,
        undelivered: 0,
        unknown: 0,
        retried: 0,
        rejected: 0,
        lateAcks: 0,
        inFlight: 0,
      },
      closed: false,
      failed: failure => this.#failed(failure),
      busy: (channel, busy) => {
        if (busy) this.#busy.add(channel as AnyChannel)
        else this.#busy.delete(channel as AnyChannel)
      },
    }
    this.#attached = [deadLetters && parts.deadLetters!.attach(this, deadLetters), parts.telemetry?.count(this)]
  }

  channel<M>(target: TargetRef<M>, options?: SendOptions): SupervisedChannel<M> {
    const channel = this.channelOf(target)
    if (options === undefined) return channel
    resolveOptions(options, this.shared.defaults.sends, this.shared.parts)
    return withOptions(channel, options)
  }

  channelOf<M>(target: TargetRef<M>): Channel<M> {
    const isName = typeof target === 'string'
    if (isName) need(this.shared.parts, 'names', 'a name')
    const found = isName ? this.#byName!.get(target) : this.#byTarget.get(target)
    // Who disposes of a channel is done with it; the recipient can be sent to by others.
    if (found !== undefined && (!found.closed || this.shared.closed)) return found
    const channel = new Channel<M>(target, this.shared)
    if (isName) this.#byName!.set(target, channel)
    else this.#byTarget.set(target, channel)
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
    const channel = this.channelOf(target)
    const { defaults, parts } = this.shared
    if ((options?.onError ?? defaults.sends.onError) !== 'raise') return channel.send(message, options)
    return need(parts, 'throws', "onError: 'raise'").send(channel, message, options)
  }

  postSupervised<M>(target: TargetRef<M>, message: M, options?: SendOptions): Seq {
    return this.postTo(this.channelOf(target), message, options, ({ error }) => {
      throw error
    })
  }

  postTo<M>(channel: Channel<M>, message: M, options: SendOptions | undefined, tell: (thrown: Thrown) => void): Seq {
    return this.#ownError?.post(channel, message, options, tell) ?? channel.post(message, options)
  }

  async broadcastSupervised<M>(
    recipients: readonly BroadcastRecipient<M>[],
    message: M,
    options?: BroadcastOptions,
  ): Promise<BroadcastResult> {
    return need(this.shared.parts, 'broadcast', 'a broadcast').send(this, recipients, message, options)
  }

  postBroadcast<M>(
    recipients: readonly BroadcastRecipient<M>[],
    message: M,
    options?: PostBroadcastOptions,
  ): readonly Seq[] {
    return need(this.shared.parts, 'broadcast', 'a broadcast').post(this, recipients, message, options)
  }

  sendToSelf<M>(self: SelfRef<M>, message: M): void {
    this.shared.parts.checks?.self(self)
    self.post(message)
  }

  async call<M, R>(target: TargetRef<M, R>, message: M, options?: SendOptions): Promise<R> {
    return this.channelOf(target as TargetRef<M>).call<R>(message, options)
  }

  #failed(failure: Failure): void {
    if (this.#ownError?.takes(failure)) return
    const { recipient, message, result, options, posted } = failure
    const { onError } = options
    // Whoever posts has no call that could throw later: a loss must not go without a word.
    if (onError === 'ignore' || (onError === 'raise' && !posted)) return
    const { status, reason, seq, attempts } = result
    const { env, parts } = this.shared
    const { metadata = {} } = options
    const fields = { recipient, status, reason, seq, attempts, message: this.#shown(message), metadata }
    if (onError === 'deadLetter') parts.deadLetters!.keep(env, this.#options.deadLetters, failure, fields)
    else env.logger.warn('supervised send failed', fields)
  }

  #shown(message: unknown): unknown {
    try {
      if (this.#options.redact !== undefined) return this.#options.redact(message)
    } catch {
      // Shown as if it had not been given.
    }
    return this.shared.parts.telemetry?.redact(message) ?? '[redacted]'
  }

  async drain(options: { readonly timeout?: number } = {}): Promise<DrainReport> {
    const { counts, env, parts } = this.shared
    parts.checks?.drain(options)
    const timeout = checkSpan('timeout', options.timeout ?? 5000, { infinity: true })
    const before = counts.unknown
    let timer = 0
    const late = new Promise(resolve => {
      timer = env.wheel.add(timeout, resolve)
    })
    await Promise.race([this.#drained(), late])
    env.wheel.cancel(timer)
    const inFlight = this.#inFlight()
    return { drained: inFlight === 0, inFlight, unknown: counts.unknown - before }
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
    const { counts, parts } = this.shared
    const circuits = parts.breaker?.circuits(this.#channels()) ?? {}
    return { ...counts, inFlight: this.#inFlight(), circuits }
  }

  /** Those that have not been collected. */
  #channels(): AnyChannel[] {
    return [...this.#known].flatMap(ref => ref.deref() ?? [])
  }

  /** Waits for what is in flight, each bounded by its timeout; later sends are `undelivered: closed`. */
  [Symbol.asyncDispose](): Promise<void> {
    this.#disposed ??= this.#dispose()
    return this.#disposed
  }

  async #dispose(): Promise<void> {
    this.shared.closed = true
    await this.#drained()
    for (const channel of this.#channels()) channel.close()
    for (const part of this.#attached) part?.[Symbol.dispose]()
  }
}
