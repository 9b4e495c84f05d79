/**
 * nact actors. Nothing is imported from nact; its functions are given in. nact's `dispatch` to a stopped actor is
 * silent, it has no watch, and it does not even stop the children of an actor that stops. So an ordinary actor's life is
 * probed, and what became of a message is known only from actors made with {@link spawnServed}.
 */
import type { Millis } from '../core/clock.js'
import { checkSpan } from '../core/options-check.js'
import type { Seq } from '../core/results.js'
import { type SerializedError, serializeError } from '../core/serialize.js'
import type {
  AckFrame,
  DownReason,
  Frame,
  HandOver,
  Progress,
  RuntimeEnv,
  TargetAdapter,
  Transport,
  TransportCapabilities,
} from '../core/transport.js'
import { nextTransportId, OneShot } from './link-state.js'

/** nact's reference to an actor. */
export interface NactRef {
  readonly type: string
  readonly name: string
  readonly path: { readonly parts: readonly string[] }
  readonly system: { readonly name: string }
}

/** What of nact is used: `import * as nact from 'nact'` fits. */
export interface NactModule {
  dispatch(actor: never, message: unknown): void
  // biome-ignore lint/suspicious/noExplicitAny: nact's spawn is generic over the actor's state, message and parent
  spawn(parent: never, behaviour: (...args: any[]) => any, name?: string, props?: never): unknown
  stop(actor: never): void
}

export interface NactAdapterOptions {
  /** How often an ordinary actor that is being watched is probed, in milliseconds; default 1000. */
  readonly heartbeat?: Millis
}

const unserved: TransportCapabilities = {
  ackStages: ['handed_over'],
  ordered: true,
  batching: false,
  transferables: false,
  downDetection: 'heartbeat',
  crashFence: false,
  clones: 'reference',
  replies: false,
}
const served: TransportCapabilities = {
  ...unserved,
  ackStages: ['handed_over', 'received', 'processed'],
  downDetection: 'event',
  crashFence: true,
}

/** A message on its way to a served actor: the wrapped behaviour learns from it whom to tell. */
class Envelope {
  readonly transport: NactTransport
  readonly seq: Seq
  readonly body: unknown
  constructor(transport: NactTransport, seq: Seq, body: unknown) {
    this.transport = transport
    this.seq = seq
    this.body = body
  }
}

/** The ends of served actors. */
const servedRefs = new WeakMap<object, OneShot<DownReason>>()

/** nact's properties of an actor, passed on as they are. */
export interface NactProps {
  readonly afterStop?: (state: never, context: never) => unknown
  readonly [name: string]: unknown
}

// biome-ignore lint/suspicious/noExplicitAny: nact's own types of states, messages and contexts differ per actor
type NactBehaviour = (state: any, message: any, context: any) => unknown

/**
 * nact's `spawn`, with a behaviour whose work can be proven: sends to the actor may ask for `received` and `processed`.
 * The behaviour gets the same messages as without, also those that others dispatch in nact's own way. An error it
 * throws is reported to the sender and then thrown on, for the actor's `onCrash` to decide.
 */
export function spawnServed<R = NactRef>(
  nact: NactModule,
  parent: object,
  behaviour: NactBehaviour,
  name?: string,
  props: NactProps = {},
): R {
  const down = new OneShot<DownReason>()
  let crash: { readonly error: unknown } | undefined
  const wrapped: NactBehaviour = async (state, message, context) => {
    if (!(message instanceof Envelope)) return behaviour(state, message, context)
    const { transport, seq, body } = message
    transport.started(seq)
    crash = undefined
    try {
      const next = await behaviour(state, body, context)
      transport.finished(seq)
      return next
    } catch (error) {
      crash = { error }
      transport.finished(seq, serializeError(error))
      throw error
    }
  }
  const afterStop = (state: never, context: never): unknown => {
    down.fire(crash === undefined ? { kind: 'closed' } : { kind: 'crashed', error: crash.error })
    return props.afterStop?.(state, context)
  }
  const ref = nact.spawn(parent as never, wrapped, name, { ...props, afterStop } as never) as object
  servedRefs.set(ref, down)
  return ref as R
}

/**
 * `nactAdapter(nact)`, with `import * as nact from 'nact'`. Not for `call`: nact's behaviours return states, not
 * replies; its own `query`, whose timeout is mandatory, is the call.
 * @throws InvalidOptionError for a heartbeat that is not a positive, finite number of milliseconds
 */
