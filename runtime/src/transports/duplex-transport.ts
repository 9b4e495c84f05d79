/** The sending end of a pipe, a socket or a port. */
import type { Millis } from '../core/clock.js'
import { NotSerializableError } from '../core/errors.js'
import type { DeliveryStage, Seq } from '../core/results.js'
import type {
  AckFrame,
  DownReason,
  Frame,
  HandOver,
  RuntimeEnv,
  Transport,
  TransportCapabilities,
} from '../core/transport.js'
import { uncloneable } from './detached.js'
import { type DuplexLink, type LinkWrite, refusalOf } from './duplex-link.js'
import { nextTransportId, OneShot } from './link-state.js'
import { PeerState } from './peer-state.js'
import { type LinkId, newLinkId, type PeerWire } from './peer-wire.js'

type Watch = (fn: (reason: DownReason) => void) => Disposable

/**
 * Raw messages, one write each, until the other end says that it is served; frames from then on. Where the platform
 * calls writes back, a message counts as handed over once it has: its bytes have left then, which proves nothing about
 * whoever should read them.
 */
export class DuplexTransport implements Transport {
  readonly id: string
  readonly #link: DuplexLink
  readonly #env: RuntimeEnv
  readonly #acks = new Set<(ack: AckFrame) => void>()
  readonly #down = new OneShot<DownReason>()
  readonly #watch: Disposable
  readonly peer: PeerState
  readonly #patience: number
  #capabilities: TransportCapabilities
  #framing = false
  /** What the peer proves, known while raw messages are still on their way: frames begin when those have left. */
  #promised: readonly DeliveryStage[] | undefined
  readonly #channel: LinkId
  #epoch: number | undefined
  #opened = false
  /** Behind the last number that has been given to the link. */
  #next: Seq = 0
  #written: Seq = 0
  #received: Seq = 0
  #processed: Seq = 0
  #credit = Number.MAX_SAFE_INTEGER
  #telling = false

  /** @param peerTimeout how long, in milliseconds, a served peer may take to answer before it counts as absent */
  constructor(kind: string, link: DuplexLink, env: RuntimeEnv, peerTimeout: Millis, watch: Watch) {
    this.id = nextTransportId(kind)
    this.#link = link
    this.#env = env
    this.#channel = newLinkId(env.random)
    this.#capabilities = this.#proving(['handed_over'], false)
    this.peer = new PeerState(
      link.whileUnknown,
      () => link.ask(() => this.#giveUp()),
      body => link.needsPeer?.(body) === true,
    )
    link.onOpen?.(() => this.peer.loosen(link.whileUnknown))
    this.#link.onWire(wire => this.#take(wire))
    this.#watch = watch(reason => {
      // What has left is told before the news of the end.
      if (this.#telling) this.#tellWritten()
      this.#down.fire(reason)
    })
    const asked = this.peer.seek()
    if (!asked || peerTimeout === 0) this.peer.set('absent')
    this.#patience = asked ? env.wheel.add(peerTimeout, () => this.#giveUp(), undefined, false) : 0
  }

  /** It may still turn up: a peer that begins to serve says so. */
  #giveUp(): void {
    if (this.peer.state === 'unknown' && this.#promised === undefined) this.peer.set('absent')
  }

  get capabilities(): TransportCapabilities {
    return this.#capabilities
  }

