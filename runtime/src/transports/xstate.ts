/**
 * XState 5 actors. Nothing is imported from xstate: an actor is known by what it can do.
 * `send` to an actor that is stopped, done or in error is dropped by XState in silence, an action that throws shows
 * as status `error` and not as an exception, and an event without a transition leaves no trace. All three are told
 * here.
 */
import type { Seq } from '../core/results.js'
import { type SerializedError, serializeError } from '../core/serialize.js'
import type {
  AckFrame,
  DownReason,
  Frame,
  HandOver,
  Liveness,
  Progress,
  TargetAdapter,
  Transport,
  TransportCapabilities,
} from '../core/transport.js'
import { nextTransportId, OneShot } from './link-state.js'

interface Subscription {
  unsubscribe(): void
}

interface ActorSnapshot {
  readonly status: 'active' | 'done' | 'error' | 'stopped'
  readonly error?: unknown
  /** Machines only: other logic (transition functions, callbacks, promises) cannot tell beforehand. */
  can?(event: unknown): boolean
}

interface ActorObserver {
  next?(snapshot: ActorSnapshot): void
  error?(error: unknown): void
  complete?(): void
}

interface InspectionEvent {
  readonly type: string
  readonly actorRef?: unknown
  readonly event?: unknown
}

/** What of XState's `ActorRef` is used. */
export interface XStateActor {
  readonly id: string
  readonly sessionId: string
  readonly system: { inspect(observer: (event: InspectionEvent) => void): Subscription }
  send(event: never): void
  getSnapshot(): ActorSnapshot
  subscribe(observer: ActorObserver): Subscription
}

export interface XStateAdapterOptions {
  /**
   * Asks a machine's snapshot whether it `can` take the event, and reports `undelivered: not_handled` where not. Guards
   * run once more than without. Default true.
   */
  readonly reportUnhandled?: boolean
}

const capabilities: TransportCapabilities = {
  ackStages: ['handed_over', 'received', 'processed'],
  ordered: true,
  batching: false,
  transferables: false,
  downDetection: 'event',
  crashFence: true,
  clones: 'reference',
  replies: false,
}

/**
 * `processed` means the macrostep that the event caused is over; promises the machine invoked are not part of it.
 * Watching an actor gives it an error observer, and with one XState no longer reports the actor's error as uncaught:
 * the error is in the DOWN reason instead.
 */
export function xstateAdapter(options: XStateAdapterOptions = {}): TargetAdapter<XStateActor> {
  const reportUnhandled = options.reportUnhandled ?? true
  return {
    name: 'xstate',
    accepts: isXStateActor,
    liveness: actor => livenessOf(actor),
    watch: (actor, _env, fn) => watchActor(actor, fn),
    open: actor => new XStateTransport(actor, reportUnhandled),
    describe: actor => `xstate actor ${actor.id}`,
  }
}

export function isXStateActor(target: unknown): target is XStateActor {
  if (typeof target !== 'object' || target === null) return false
  const actor = target as Partial<XStateActor>
  return (
    typeof actor.send === 'function' &&
    typeof actor.getSnapshot === 'function' &&
    typeof actor.subscribe === 'function' &&
    typeof actor.sessionId === 'string' &&
    typeof actor.system?.inspect === 'function'
  )
}

/** An actor that was never started says `active` too: events sent to it wait for its start. */
function livenessOf(actor: XStateActor): Liveness {
  return actor.getSnapshot().status === 'active' ? 'alive' : 'down'
}

function endOf(snapshot: ActorSnapshot): DownReason | undefined {
  switch (snapshot.status) {
    case 'active':
      return undefined
    case 'done':
      return { kind: 'exit', code: 0 }
    case 'error':
      return { kind: 'crashed', error: snapshot.error }
    case 'stopped':
      return { kind: 'closed' }
  }
}

/** `subscribe` on a stopped actor never calls back, so its status is read first. */
function watchActor(actor: XStateActor, fn: (reason: DownReason) => void): Disposable {
  const down = new OneShot<DownReason>()
  const disposable = down.listen(fn)
  const already = endOf(actor.getSnapshot())
  if (already !== undefined) {
    down.fire(already)
    return disposable
  }
  const subscription = actor.subscribe({
    error: error => down.fire({ kind: 'crashed', error }),
    complete: () => down.fire(endOf(actor.getSnapshot()) ?? { kind: 'closed' }),
  })
  return {
    [Symbol.dispose]: () => {
      disposable[Symbol.dispose]()
      subscription.unsubscribe()
    },
  }
}

class XStateTransport implements Transport {
  readonly id: string = nextTransportId('xstate')
  readonly capabilities: TransportCapabilities = capabilities
  readonly #actor: XStateActor
  readonly #reportUnhandled: boolean
  readonly #acks = new Set<(ack: AckFrame) => void>()
  readonly #down = new OneShot<DownReason>()
  readonly #subscription: Subscription
  /** Events in the actor's mailbox: it was in the middle of a macrostep, or is not started. */
  readonly #queued: { readonly seq: Seq; readonly event: unknown }[] = []
  #inspection: Subscription | undefined
  #epoch = 0
  #started: Seq = 0
  #finished: Seq = 0
  #transitions = 0
  #writing = 0
  #end: DownReason | undefined
  #failures: (readonly [Seq, SerializedError])[] = []
  #refused: (readonly [Seq, SerializedError])[] = []

