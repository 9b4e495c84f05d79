/** The way from a channel to its recipient: resolved, opened, and opened again when it was lost. */
import { NoTargetError } from '../core/errors.js'
import type { AckFrame, DownReason, Frame, HandOver, RuntimeEnv, TargetRef, Transport } from '../core/transport.js'
import type { NameRegistry } from '../names/registry.js'
import { type AnyAdapter, adapterFor } from '../transports/adapters.js'

export interface Link {
  readonly target: object
  readonly transport: Transport
  readonly epoch: number
  down: DownReason | undefined
}

export interface Unavailable {
  /** `transport_error`: the adapter threw. */
  readonly reason: 'noproc' | 'down' | 'transport_error'
  readonly cause?: unknown
  readonly down?: DownReason
}

export interface LinkEvents {
  acknowledged(ack: AckFrame): void
  lost(link: Link, reason: DownReason): void
  peerChanged(): void
}

let epochs = 0

export class LinkKeeper {
  readonly #ref: TargetRef
  readonly #env: RuntimeEnv
  readonly #names: NameRegistry
  readonly #adapters: readonly AnyAdapter[]
  readonly #events: LinkEvents
  #subscriptions: Disposable[] = []
  current: Link | undefined

  constructor(
    ref: TargetRef,
    env: RuntimeEnv,
    names: NameRegistry,
    adapters: readonly AnyAdapter[],
    events: LinkEvents,
  ) {
    this.#ref = ref
    this.#env = env
    this.#names = names
    this.#adapters = adapters
    this.#events = events
    if (typeof ref !== 'string') adapterFor(ref, adapters)
  }

  /** What the reference stands for now. */
  target(): object | undefined {
    return typeof this.#ref === 'string' ? this.#names.whereis(this.#ref) : this.#ref
  }

  describe(): string {
    if (typeof this.#ref === 'string') return this.#ref
    return adapterFor(this.#ref, this.#adapters).describe?.(this.#ref) ?? this.#ref.constructor?.name ?? 'object'
  }

  /** Known to be down now; false also where nothing is known. */
  isDown(): boolean {
    const target = this.target()
    return target === undefined || adapterFor(target, this.#adapters).liveness(target) === 'down'
  }

  /** A link to the recipient as it is now. `busy` keeps the present one although the name has moved on. */
  acquire(busy: boolean): Link | Unavailable {
    const target = this.target()
    const current = this.current
    if (current !== undefined && (current.target === target || busy)) return current
    if (current !== undefined) this.release()
    if (target === undefined) return { reason: 'noproc', cause: new NoTargetError(this.describe()) }
    let transport: Transport
    try {
      const adapter = adapterFor(target, this.#adapters)
      if (adapter.liveness(target) === 'down') return { reason: 'down' }
      transport = adapter.open(target, this.#env)
    } catch (error) {
      return { reason: 'transport_error', cause: error }
    }
    const link: Link = { target, transport, epoch: ++epochs, down: undefined }
    this.current = link
    this.#subscriptions = [transport.onAck(ack => this.#events.acknowledged(ack))]
    if (transport.peer !== undefined) {
      this.#subscriptions.push(transport.peer.onChange(() => this.#events.peerChanged()))
    }
    this.#subscriptions.push(
      transport.onDown(reason => {
        link.down = reason
        if (this.current !== link) return
        this.current = undefined
        this.#events.lost(link, reason)
        this.#dispose(link)
      }),
    )
    return link.down === undefined ? link : { reason: 'down', down: link.down }
  }

  release(): void {
    const link = this.current
    this.current = undefined
    if (link !== undefined) this.#dispose(link)
  }

  #dispose(link: Link): void {
    for (const subscription of this.#subscriptions.splice(0)) subscription[Symbol.dispose]()
    Promise.resolve(link.transport[Symbol.asyncDispose]()).catch((error: unknown) => {
      this.#env.logger.warn('a transport could not be closed', { recipient: this.describe(), error })
    })
  }
}

export function isLink(found: Link | Unavailable): found is Link {
  return 'transport' in found
}

/** Transports do not throw; one of somebody else's that does has sent nothing of the frame. */
export function writeTo(transport: Transport, frame: Frame): HandOver {
  try {
    return transport.write(frame)
  } catch (error) {
    return { ok: false, reason: 'transport_error', error }
  }
}