  #prove(ackStages: readonly DeliveryStage[], framing: boolean): void {
    this.#framing = framing
    this.#capabilities = this.#proving(ackStages, framing)
  }

  #proving(ackStages: readonly DeliveryStage[], batching: boolean): TransportCapabilities {
    return { ackStages, ordered: true, batching, transferables: false, crashFence: false, ...this.#link.traits }
  }

  write(frame: Frame): HandOver {
    if (!this.#link.connected) return { ok: false, reason: 'closed' }
    this.#epoch = frame.epoch
    return this.#framing ? this.#writeFrame(frame) : this.#writeRaw(frame)
  }

  #writeFrame(frame: Frame): HandOver {
    const wrong = frame.bodies.findIndex(
      (body, at) => !frame.holes?.includes(at) && refusalOf(this.#link, body) !== undefined,
    )
    if (wrong !== -1) return notSerializable(wrong, refusalOf(this.#link, frame.bodies[wrong]))
    if (!this.#opened) {
      this.#opened = true
      this.#say({ kind: 'open', link: this.#channel, epoch: frame.epoch, first: frame.first })
    }
    const end = frame.first + frame.bodies.length
    const write = this.#link.sendWire({ kind: 'frame', link: this.#channel, frame } satisfies PeerWire, error =>
      this.#wrote(end, error),
    )
    if (write.ok) this.#next = Math.max(this.#next, end)
    else if (write.reason === 'not_serializable') return this.#findCulprit(frame, write.error)
    return write as HandOver
  }

  #writeRaw(frame: Frame): HandOver {
    let last: LinkWrite = { ok: true, pressure: 'ok' }
    for (const [at, body] of frame.bodies.entries()) {
      if (frame.holes?.includes(at)) continue
      const seq = frame.first + at
      last = this.#link.sendRaw(body, error => this.#wrote(seq + 1, error))
      if (!last.ok)
        return last.reason === 'not_serializable' ? this.#explained(at, body, last.error) : (last as HandOver)
      this.#next = Math.max(this.#next, seq + 1)
    }
    return last as HandOver
  }

  #findCulprit(frame: Frame, error: unknown): HandOver {
    for (const [at, body] of frame.bodies.entries()) {
      const cause = this.#link.failureOf(body)
      if (cause !== undefined) return this.#explained(at, body, cause)
    }
    return notSerializable(0, error)
  }

  /** JSON's own failures come explained; structured clone says what, but not where. */
  #explained(at: number, body: unknown, error: unknown): HandOver {
    if (error instanceof NotSerializableError || this.#link.traits.clones !== 'structured')
      return notSerializable(at, error)
    return notSerializable(at, uncloneable(this.#env, body, [], error))
  }

  #wrote(upTo: Seq, error: Error | null | undefined): void {
    // A write that failed leaves `written` where it is; the news of the channel's end settles what is above it.
    if (error) return
    this.#written = Math.max(this.#written, upTo)
    if (this.#telling) return
    this.#telling = true
    this.#env.clock.immediate(() => {
      if (!this.#telling) return
      this.#tellWritten()
      this.#startFraming()
    })
  }

  #tellWritten(): void {
    this.#telling = false
    this.#tell({ credit: this.#credit, received: this.#received, processed: this.#processed })
  }

  #take(wire: PeerWire): void {
    switch (wire.kind) {
      case 'served':
        this.#promised = wire.stages
        this.#startFraming()
        break
      case 'unserved':
        this.#promised = undefined
        this.#prove(['handed_over'], false)
        this.#opened = false
        this.#credit = Number.MAX_SAFE_INTEGER
        this.peer.whileUnknown = this.#link.whileUnknown
        this.peer.set('absent')
        break
      case 'ack':
        if (wire.link !== this.#channel) return
        this.#received = Math.max(this.#received, wire.ack.received)
        this.#processed = Math.max(this.#processed, wire.ack.processed)
        this.#credit = wire.ack.credit
        this.#tell(wire.ack)
        break
    }
  }

  /**
   * A raw message's only proof is that it has left; told after the change it would be taken for a weaker one. So nothing
   * new is written until those on their way have left.
   */
  #startFraming(): void {
    if (this.#promised === undefined || this.#framing) return
    if (this.#link.traits.handOver === 'confirmed' && this.#written < this.#next) {
      this.peer.whileUnknown = 'hold'
      this.peer.set('unknown')
      return
    }
    this.#prove(this.#promised, true)
    this.peer.set('served')
  }

  #tell(ack: Omit<AckFrame, 'epoch' | 'written'>): void {
    if (this.#epoch === undefined) return
    const full: AckFrame = { ...ack, epoch: this.#epoch, written: this.#written }
    for (const fn of this.#acks) fn(full)
  }

  #say(wire: PeerWire): boolean {
    return this.#link.sendWire(wire, () => {}).ok
  }

  onAck(fn: (ack: AckFrame) => void): Disposable {
    this.#acks.add(fn)
    return { [Symbol.dispose]: () => void this.#acks.delete(fn) }
  }

  onDown(fn: (reason: DownReason) => void): Disposable {
    return this.#down.listen(fn)
  }

  /** The channel between the processes stays open: it belongs to whoever made it. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#opened) this.#say({ kind: 'close', link: this.#channel })
    this.#watch[Symbol.dispose]()
    this.#link.release()
    this.#acks.clear()
    this.#env.wheel.cancel(this.#patience)
  }
}

function notSerializable(index: number, error: unknown): HandOver {
  return { ok: false, reason: 'not_serializable', index, error }
}
