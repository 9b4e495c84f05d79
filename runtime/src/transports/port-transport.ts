/**
 * What Worker and MessagePort have in common: raw messages until a peer is found, frames on a control port after that.
 * What differs (how the end is noticed, how long to wait for a peer) is given by the target's own adapter.
 */
import type { Millis } from '../core/clock.js'
import { NotSerializableError } from '../core/errors.js'
import { checkKnown, checkSpan } from '../core/options-check.js'
import type { Seq } from '../core/results.js'
import type {
  AckFrame,
  DownReason,
  Frame,
  HandOver,
  PeerFinder,
  Progress,
  RuntimeEnv,
  Transport,
  TransportCapabilities,
} from '../core/transport.js'
import { allocateFence, SenderFence } from '../peer/fence.js'
import { isHello, nextAfter, type Port, packFrame, preambleFor, takeWaiting, unpackAck } from './control-port.js'
import { detachedAt, uncloneable } from './detached.js'
import { nextTransportId, OneShot } from './link-state.js'

/** The target, as far as this transport needs it. */
export interface PortTarget {
  readonly kind: string
  /** 'none' where the platform has no event for the end; default 'event'. */
  readonly downDetection?: 'event' | 'none'
  /** False where the platform tells that it has not taken the message. */
  postMessage(message: unknown, transfer: readonly unknown[]): unknown
  isClosed(): boolean
  /** Calls `fn` once when the target ends. */
  onEnd(fn: (reason: DownReason) => void): Disposable
  /** Whoever ended it had its answer: what it was sent is where a raw send would have left it. */
  isDone?(reason: DownReason): boolean
  /**
   * Asks whether a peer serves the target without sending it a message; false where that is impossible. `served` may
   * be called at any later time.
   */
  seek(served: () => void): { readonly possible: boolean } & Disposable
  /**
   * Looked at every few milliseconds: `sure` that no peer will answer, or the wait has been `long` enough for now. `waited`
   * is in milliseconds, without the time in which this thread was too busy to hear an answer.
   */
  patience(explicit: boolean): (waited: Millis) => 'wait' | 'sure' | 'long'
}

export interface PortAdapterOptions {
  /**
   * How long, in milliseconds, a message that cannot go raw (the first one, and whatever asks for a stage) waits at most
   * for the other end to say that it is served. Default: as long as the adapter's own signs of life take, up to
   * a second. An answer that comes later counts, too.
   */
  readonly peerTimeout?: Millis
}

/** @throws InvalidOptionError */
export function checkPortOptions(options: PortAdapterOptions): Millis {
  checkKnown('options', options, ['peerTimeout'] satisfies (keyof PortAdapterOptions)[])
  return checkSpan('peerTimeout', options.peerTimeout ?? Number.POSITIVE_INFINITY, { infinity: true })
}

const written: HandOver = { ok: true, pressure: 'ok' }
const none: readonly unknown[] = []
const lookEvery = 5
const closeGrace = 50
/** Raw messages go one by one: a batch that fails half-way could not be taken back. */
const raw: TransportCapabilities = {
  ackStages: ['handed_over'],
  ordered: true,
  batching: false,
  transferables: true,
  downDetection: 'event',
  crashFence: false,
  clones: 'structured',
}

interface ControlLink {
  readonly port: Port
  readonly epoch: number
  readonly fence: SenderFence | undefined
  /** The peer has answered. */
  greeted: boolean
  /** The number that the peer expects. */
  next: Seq
}

export class PortTransport implements Transport, PeerFinder {
  readonly id: string
  readonly peer: PeerFinder = this
  readonly #target: PortTarget
  readonly #alone: TransportCapabilities
  readonly #env: RuntimeEnv
  readonly #changes = new Set<() => void>()
  readonly #down = new OneShot<DownReason>()
  readonly #endWatch: Disposable
  /** Of the peer, once known: before and after the control port is there. */
  #served: { readonly alone: TransportCapabilities; readonly batched: TransportCapabilities } | undefined
  #explicit = false
  /** Of `absent`: not only for the time being. */
  #sure = false
  /** Raw messages have been sent after the one that carried the control port: frames on it would overtake them. */
  #rawSince = false
  /** What the peer proves, known while the message that carried the question waits for its acknowledgement. */
  #promised: TransportCapabilities['ackStages'] | undefined
  /** Somebody has begun to serve since the question was carried. */
  #announced = false
  #state: PeerFinder['state'] = 'unknown'
  #seeking: Disposable | undefined
  #patience = 0
  #link: ControlLink | undefined
  #received: Seq = 0
  #onAck: ((ack: AckFrame) => void) | undefined
  /** When, while no peer is known, a raw message carries the question again. */
  #askAgainAt = 0
  #askAgainAfter = 1000
  readonly #peerTimeout: Millis