export function nactAdapter(nact: NactModule, options: NactAdapterOptions = {}): TargetAdapter<NactRef> {
  const heartbeat = checkSpan('heartbeat', options.heartbeat ?? 1000, { zero: false })
  return {
    name: 'nact',
    accepts: isNactRef,
    liveness: ref => (isAlive(nact, ref) ? 'alive' : 'down'),
    watch: (ref, env, fn) => watchActor(nact, ref, env, heartbeat, fn),
    open: (ref, env) => new NactTransport(nact, ref, fn => watchActor(nact, ref, env, heartbeat, fn)),
    describe: ref => `nact actor ${ref.path.parts.join('/')}`,
  }
}

function isNactRef(target: unknown): target is NactRef {
  if (typeof target !== 'object' || target === null) return false
  const ref = target as Partial<NactRef>
  return ref.type === 'actor' && Array.isArray(ref.path?.parts) && typeof ref.system?.name === 'string'
}

let probes = 0

/** Of nact's functions only `spawn` tells a stopped actor from a live one: it refuses to give it a child. */
function isAlive(nact: NactModule, ref: NactRef): boolean {
  try {
    nact.stop(nact.spawn(ref as never, () => undefined, `otp-audit-probe-${++probes}`) as never)
    return true
  } catch {
    return false
  }
}

function watchActor(
  nact: NactModule,
  ref: NactRef,
  env: RuntimeEnv,
  heartbeat: Millis,
  fn: (reason: DownReason) => void,
): Disposable {
  const known = servedRefs.get(ref)
  if (known !== undefined) return known.listen(fn)
  if (!isAlive(nact, ref)) {
    fn({ kind: 'never_existed' })
    return { [Symbol.dispose]: () => {} }
  }
  const beat = (): void => {
    if (isAlive(nact, ref)) entry = env.wheel.add(heartbeat, beat, undefined, false)
    else fn({ kind: 'closed' })
  }
  let entry = env.wheel.add(heartbeat, beat, undefined, false)
  return { [Symbol.dispose]: () => void env.wheel.cancel(entry) }
}

class NactTransport implements Transport {
  readonly id: string = nextTransportId('nact')
  readonly capabilities: TransportCapabilities
  readonly #nact: NactModule
  readonly #ref: NactRef
  readonly #watch: (fn: (reason: DownReason) => void) => Disposable
  readonly #acks = new Set<(ack: AckFrame) => void>()
  readonly #downs = new Set<Disposable>()
  #epoch = 0
  #started: Seq = 0
  #finished: Seq = 0

  constructor(nact: NactModule, ref: NactRef, watch: (fn: (reason: DownReason) => void) => Disposable) {
    this.#nact = nact
    this.#ref = ref
    this.#watch = watch
    this.capabilities = servedRefs.has(ref) ? served : unserved
  }

  write(frame: Frame): HandOver {
    if (!isAlive(this.#nact, this.#ref)) return { ok: false, reason: 'closed' }
    this.#epoch = frame.epoch
    const envelopes = servedRefs.has(this.#ref)
    for (const [at, body] of frame.bodies.entries()) {
      if (frame.holes?.includes(at)) continue
      const message = envelopes ? new Envelope(this, frame.first + at, body) : body
      this.#nact.dispatch(this.#ref as never, message)
    }
    return { ok: true, pressure: 'ok' }
  }

  started(seq: Seq): void {
    // Holes before it are behind us as well: an actor takes its messages in order.
    this.#started = Math.max(this.#started, seq + 1)
    this.#finished = Math.max(this.#finished, seq)
  }

  finished(seq: Seq, failure?: SerializedError): void {
    this.#finished = Math.max(this.#finished, seq + 1)
    const ack: AckFrame = {
      epoch: this.#epoch,
      received: this.#finished,
      processed: this.#finished,
      credit: Number.MAX_SAFE_INTEGER,
      ...(failure !== undefined && { failures: [[seq, failure] as const] }),
    }
    for (const fn of this.#acks) fn(ack)
  }

  onAck(fn: (ack: AckFrame) => void): Disposable {
    this.#acks.add(fn)
    return { [Symbol.dispose]: () => void this.#acks.delete(fn) }
  }

  onDown(fn: (reason: DownReason) => void): Disposable {
    const watch = this.#watch(fn)
    this.#downs.add(watch)
    return {
      [Symbol.dispose]: () => {
        this.#downs.delete(watch)
        watch[Symbol.dispose]()
      },
    }
  }

  progress(): Progress {
    return { started: this.#started, finished: this.#finished }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const watch of this.#downs) watch[Symbol.dispose]()
    this.#downs.clear()
    this.#acks.clear()
  }
}
