/** What callers see of SupervisedSend and its channels. */
import type { Clock, Millis } from '../core/clock.js'
import type { Logger } from '../core/logger.js'
import type {
  BatchOptions,
  BreakerOptions,
  BroadcastOptions,
  PostBroadcastOptions,
  SendOptions,
} from '../core/options.js'
import type { Random } from '../core/random.js'
import type { BroadcastResult, DrainReport, Recipient, SendResult, SendStats, Seq } from '../core/results.js'
import type { Telemetry } from '../core/telemetry.js'
import type { TargetRef } from '../core/transport.js'
import type { TimerWheel } from '../core/wheel.js'
import type { DeadLetterQueue } from '../dead-letters/contracts.js'
import type { NameRegistry } from '../names/registry.js'
import type { TimeoutConfig } from '../timeouts/contracts.js'
import type { AnyAdapter } from '../transports/adapters.js'

export interface SupervisedSendOptions {
  /** Default: actors, Node workers and ports, child processes, cluster workers, and what else the entry point has. */
  readonly adapters?: readonly AnyAdapter[]
  readonly names?: NameRegistry
  readonly defaults?: SendOptions
  /** Messages in flight to one recipient; default 10 000. */
  readonly window?: number
  readonly batch?: BatchOptions
  /** False turns the circuit breaker off. */
  readonly breaker?: BreakerOptions | false
  /** Where `onError: 'deadLetter'` puts messages. */
  readonly deadLetters?: DeadLetterQueue
  /**
   * Gives the timeouts that are not said. Of sends: that of 'supervised_send', read in each turn. Of calls, at each call:
   * `getTimeoutForCall(name, message)` with the recipient's registered name, or 'supervised_send' without one.
   */
  readonly timeouts?: TimeoutConfig
  /** Shown in logs instead of a message; default its type only. */
  readonly redact?: (message: unknown) => unknown
  readonly clock?: Clock
  readonly random?: Random
  readonly telemetry?: Telemetry
  readonly logger?: Logger
  readonly wheel?: TimerWheel
}

export interface SelfRef<M> {
  post(message: M): void
}

/** One recipient's messages, in order. Obtained from `channel`; the same recipient always gives the same channel. */
export interface SupervisedChannel<M> extends AsyncDisposable {
  readonly inFlight: number
  /** There is room in the window. */
  readonly writable: boolean
  readonly state: 'open' | 'circuit_open' | 'half_open' | 'down' | 'closed'
  /** Tracked, without a Promise: the outcome goes to the counters, `onResult` and `onError`. -1 when refused at the door. */
  post(message: M, options?: SendOptions): Seq
  send(message: M, options?: SendOptions): Promise<SendResult>
  call<R>(message: M, options?: SendOptions): Promise<R>
  /** Resolves when there is room; rejects with AbortedError or ClosedError. */
  ready(signal?: AbortSignal): Promise<void>
  /** Resolves when everything posted so far has a result. */
  flush(): Promise<void>
  onResult(fn: (result: SendResult) => void): Disposable
  toWritable(): WritableStream<M>
}

export interface SupervisedSend extends AsyncDisposable {
  /**
   * Sends and says what became of it. Never rejects for a failed send unless `onError: 'raise'` (SendFailedError);
   * throws InvalidOptionError and UnknownRecipientError for wrong input.
   */
  sendSupervised<M>(target: TargetRef<M>, message: M, options?: SendOptions): Promise<SendResult>
  /**
   * Fire and forget, but tracked and acknowledged: no Promise per message. Throws what the target's own send throws within
   * the call at a message that can't be sent at all, such as a DataCloneError, unless `onError: 'ignore'`: there is no
   * result that could tell. Every other loss goes where `onError` says.
   */
  postSupervised<M>(target: TargetRef<M>, message: M, options?: SendOptions): Seq
  broadcastSupervised<M>(
    recipients: readonly (
      | TargetRef<M>
      | Recipient<TargetRef<M>>
      | readonly [id: string | number, target: TargetRef<M>, meta?: unknown]
    )[],
    message: M,
    options?: BroadcastOptions,
  ): Promise<BroadcastResult>
  /**
   * The broadcast that nobody waits for: everybody is sent to within the call, losses go where `onError` says. Answers the
   * messages' numbers, -1 for who was refused at the door. Throws as `postSupervised`, when all were tried.
   */
  postBroadcast<M>(
    recipients: readonly (
      | TargetRef<M>
      | Recipient<TargetRef<M>>
      | readonly [id: string | number, target: TargetRef<M>, meta?: unknown]
    )[],
    message: M,
    options?: PostBroadcastOptions,
  ): readonly Seq[]
  /** To the sender's own mailbox: handled after the present message, never lost, nothing to supervise. */
  sendToSelf<M>(self: SelfRef<M>, message: M): void
  /** `options` are the defaults of sends over this object; the messages share the recipient's one queue. */
  channel<M>(target: TargetRef<M>, options?: SendOptions): SupervisedChannel<M>
  /**
   * Sends and waits for the handler's value. Rejects with CallTimeoutError, NoTargetError, RemoteHandlerError,
   * CircuitOpenError, BufferFullError, NotSerializableError, AbortedError, UnsupportedStageError or CallUnknownError.
   */
  call<M, R>(target: TargetRef<M, R>, message: M, options?: SendOptions): Promise<R>
  /** Waits until nothing is in flight, at most `timeout` (default 5000). */
  drain(options?: { readonly timeout?: Millis }): Promise<DrainReport>
  getStats(): SendStats
}
