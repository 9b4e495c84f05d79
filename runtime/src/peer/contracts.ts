/** The receiving half of a channel: what a handler gets, and how a way in is joined to it. */
import type { Millis } from '../core/clock.js'
import type { DeliveryStage, Seq } from '../core/results.js'
import type { AckFrame, Frame, RuntimeEnv } from '../core/transport.js'

/** What a handler may know and do besides its message. */
export interface ReceiveContext {
  /** -1 for a message from a sender that does not use the runtime. */
  readonly seq: Seq
  /** 1, or more when the sender says that it sends this message again. */
  readonly attempt: number
  readonly headers: Readonly<Record<string, string>>
  /** Aborted when the sender stops waiting (timeout, abort) or the link closes. Made when first read. */
  readonly signal: AbortSignal
  /** Asks the sender to wait this many milliseconds from now, whatever its timeout was. */
  extend(ms: Millis): void
}

export type Handler<M> = (message: M, context: ReceiveContext) => unknown

export interface PeerOptions<M> {
  readonly handler: Handler<M>
  /** The furthest stage that is told to senders; default 'processed'. */
  readonly ackAt?: 'received' | 'processed'
  /** One acknowledgement per tick (default), or also after so many messages. */
  readonly ackEvery?: 'tick' | number
  /** Messages taken in whose handlers have not settled, before senders are told to wait; default 65 536. */
  readonly credit?: number
  /** Idempotency keys remembered over all senders; default 1024. 0 remembers none. */
  readonly dedupeWindow?: number
  /** A message of a sender without the protocol made the handler throw. Default: rethrown as uncaught. */
  readonly onRawError?: (error: unknown, message: M) => void
  readonly env?: Partial<RuntimeEnv>
}

export interface PeerStats {
  readonly received: number
  readonly processed: number
  readonly failed: number
  readonly duplicates: number
  /** From senders without the protocol. */
  readonly raw: number
  readonly pending: number
  readonly senders: number
}

export interface PeerServer extends AsyncDisposable, Disposable {
  getStats(): PeerStats
  /** Waits for running handlers and sends every acknowledgement: call it before `process.exit`. */
  flush(): Promise<void>
  /** `flush`, then stops serving. */
  close(): Promise<void>
}

/** One sender's link to this peer. */
export interface PeerLink {
  readonly epoch: number
  /** The number of the first message on this link. */
  readonly first: Seq
  /** The crash fence: see `fence.ts`. */
  readonly fence?: Int32Array
  /** May throw when a reply cannot be cloned. */
  post(ack: AckFrame): void
}

export interface PeerSession {
  frame(frame: Frame): void
  /** Acknowledges everything handled so far, now. */
  acknowledge(): void
  /** The sender is gone. */
  close(): void
}

export interface PeerSink {
  /** What senders may be told that this peer proves. */
  readonly stages: readonly DeliveryStage[]
  raw(message: unknown): void
  open(link: PeerLink): PeerSession
}

/** One kind of endpoint that can be served: a port, a worker, a process, an actor's own mailbox. */
export interface PeerEndpointAdapter<T extends object = object> {
  readonly name: string
  accepts(endpoint: unknown): endpoint is T
  listen(endpoint: T, sink: PeerSink, env: RuntimeEnv): PeerListening
}

export interface PeerListening extends Disposable {
  /** Resolves when everything posted so far has left this process. Absent where posting is leaving. */
  flush?(): Promise<void>
}