  /** @param peerTimeout bounds the target's patience */
  constructor(target: PortTarget, env: RuntimeEnv, peerTimeout: Millis = Number.POSITIVE_INFINITY) {
    this.#peerTimeout = peerTimeout
    this.id = nextTransportId(target.kind)
    this.#target = target
    this.#alone = { ...raw, downDetection: target.downDetection ?? 'event' }
    this.#env = env
    this.#endWatch = target.onEnd(reason => this.#ended(reason))
  }

  get state(): PeerFinder['state'] {
    return this.#state
  }

  onChange(fn: () => void): Disposable {
    this.#changes.add(fn)
    return { [Symbol.dispose]: () => void this.#changes.delete(fn) }
  }

  get capabilities(): TransportCapabilities {
    if (this.#state !== 'served') return this.#alone
    return this.#link === undefined ? this.#served!.alone : this.#served!.batched
  }

  write(frame: Frame): HandOver {
    if (this.#down.fired || this.#target.isClosed()) return { ok: false, reason: 'closed' }
    const link = this.#link
    if (link?.greeted && this.#promised === undefined) return this.#post(link, frame)
    if (frame.bodies.length === 0 || frame.holes?.includes(0)) return written
    if (this.#state === 'absent') return this.#writeRaw(frame)
    return link === undefined ? this.#carry(frame) : this.#writeBehind(frame)
  }

  #post(link: ControlLink, frame: Frame): HandOver {
    const { bodies, transfer } = frame
    const outcome = this.#try(bodies, transfer ?? none, () => {
      const wire = packFrame(frame, link.next)
      if (transfer === undefined) link.port.postMessage(wire)
      else link.port.postMessage(wire, transfer)
    })
    if (outcome.ok) link.next = nextAfter(frame, link.next)
    return outcome
  }

  #raw(body: unknown, transfer: readonly unknown[]): HandOver {
    return this.#try([body], transfer, () => this.#target.postMessage(body, transfer))
  }

  #try(bodies: readonly unknown[], transfer: readonly unknown[], post: () => unknown): HandOver {
    const detached = detachedAt(transfer)
    let error: unknown
    if (detached >= 0) {
      error = new NotSerializableError('an ArrayBuffer that has been transferred already', `transfer[${detached}]`)
    } else {
      try {
        return post() === false ? { ok: false, reason: 'closed' } : written
      } catch (thrown) {
        // Only a message that was written alone is looked through: of a batch the channel writes each one again.
        error = bodies.length === 1 ? uncloneable(this.#env, bodies[0], transfer, thrown) : thrown
      }
    }
    return { ok: false, reason: 'not_serializable', index: 0, error }
  }

  #writeRaw(frame: Frame): HandOver {
    const now = this.#env.clock.now()
    if (now >= this.#askAgainAt) {
      this.#askAgainAt = now + this.#askAgainAfter
      this.#askAgainAfter = Math.min(60_000, this.#askAgainAfter * 2)
      return this.#carry(frame)
    }
    return this.#writeBehind(frame)
  }

