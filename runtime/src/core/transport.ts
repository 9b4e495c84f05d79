/** The port between channels and the world: what an adapter must do, and what it must own up to. */
import type { Clock, Millis } from './clock.js'
import type { Logger } from './logger.js'
import type { Random } from './random.js'
import type { DeliveryStage, Seq } from './results.js'
import type { SerializedError } from './serialize.js'
import type { Telemetry } from './telemetry.js'
import type { TimerWheel } from './wheel.js'

/** Why a target is at its end. `never_existed` is Erlang's `noproc`. */
export type DownReason =
  | { readonly kind: 'exit'; readonly code: number | null; readonly signal?: string }
  | { readonly kind: 'closed' }
  /** `code`: with which its thread ended then. */
  | { readonly kind: 'crashed'; readonly error: unknown; readonly code?: number }
  | { readonly kind: 'never_existed' }
  | { readonly kind: 'unreachable'; readonly error?: unknown }

export type HandOver =
  | { readonly ok: true; readonly pressure: 'ok' | 'high' }
  | { readonly ok: false; readonly reason: 'closed' }
  /** `index` is the first body that cannot be cloned; nothing of the frame was sent. */
  | { readonly ok: false; readonly reason: 'not_serializable'; readonly index: number; readonly error: unknown }
  | { readonly ok: false; readonly reason: 'transport_error'; readonly error: unknown }

export interface TransportCapabilities {
  /** What this adapter can honestly prove now. Grows to `received` and `processed` once a peer is found. */
  readonly ackStages: readonly DeliveryStage[]
  readonly ordered: boolean
  readonly batching: boolean
  readonly transferables: boolean
  readonly downDetection: 'event' | 'lock' | 'heartbeat' | 'none'
  /** A progress cell in shared memory gives the exact cut after a crash. */
  readonly crashFence: boolean
  readonly clones: 'reference' | 'structured' | 'json'
  /** False where handlers have no way to answer: `call` is refused at once. Default: replies come where `processed` is proven. */
  readonly replies?: false
  /** Frames and acknowledgements may get lost while both ends live: the channel sends again what is not acknowledged. */
  readonly lossy?: boolean
  /**
   * 'at_once' (default): what `write` took is handed over. 'confirmed': `write` only queues it, as pipes and sockets do;
   * it is handed over once `AckFrame.written` has passed it, and until then it counts as in flight. That bounds what a
   * peer that does not read can pile up, and makes `drain` mean that the bytes have left the process.
   */
  readonly handOver?: 'at_once' | 'confirmed'
}

/** One write: consecutive messages from `first` on. The body of a hole is undefined. */
export interface Frame {
  readonly epoch: number
  readonly first: Seq
  readonly bodies: readonly unknown[]
  readonly transfer?: readonly unknown[]
  /** Numbers (relative to `first`) of bodies to be skipped: aborted, expired, or not to be cloned. */
  readonly holes?: readonly number[]
  /** Relative numbers of bodies whose sender waits for the handler's value: `call`. */
  readonly asks?: readonly number[]
  /** 1 on the first write of these numbers. */
  readonly attempt?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Numbers whose sender no longer waits: their `ctx.signal` is aborted. */
  readonly cancels?: readonly Seq[]
  /** The transport loses things: outcomes have to be told again when a number comes again. */
  readonly lossy?: boolean
  /** With `lossy`: the sender has settled everything below, so its outcomes need not be told again. */
  readonly base?: Seq
  /** Runs a number again whose handler failed; its outcome is told as that of an ask. */
  readonly again?: boolean
}

/** Cumulative: every number below `received` has been taken out, below `processed` has been handled. */
export interface AckFrame {
  readonly epoch: number
  readonly received: Seq
  readonly processed: Seq
  /** Messages that the peer is willing to hold beyond `received`. */
  readonly credit: number
  /** Ranges, from and to (exclusive), handled ahead of `processed`: an earlier handler is still waiting. */
  readonly done?: readonly (readonly [Seq, Seq])[]
  readonly failures?: readonly (readonly [Seq, SerializedError])[]
  /** Never started by the handler, and never will be: the actor has no transition for it (`undelivered: not_handled`). */
  readonly refused?: readonly (readonly [Seq, SerializedError])[]
  /** With `handOver: 'confirmed'`: every number below has left for the peer. */
  readonly written?: Seq
  /** Answers to asks. */
  readonly replies?: readonly (readonly [Seq, unknown])[]
  /** Numbers, from and to (exclusive), that the peer misses. */
  readonly gaps?: readonly (readonly [Seq, Seq])[]
  /** Handlers asked for more time: number and milliseconds (`ctx.extend`). */
  readonly extend?: readonly (readonly [Seq, Millis])[]
}