  constructor(actor: XStateActor, reportUnhandled: boolean) {
    this.#actor = actor
    this.#reportUnhandled = reportUnhandled
    this.#end = endOf(actor.getSnapshot())
    this.#subscription =
      this.#end === undefined
        ? actor.subscribe({
            next: () => {
              this.#transitions++
            },
            error: error => this.#ended({ kind: 'crashed', error }),
            complete: () => this.#ended(endOf(actor.getSnapshot()) ?? { kind: 'closed' }),
          })
        : { unsubscribe: () => {} }
    if (this.#end !== undefined) this.#down.fire(this.#end)
  }

  write(frame: Frame): HandOver {
    if (this.#end !== undefined || this.#actor.getSnapshot().status !== 'active') return { ok: false, reason: 'closed' }
    const wrong = frame.bodies.findIndex((body, at) => !isEvent(body) && !frame.holes?.includes(at))
    if (wrong !== -1) {
      const error = new TypeError('an XState event is an object with a string `type`')
      return { ok: false, reason: 'not_serializable', index: wrong, error }
    }
    this.#epoch = frame.epoch
    this.#writing++
    for (let at = 0; at < frame.bodies.length && this.#end === undefined; at++) {
      if (frame.holes?.includes(at)) this.#passed(frame.first + at)
      else this.#deliver(frame.first + at, frame.bodies[at])
    }
    this.#writing--
    this.#acknowledge()
    return { ok: true, pressure: 'ok' }
  }

  #deliver(seq: Seq, event: unknown): void {
    const handled = !this.#reportUnhandled || mayHandle(this.#actor.getSnapshot(), event)
    const before = this.#transitions
    if (this.#queued.length === 0) this.#started = seq + 1
    this.#queued.push({ seq, event })
    this.#actor.send(event as never)
    if (this.#end?.kind === 'crashed') {
      // Whatever was in the mailbox went with the actor; only the event it was working on has started.
      this.#failures.push([this.#queued[0]!.seq, serializeError(this.#end.error)])
      this.#passed(this.#queued[0]!.seq)
    } else if (this.#queued.length === 1 && (this.#transitions > before || this.#end !== undefined)) {
      if (!handled) this.#refused.push([seq, unhandled(event)])
      this.#queued.pop()
      this.#passed(seq)
    } else {
      this.#inspectMailbox()
    }
  }

  /** A macrostep that ends while events are queued is told by inspection, by the event's identity. */
  #inspectMailbox(): void {
    this.#inspection ??= this.#actor.system.inspect(inspected => {
      if (inspected.type !== '@xstate.snapshot' || inspected.actorRef !== this.#actor) return
      const head = this.#queued[0]
      if (head === undefined || head.event !== inspected.event) return
      this.#queued.shift()
      this.#passed(head.seq)
      this.#acknowledge()
      if (this.#queued.length > 0) this.#started = this.#queued[0]!.seq + 1
      else this.#stopInspecting()
    })
  }

  #stopInspecting(): void {
    this.#inspection?.unsubscribe()
    this.#inspection = undefined
  }

  #passed(seq: Seq): void {
    this.#started = Math.max(this.#started, seq + 1)
    this.#finished = Math.max(this.#finished, seq + 1)
  }

  /** The actor's own callbacks come in the middle of `send`: acknowledgements go out before the news of its end. */
  #acknowledge(): void {
    if (this.#writing > 0) return
    const failures = this.#failures
    const refused = this.#refused
    this.#failures = []
    this.#refused = []
    const ack: AckFrame = {
      epoch: this.#epoch,
      received: this.#finished,
      processed: this.#finished,
      credit: Number.MAX_SAFE_INTEGER,
      ...(failures.length > 0 && { failures }),
      ...(refused.length > 0 && { refused }),
    }
    for (const fn of this.#acks) fn(ack)
    if (this.#end !== undefined) this.#down.fire(this.#end)
  }

  #ended(reason: DownReason): void {
    if (this.#end !== undefined) return
    this.#end = reason
    this.#stopInspecting()
    if (this.#writing === 0) this.#down.fire(reason)
  }

  onAck(fn: (ack: AckFrame) => void): Disposable {
    this.#acks.add(fn)
    return { [Symbol.dispose]: () => void this.#acks.delete(fn) }
  }

  onDown(fn: (reason: DownReason) => void): Disposable {
    return this.#down.listen(fn)
  }

  progress(): Progress {
    return { started: this.#started, finished: this.#finished }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopInspecting()
    this.#subscription.unsubscribe()
    this.#acks.clear()
  }
}

function isEvent(body: unknown): boolean {
  try {
    return typeof body === 'object' && body !== null && typeof (body as { type?: unknown }).type === 'string'
  } catch {
    return false
  }
}

/** A guard that throws here throws again in the transition, where its error belongs. */
function mayHandle(snapshot: ActorSnapshot, event: unknown): boolean {
  try {
    return snapshot.can === undefined || snapshot.can(event)
  } catch {
    return true
  }
}

function unhandled(event: unknown): SerializedError {
  const type = (event as { type: string }).type
  return {
    name: 'UnhandledEventError',
    code: 'ERR_UNHANDLED_EVENT',
    message: `the actor has no transition for '${type}' in its present state`,
  }
}
