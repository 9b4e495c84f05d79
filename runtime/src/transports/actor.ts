/** In-process actors: any object that carries the protocol's symbol, and a small one made from a handler. */

import { checkType } from '../core/options-check.js'
import type { Seq } from '../core/results.js'
import type {
  AckFrame,
  DownReason,
  Frame,
  HandOver,
  Liveness,
  Progress,
  RuntimeEnv,
  TargetAdapter,
  Transport,
  TransportCapabilities,
} from '../core/transport.js'
import type { Handler, ReceiveContext } from '../peer/contracts.js'
import { Dedupe } from '../peer/dedupe.js'
import { Session } from '../peer/session.js'
import { nextTransportId, OneShot } from './link-state.js'

/** The key of an actor's mailbox: `Symbol.for`, so that copies of this package agree. */
export const mailbox: unique symbol = Symbol.for('@otp-audit/runtime/mailbox') as never

export interface Mailbox<M = unknown> {
  /** Takes the message now; a returned promise tells when it has been processed. Throwing is a failure of the handler. */
  deliver(message: M, context: ReceiveContext): unknown
  readonly alive: boolean
  /** Calls `fn` once at the end; never for one that has ended already (`alive` is looked at first). */
  onDown(fn: (reason: DownReason) => void): Disposable
}

export interface ActorRef<M = unknown, R = unknown> {
  readonly __message?: M
  readonly __reply?: R
  readonly [mailbox]: Mailbox<M>
}

export interface SpawnedActor<M, R = unknown> extends ActorRef<M, R>, Disposable {
  readonly name: string
  /** Ends it: what is queued for it becomes `undelivered`, monitors get a Down. */
  stop(reason?: DownReason): void
  /** For `sendToSelf`: put at the end of the mailbox, handled in a later microtask. */
  post(message: M): void
}

/**
 * An actor in this thread: `handler` gets one message after the other. An error thrown by the handler fails that
 * message and leaves the actor alive, as a `gen_server` behind a supervisor would be after its restart.
 */
export function spawnActor<M, R = unknown>(
  handler: Handler<M>,
  options: { readonly name?: string } = {},
): SpawnedActor<M, R> {
  checkType('handler', handler, 'function')
  const down = new OneShot<DownReason>()
  const deliver = oneAfterTheOther(handler)
  const self: SpawnedActor<M, R> = {
    name: options.name ?? `actor ${++actors}`,
    [mailbox]: {
      deliver,
      get alive() {
        return !down.fired
      },
      onDown: fn => down.listen(fn),
    },
    stop: reason => down.fire(reason ?? { kind: 'exit', code: 0 }),
    post: message => {
      queueMicrotask(() => {
        if (!down.fired) void deliver(message, selfContext)
      })
    },
    [Symbol.dispose]: () => down.fire({ kind: 'exit', code: 0 }),
  }
  return self
}

/** Within one sender's channel messages wait for each other anyway; these come from several, one in another's handler. */
function oneAfterTheOther<M>(handler: Handler<M>): Handler<M> {
  let running = false
  const queue: (() => void)[] = []
  const run = (message: M, context: ReceiveContext): unknown => {
    running = true
    try {
      return handler(message, context)
    } finally {
      running = false
      if (queue.length > 0) queue.shift()!()
    }
  }
  return (message, context) => {
    if (!running) return run(message, context)
    return new Promise((resolve, reject) => {
      queue.push(() => {
        try {
          resolve(run(message, context))
        } catch (error) {
          reject(error)
        }
      })
    })
  }
}

let actors = 0

const selfContext: ReceiveContext = {
  seq: -1,
  attempt: 1,
  headers: {},
  get signal() {
    return new AbortController().signal
  },
  extend: () => {},
}

const capabilities: TransportCapabilities = {
  ackStages: ['handed_over', 'received', 'processed'],
  ordered: true,
  batching: false,
  transferables: false,
  downDetection: 'event',
  crashFence: true,
  clones: 'reference',
}

export function isActor(target: unknown): target is ActorRef {
  return ((typeof target === 'object' && target !== null) || typeof target === 'function') && mailbox in target
}