/** How far the peer's handlers have come, read from shared memory: numbers below are started, finished. */
export interface Progress {
  readonly started: Seq
  readonly finished: Seq
  /** Promises included; absent where only synchronous handlers are followed. */
  readonly processed?: Seq
}

export interface Transport extends AsyncDisposable {
  readonly id: string
  readonly capabilities: TransportCapabilities
  /** Called within the sender's call unless `batching`. To throw is a `transport_error`: nothing of the frame was sent. */
  write(frame: Frame): HandOver
  /**
   * As `write` for one message without options while nothing is in flight, where handlers run within the call and a frame
   * and an acknowledgement would be made only to be read at once. True: it has been processed, and no acknowledgement
   * tells so. False: it was taken, and one follows, as after `write`. Undefined: it was not; it has to be written.
   * Never throws.
   */
  handle?(epoch: number, seq: Seq, body: unknown): boolean | undefined
  onAck(fn: (ack: AckFrame) => void): Disposable
  /** Calls `fn` once; at once when already down. Every acknowledgement the peer sent has been given before. */
  onDown(fn: (reason: DownReason) => void): Disposable
  progress?(): Progress
  /**
   * Gives up every message below `bound` that has not been started, and answers how far the peer had started: what is
   * at or above the answer never runs. Absent without shared memory.
   */
  revoke?(bound: Seq): Seq
  /** Absent where the capabilities never change. */
  readonly peer?: PeerFinder
}

/**
 * Whether somebody who speaks the protocol (`servePeer`) is at the other end. While `unknown`, a message that wants proof
 * has the channel ask with `seek`, or where that is impossible is written and carries the question. `absent` transports
 * write raw messages and prove what a write proves; a peer that turns up later makes them `served`.
 */
export interface PeerFinder {
  readonly state: 'unknown' | 'served' | 'absent'
  /**
   * What may be written while the state is unknown. 'raw': whatever needs no peer, without proof; the rest waits. 'carry'
   * (default): the same, but the first message carries the question, and has the answer's proof. 'hold': nothing.
   */
  readonly whileUnknown?: 'carry' | 'hold' | 'raw'
  /** This message can go to a peer only; absent where every message can go raw. */
  needs?(body: unknown): boolean
  /** Asks without a message going out; false where the platform has no way to. */
  seek(): boolean
  onChange(fn: () => void): Disposable
}

/** Whatever an adapter accepts: a Worker, a port, a child, an actor, a registered name. */
export type TargetRef<M = unknown, R = unknown> = (object & { readonly __message?: M; readonly __reply?: R }) | string

export type Liveness = 'alive' | 'down' | 'unknown'

export interface RuntimeEnv {
  readonly clock: Clock
  readonly random: Random
  readonly telemetry: Telemetry
  readonly logger: Logger
  readonly wheel: TimerWheel
  /** Where it is known how: the error of a clone, with the path of its cause. */
  readonly explainClone?: ((message: unknown, transfer: readonly unknown[], error: unknown) => unknown) | undefined
}

/** One kind of recipient. Stateless: state lives in the transports it opens. */
export interface TargetAdapter<T extends object = object> {
  readonly name: string
  accepts(target: unknown): target is T
  /** What can be known of the target's life now, without sending anything. */
  liveness(target: T): Liveness
  /**
   * Calls `fn` once when the target ends, at once (synchronously) when it already has. Sends nothing.
   * `undefined` where the platform cannot tell: monitors answer `unsupported_target`.
   */
  watch(target: T, env: RuntimeEnv, fn: (reason: DownReason) => void): Disposable | undefined
  open(target: T, env: RuntimeEnv): Transport
  /** For logs and addresses: 'worker 3', 'child 4711'. */
  describe?(target: T): string
}
