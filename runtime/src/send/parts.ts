/**
 * What a SupervisedSend can do beyond acknowledged sends. Each part is a value that is given when it is made: a bundler
 * leaves out what nobody names, and whatever needs a part that was not given fails at once and says which.
 */
import type { Millis } from '../core/clock.js'
import { MissingPartError, type NoTargetError, type UnsupportedStageError } from '../core/errors.js'
import type { BreakerOptions, BroadcastOptions, PostBroadcastOptions, SendOptions } from '../core/options.js'
import type { BroadcastResult, NotDelivered, SendResult, SendStats, Seq } from '../core/results.js'
import type { Telemetry } from '../core/telemetry.js'
import type { AckFrame, Frame, RuntimeEnv, TargetRef } from '../core/transport.js'
import type { DeadLetterQueue } from '../dead-letters/contracts.js'
import type { NameRegistry } from '../names/registry.js'
import type { TimeoutConfig } from '../timeouts/contracts.js'
import type { BreakerRules } from './breaker.js'
import type { BroadcastRecipient } from './broadcast.js'
import type { Channel } from './channel.js'
import type { ChannelParts } from './channel-parts.js'
import type { SupervisedChannel, SupervisedSendOptions } from './contracts.js'
import type { OwnError } from './own-error.js'
import type { Done, Extra } from './ring.js'
import type { ResolvedOptions } from './send-options.js'
import type { Defaults, Failure } from './shared.js'
import type { SenderInside } from './supervised-send.js'
import type { Teller } from './tell.js'

/** Other attempts of one channel's messages. */
export interface Retrying {
  /** How long to wait before another attempt, or the final result. */
  next(seq: Seq, extra: Extra, given: SendResult, isFinal: boolean): Millis | SendResult
  /** A message waits for its next attempt, and those behind it with it. */
  readonly paused: boolean
  pause(delay: Millis): void
  /** The wait is over for a message that was given up meanwhile. */
  unpause(): void
  /** Paused, or what was written last may be run again. */
  readonly holds: boolean
  wrote(seq: Seq): void
  /** May a message with these options be written a second time after it may have been received? Then it needs a key. */
  newKey(options: ResolvedOptions): string | undefined
  /** A message that was written is written again after `delay`. */
  again(seq: Seq, flags: number, result: NotDelivered, delay: Millis): void
  /** Behind one that waits for its next attempt: nobody is there now, and the newcomer has no attempt to wait for. */
  refuseHasty(): void
  /** A link is gone. */
  lost(): void
}

/** Of one channel on transports that lose things. */
export interface Lossy {
  /** Answers the frame as it is to be written. */
  wrote(frame: Frame): Frame
  /** @param progress it settled something */
  acknowledged(ack: AckFrame, progress: boolean): void
  stop(): void
}

/** Of one channel: numbers that were given up, and may be acknowledged all the same. */
export interface LateAcks {
  add(seq: Seq): void
  clear(): void
  acknowledged(ack: AckFrame): void
}

/** Of one channel with a full window. */
export interface Backpressure {
  /** Sends that wait for room. */
  readonly waiting: number
  full(body: unknown, done: Done | undefined, flags: number, options: ResolvedOptions): Seq
  tellPressure(): void
  /** False while this is at work already. */
  progressed(): boolean
  ready(signal: AbortSignal | undefined): Promise<void>
  close(): void
  /** All is over: who waits for room is told. */
  closed(): void
}

export interface Parts {
  readonly retries: (channel: ChannelParts) => Retrying
  readonly breaker: {
    rules(options: BreakerOptions | undefined): BreakerRules
    /** The state of each recipient's circuit, by its name. */
    circuits(channels: Iterable<Channel<never>>): SendStats['circuits']
  }
  readonly backpressure: {
    room(channel: Channel<never>): Backpressure
    writableTo<M>(channel: SupervisedChannel<M>): WritableStream<M>
  }
  readonly throws: {
    posts(): OwnError
    send<M>(channel: Channel<M>, message: M, options: SendOptions | undefined): Promise<SendResult>
  }
  /** Calls `fn` once when the signal aborts, unless disposed of before. */
  readonly signals: (signal: AbortSignal, fn: () => void) => Disposable
  readonly calls: {
    call<M>(channel: Channel<M>, message: M, options: SendOptions | undefined): Promise<unknown>
    /** What calls have that name no options, where sends have these. */
    defaults(sends: ResolvedOptions): ResolvedOptions
    /** Of a recipient that cannot answer. */
    noReply(recipient: string): UnsupportedStageError
  }
  readonly broadcast: {
    send<M>(
      sender: SenderInside,
      recipients: readonly BroadcastRecipient<M>[],
      message: M,
      options: BroadcastOptions | undefined,
    ): Promise<BroadcastResult>
    post<M>(
      sender: SenderInside,
      recipients: readonly BroadcastRecipient<M>[],
      message: M,
      options: PostBroadcastOptions | undefined,
    ): readonly Seq[]
  }
  readonly names: {
    registry(): NameRegistry
    /** Why nothing can be sent to a name. */
    nobody(name: string): NoTargetError
    channels(): { get(name: string): Channel<never> | undefined; set(name: string, channel: Channel<never>): void }
  }
  readonly deadLetters: {
    attach(sender: SenderInside, queue: DeadLetterQueue): Disposable
    keep(env: RuntimeEnv, queue: DeadLetterQueue | undefined, failure: Failure, fields: Record<string, unknown>): void
  }
  readonly timeouts: {
    defaults(sends: ResolvedOptions, timeouts: TimeoutConfig): Defaults
    calls(timeouts: TimeoutConfig, names: NameRegistry | undefined): (target: TargetRef, message: unknown) => Millis
  }
  readonly telemetry: {
    create(): Telemetry
    /** A message as the log shows it. */
    redact(message: unknown): string
    teller(env: RuntimeEnv): Teller
    count(sender: SenderInside): Disposable
    late(channel: ChannelParts): LateAcks
  }
  readonly lossy: (channel: ChannelParts) => Lossy
  readonly clonePaths: (message: unknown, transfer: readonly unknown[], error: unknown) => unknown
  readonly checks: {
    create(options: SupervisedSendOptions): void
    send(options: ResolvedOptions): void
    self(self: unknown): void
    drain(options: object): void
    listener(fn: unknown): void
  }
}

export type PartName = keyof Parts
/** One or more parts. */
export type Part = Partial<Parts>

/** Throws MissingPartError. */
export function need<N extends PartName>(parts: Part, name: N, what: string): Parts[N] {
  const part = parts[name]
  if (part === undefined) throw new MissingPartError(name, what)
  return part as Parts[N]
}