export const actorAdapter: TargetAdapter<ActorRef> = {
  name: 'actor',
  accepts: isActor,
  liveness: (actor): Liveness => (actor[mailbox].alive ? 'alive' : 'down'),
  watch(actor, _env, fn) {
    if (actor[mailbox].alive) return actor[mailbox].onDown(fn)
    fn({ kind: 'never_existed' })
    return { [Symbol.dispose]: () => {} }
  },
  open: (actor, env) => new ActorTransport(actor, env),
  describe: actor => (actor as { name?: unknown }).name?.toString() ?? 'actor',
}

const noCounts = { received: 0, processed: 0, failed: 0, duplicates: 0 }

class ActorTransport implements Transport {
  readonly id: string = nextTransportId('actor')
  readonly capabilities: TransportCapabilities = capabilities
  readonly #env: RuntimeEnv
  readonly #down = new OneShot<DownReason>()
  readonly #watching: Disposable
  readonly #handler: Handler<unknown>
  readonly #dedupe = new Dedupe(1024)
  #end: DownReason | undefined
  #writing = false
  #session: Session | undefined
  #epoch = -1
  #onAck: ((ack: AckFrame) => void) | undefined
  #processed: Seq | undefined
  #started: Seq = 0
  #finished: Seq = 0

  constructor(actor: ActorRef, env: RuntimeEnv) {
    this.#env = env
    const box = actor[mailbox]
    this.#handler = (message, context) => {
      this.#started = context.seq + 1
      const result = box.deliver(message, context)
      this.#finished = context.seq + 1
      return result
    }
    this.#watching = actorAdapter.watch(actor, env, reason => {
      this.#end = reason
      // An actor that stops itself in a handler has processed that message: its acknowledgement comes first.
      this.#session?.stop()
      if (!this.#writing) this.#finish(reason)
    })!
  }

  write(frame: Frame): HandOver {
    if (this.#end !== undefined) return { ok: false, reason: 'closed' }
    if (frame.epoch !== this.#epoch) this.#open(frame)
    this.#writing = true
    this.#session!.frame(frame)
    this.#writing = false
    if (this.#end !== undefined) this.#finish(this.#end)
    return { ok: true, pressure: 'ok' }
  }

  handle(epoch: number, seq: Seq, body: unknown): boolean | undefined {
    if (this.#end !== undefined || epoch !== this.#epoch) return undefined
    this.#writing = true
    const isOver = this.#session!.handle(seq, body)
    this.#writing = false
    if (isOver === true) this.#processed = seq + 1
    if (this.#end === undefined) return isOver
    this.#finish(this.#end)
    return false
  }

  #finish(reason: DownReason): void {
    this.#session?.acknowledge()
    this.#session?.close()
    this.#down.fire(reason)
  }

  #open(frame: Frame): void {
    this.#session?.close()
    this.#epoch = frame.epoch
    this.#started = this.#finished = frame.first
    this.#processed = undefined
    this.#session = new Session(
      {
        clock: this.#env.clock,
        handler: this.#handler,
        credit: Number.POSITIVE_INFINITY,
        ackEvery: 1,
        dedupe: this.#dedupe,
        counts: { ...noCounts },
      },
      { epoch: frame.epoch, first: frame.first, post: ack => this.#acknowledged(ack) },
    )
  }

  #acknowledged(ack: AckFrame): void {
    this.#processed = ack.processed
    this.#onAck?.(ack)
  }

  onAck(fn: (ack: AckFrame) => void): Disposable {
    this.#onAck = fn
    return {
      [Symbol.dispose]: () => {
        if (this.#onAck === fn) this.#onAck = undefined
      },
    }
  }

  onDown(fn: (reason: DownReason) => void): Disposable {
    return this.#down.listen(fn)
  }

  progress(): Progress {
    const processed = this.#processed
    return processed === undefined
      ? { started: this.#started, finished: this.#finished }
      : { started: this.#started, finished: this.#finished, processed }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#watching[Symbol.dispose]()
    this.#session?.close()
    this.#onAck = undefined
  }
}
