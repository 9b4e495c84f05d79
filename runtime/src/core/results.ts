/** What became of a send: data, never an exception (unless `onError: 'raise'` asks for one). */
import type { SerializedError } from './serialize.js'
import type { DownReason } from './transport.js'

/** The number of a message within its channel: starts at 0, never reused within an epoch. */
export type Seq = number

/**
 * How far a message is known to have come. `accepted`: in our bounded buffer. `handed_over`: the transport took it.
 * `received`: the peer's event loop took it out and recorded it. `processed`: its handler returned, or its promise
 * was fulfilled. `stored`: durable at the peer or broker. After Pekko's and JetStream's levels of confirmation.
 */
export type DeliveryStage = 'accepted' | 'handed_over' | 'received' | 'processed' | 'stored'

export interface ResultBase {
  /** -1 where the message never got a number: refused before it was queued. */
  readonly seq: Seq
  /** Times it was tried, finding nobody there included; 0 if it was refused at the door. */
  readonly attempts: number
}

/** `stage` is what has been proven, not what was hoped. */
export interface Delivered extends ResultBase {
  readonly status: 'delivered'
  readonly stage: DeliveryStage
}
/** The peer ran the handler and it threw or rejected. */
export interface Failed extends ResultBase {
  readonly status: 'failed'
  readonly reason: 'handler_error'
  readonly error: SerializedError
}
/** Proven: the handler never started. Safe to send again. */
export interface Undelivered extends ResultBase {
  readonly status: 'undelivered'
  readonly reason: UndeliveredReason
  readonly cause?: unknown
  /** With `circuit_open`: when (on the runtime's clock) the breaker lets a probe through. */
  readonly retryAt?: number
  readonly down?: DownReason
}
/** May or may not have run: neither can be proven. */
export interface Unknown extends ResultBase {
  readonly status: 'unknown'
  readonly reason: 'timeout' | 'down' | 'aborted' | 'no_peer'
  readonly down?: DownReason
  /** With `no_peer`: the error that says what is missing at the other end. */
  readonly cause?: unknown
  /** The crash fence caught this message running when its peer died. */
  readonly poison?: boolean
}

export type SendResult = Delivered | Failed | Undelivered | Unknown
export type NotDelivered = Exclude<SendResult, Delivered>

export type UndeliveredReason =
  | 'noproc'
  | 'down'
  | 'not_serializable'
  | 'buffer_full'
  | 'circuit_open'
  | 'expired'
  | 'aborted'
  | 'closed'
  | 'unsupported_stage'
  | 'transport_error'
  /** The recipient took the message out and has nothing that handles it. */
  | 'not_handled'

export interface Recipient<T = unknown> {
  readonly id: string | number
  readonly target: T
  readonly meta?: unknown
}
export interface BroadcastEntry {
  readonly id: string | number
  readonly result: SendResult
  readonly meta?: unknown
}
export type BroadcastResult =
  | { readonly status: 'ok'; readonly delivered: readonly BroadcastEntry[]; readonly failed: readonly BroadcastEntry[] }
  | {
      readonly status: 'partial_failure'
      readonly delivered: readonly BroadcastEntry[]
      readonly failed: readonly BroadcastEntry[]
    }
  | { readonly status: 'all_failed'; readonly delivered: readonly []; readonly failed: readonly BroadcastEntry[] }
  /** `all_or_nothing` refused by its first look: nobody was sent to; `blocked` says who stood in the way. */
  | { readonly status: 'not_sent'; readonly delivered: readonly []; readonly blocked: readonly BroadcastEntry[] }

export interface DrainReport {
  /** Nothing was in flight at the end. */
  readonly drained: boolean
  readonly inFlight: number
  /** How many results of the time of draining were `unknown`. */
  readonly unknown: number
}

/** Every message is counted once under its final status; retries apart. */
export interface SendStats {
  readonly sent: number
  readonly delivered: number
  readonly failed: number
  readonly undelivered: number
  readonly unknown: number
  /** Times a message was written again. */
  readonly retried: number
  /** Of the undelivered: refused at the door (window full, circuit open, closed, wrong options). */
  readonly rejected: number
  /** Acknowledgements that came after the result had been given. Of the core alone: counted with the part `telemetry`. */
  readonly lateAcks: number
  readonly inFlight: number
  readonly circuits: Readonly<Record<string, 'closed' | 'open' | 'half_open'>>
}