  /** Raw, while the question is on its way or nobody has answered it. */
  #writeBehind(frame: Frame): HandOver {
    this.#rawSince = true
    return this.#raw(frame.bodies[0], frame.transfer ?? none)
  }

  /** Sends the first message of the frame raw, with a fresh control port beside it. */
  #carry(frame: Frame): HandOver {
    const { port1, port2 } = new MessageChannel() as unknown as { port1: Port; port2: Port }
    const fence = allocateFence(frame.first)
    port1.postMessage(preambleFor(frame, fence))
    const handedOver = this.#raw(frame.bodies[0], [...(frame.transfer ?? []), port2])
    if (!handedOver.ok) {
      port1.close()
      port2.close()
      return handedOver
    }
    this.#drop()
    const link: ControlLink = {
      port: port1,
      epoch: frame.epoch,
      fence: fence && new SenderFence(fence),
      greeted: false,
      next: frame.first + 1,
    }
    this.#link = link
    this.#rawSince = false
    this.#received = frame.first
    this.#listen(link)
    if (this.#state === 'served') link.greeted = true
    else if (this.#state === 'unknown') this.#waitForPeer()
    return handedOver
  }

  #listen(link: ControlLink): void {
    link.port.addEventListener('message', event => this.#take(link, event.data))
    link.port.addEventListener('close', () => {
      if (this.#link === link) this.#linkClosed(link)
    })
    link.port.start?.()
    // The target itself, or a held timer, keeps the process alive; a control port never does.
    link.port.unref?.()
  }

  #take(link: ControlLink, message: unknown): void {
    if (link !== this.#link) return
    if (isHello(message)) {
      link.greeted = true
      this.#found(message.stages)
      return
    }
    const ack = unpackAck(message, link.epoch)
    this.#received = ack.received
    this.#onAck?.(ack)
    if (this.#promised !== undefined && ack.received >= link.next) this.#begin(this.#promised)
  }

  /** Where raw messages went after the question, its own message is all that this port is still good for. */
  #found(stages: TransportCapabilities['ackStages']): void {
    if (this.#rawSince) this.#promised = stages
    else {
      this.#serve(stages)
      this.#move('served')
    }
  }

  /** The next message brings a new port, behind all that went raw. */
  #begin(stages: TransportCapabilities['ackStages']): void {
    this.#promised = undefined
    this.#serve(stages)
    this.#drop()
    this.#move('served')
  }

  #serve(ackStages: TransportCapabilities['ackStages']): void {
    const alone = { ...this.#alone, ackStages, crashFence: typeof SharedArrayBuffer !== 'undefined' }
    this.#served = { alone, batched: { ...alone, batching: true } }
  }

  #drop(): void {
    const link = this.#link
    this.#link = this.#promised = undefined
    link?.port.close()
  }

  seek(): boolean {
    if (this.#state === 'absent' && this.#sure) return false
    if (this.#seeking !== undefined) {
      if (this.#state === 'absent') this.#lookAgain()
      return true
    }
    const seeking = this.#target.seek(() => this.#foundBySeeking())
    this.#explicit = true
    if (!seeking.possible) {
      // The next message carries the question once more, and is given more time.
      if (this.#state === 'absent') this.#state = 'unknown'
      return false
    }
    this.#seeking = seeking
    if (this.#state === 'absent') this.#lookAgain()
    else this.#waitForPeer()
    return true
  }

  #lookAgain(): void {
    this.#state = 'unknown'
    this.#waitForPeer()
  }

  #foundBySeeking(): void {
    if (this.#state === 'served') return
    // The message that carries the question has its own answer; if none comes, this one stands.
    if (this.#state === 'unknown' && this.#link !== undefined) this.#announced = true
    else this.#begin(['handed_over', 'received', 'processed'])
  }

  #waitForPeer(): void {
    this.#env.wheel.cancel(this.#patience)
    const explicit = this.#explicit
    const exhausted = this.#target.patience(explicit)
    let last = this.#env.clock.now()
    let waited = 0
    const look = (): void => {
      if (this.#state !== 'unknown' || this.#promised !== undefined) return
      const now = this.#env.clock.now()
      waited += Math.min(now - last, 2 * lookEvery)
      last = now
      const verdict = waited >= this.#peerTimeout ? (explicit ? 'sure' : 'long') : exhausted(waited)
      if (verdict !== 'wait') this.#givesUpWaiting(verdict === 'sure')
      else this.#patience = this.#env.wheel.add(lookEvery, look)
    }
    this.#patience = this.#env.wheel.add(lookEvery, look)
  }

  #givesUpWaiting(sure: boolean): void {
    this.#sure = sure
    this.#askAgainAt = this.#env.clock.now() + this.#askAgainAfter
    this.#move('absent')
    if (!this.#announced) return
    this.#announced = false
    this.#foundBySeeking()
  }

  #move(state: 'served' | 'absent'): void {
    this.#state = state
    this.#env.wheel.cancel(this.#patience)
    this.#patience = 0
    for (const fn of [...this.#changes]) fn()
  }

  /** The peer stopped serving, or the target ended and its own event is still to come. */
  #linkClosed(link: ControlLink): void {
    if (!link.greeted && this.#state !== 'unknown') {
      this.#link = undefined
      return
    }
    // If it is the target's end, its own event is about to say why.
    this.#env.wheel.cancel(this.#patience)
    this.#patience = this.#env.wheel.add(closeGrace, () => {
      if (link.greeted) this.#ended({ kind: 'closed' })
      else this.#nobodyKeeps(link)
    })
  }

  /** Whoever got it let it go. */
  #nobodyKeeps(link: ControlLink): void {
    if (link !== this.#link) return
    this.#link = undefined
    if (this.#state === 'unknown') this.#givesUpWaiting(true)
  }

  /** Acknowledgements that wait on the control port come before the news of the end. */
  #ended(reason: DownReason): void {
    const link = this.#link
    if (link !== undefined) {
      for (let message = takeWaiting(link.port); message !== undefined; message = takeWaiting(link.port)) {
        this.#take(link, message)
      }
    }
    this.#env.wheel.cancel(this.#patience)
    if (this.#state === 'unknown' && this.#target.isDone?.(reason)) this.#givesUpWaiting(true)
    this.#down.fire(reason)
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

  get #fence(): SenderFence | undefined {
    return this.#link?.greeted ? this.#link.fence : undefined
  }

  get progress(): (() => Progress) | undefined {
    const fence = this.#fence
    return fence && (() => fence.read(this.#received))
  }

  get revoke(): ((bound: Seq) => Seq) | undefined {
    const fence = this.#fence
    return fence && (bound => fence.revoke(bound, this.#received))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#env.wheel.cancel(this.#patience)
    this.#seeking?.[Symbol.dispose]()
    this.#endWatch[Symbol.dispose]()
    this.#drop()
    this.#changes.clear()
    this.#onAck = undefined
  }
}
