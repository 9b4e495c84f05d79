/** The way from a channel to its recipient: resolved, opened, and opened again when it was lost. */
import { MissingPartError } from '../core/errors.js'
import type { AckFrame, DownReason, Frame, HandOver, TargetRef, Transport } from '../core/transport.js'
import { type AnyAdapter, adapterFor } from '../transports/adapters.js'
import type { ChannelShared } from './shared.js'

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
  readonly #shared: ChannelShared
  readonly #events: LinkEvents
  #subscriptions: Disposable[] = []
  current: Link | undefined

  constructor(ref: TargetRef, shared: ChannelShared, events: LinkEvents) {
    this.#ref = ref
    this.#shared = shared
    this.#events = events
  }

  #adapter(target: object): AnyAdapter {
    return adapterFor(target, this.#shared.adapters)
  }

  /** What the reference stands for now. */
  target(): object | undefined {
    return typeof this.#ref === 'string' ? this.#shared.names!.whereis(this.#ref) : this.#ref
  }

  /** Throws UnknownRecipientError. */
  describe(): string {
    const ref = this.#ref
    if (typeof ref === 'string') return ref
    return this.#adapter(ref).describe?.(ref) ?? ref.constructor?.name ?? 'object'
  }

  /** Known to be down now; false also where nothing is known. */
  isDown(): boolean {
    const target = this.target()
    return target === undefined || this.#adapter(target).liveness(target) === 'down'
  }

  /** A link to the recipient as it is now. `busy` keeps the present one although the name has moved on. */
  acquire(busy: boolean): Link | Unavailable {
    const target = this.target()
    const { current } = this
    if (current !== undefined && (current.target === target || busy)) return current
    this.release()
    if (target === undefined) return { reason: 'noproc', cause: this.#shared.parts.names!.nobody(this.describe()) }
    let link: Link
    try {
      const adapter = this.#adapter(target)
      if (adapter.liveness(target) === 'down') return { reason: 'down' }
      link = { target, transport: adapter.open(target, this.#shared.env), epoch: ++epochs, down: undefined }
      if (link.transport.capabilities.lossy && this.#shared.parts.lossy === undefined) {
        this.#dispose(link)
        throw new MissingPartError('lossy', 'a lossy transport')
      }
    } catch (error) {
      return { reason: 'transport_error', cause: error }
    }
    const { transport } = link
    const { peer } = transport
    this.current = link
    this.#subscriptions = [transport.onAck(ack => this.#events.acknowledged(ack))]
    if (peer !== undefined) this.#subscriptions.push(peer.onChange(() => this.#events.peerChanged()))
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
    const { current } = this
    this.current = undefined
    if (current !== undefined) this.#dispose(current)
  }

  #dispose(link: Link): void {
    for (const subscription of this.#subscriptions.splice(0)) subscription[Symbol.dispose]()
    Promise.resolve(link.transport[Symbol.asyncDispose]()).catch((error: unknown) => {
      this.#shared.env.logger.warn('a transport could not be closed', { recipient: this.describe(), error })
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
