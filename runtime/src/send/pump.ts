/**
 * Moves a channel's messages from the ring to its recipient and learns what became of them. Keeps their order: what has
 * to be written again is written before everything behind it, and a message that may be run again holds those behind.
 */
import type { Millis } from '../core/clock.js'
import { NotSerializableError, UnsupportedStageError } from '../core/errors.js'
import type { BatchOptions } from '../core/options.js'
import { RangeSet } from '../core/range-set.js'
import type { NotDelivered, SendResult, Seq, UndeliveredReason } from '../core/results.js'
import type {
  AckFrame,
  DownReason,
  Frame,
  HandOver,
  PeerFinder,
  RuntimeEnv,
  TransportCapabilities,
} from '../core/transport.js'
import { type AckHost, Acks } from './acks.js'
import type { CircuitBreaker } from './breaker.js'
import { Endings, type EndingsHost } from './endings.js'
import { buildFrame, isProvable, type Proof, proofOf } from './frame-builder.js'
import { isLink, type Link, type LinkEvents, type LinkKeeper, type Unavailable, writeTo } from './link.js'
import { PeerQuestion } from './peer-question.js'
import { Retransmission } from './retransmission.js'
import { Flag, type MessageRing } from './ring.js'

export interface PumpHost {
  readonly ring: MessageRing
  readonly env: RuntimeEnv
  readonly breaker: CircuitBreaker | undefined
  /** Settles the message, or answers after how many milliseconds it is to be tried again. */
  conclude(seq: Seq, result: SendResult, value?: unknown, final?: boolean): Millis | undefined
  /** `conclude` for a delivery of a message without options. */
  deliveredPlain(seq: Seq, stage: 'received' | 'processed'): void
  extend(seq: Seq, ms: Millis): void
  lateAcks(count: number): void
  /** Messages were written again because they, or their acknowledgement, seem lost. */
  rewritten(count: number): void
  /** Called when the pump has come to rest: room may have been made. */
  progressed(): void
}

/** Of what carries the question whether there is a peer: nothing is final before the answer. */
const everything: Proof = { received: true, processed: true, replies: true }

export class Pump implements LinkEvents, AckHost, EndingsHost {
  /** The next number to be written. */
  written: Seq = 0
  readonly #host: PumpHost
  readonly ring: MessageRing
  readonly #batch: Required<BatchOptions>
  readonly keeper: LinkKeeper
  readonly #acks: Acks
  readonly #endings: Endings
  readonly #retransmission: Retransmission
  readonly #abandoned = new RangeSet()
  /** Messages in the ring that ask for no more than the hand-over. */
  eager = 0
  #scheduled = false
  /** Somebody above writes what is pushed now: a flush, an acknowledgement, an end that is being told. */
  #held = false
  #again = false
  #provenBy: TransportCapabilities | undefined
  #proof: Proof = { received: false, processed: false, replies: false }
  #resume = 0
  #barrier: Seq = -1
  readonly #question = new PeerQuestion()

  constructor(host: PumpHost, keeper: (events: LinkEvents) => LinkKeeper, batch: BatchOptions) {
    this.#host = host
    this.ring = host.ring
    this.#batch = { max: batch.max, maxDelay: batch.maxDelay ?? 'microtask' }
    this.keeper = keeper(this)
    this.#acks = new Acks(this)
    this.#endings = new Endings(this)
    this.#retransmission = new Retransmission(host.env, () => {
      if (this.ring.open === 0) return false
      this.#rewrite(this.#acks.oldest(this.written), this.written)
      return true
    })
  }

  /**
   * A message has been pushed. Where the transport takes messages one by one there is nothing to wait for: it goes now,
   * as it would without us. A batch is written when it is full, else soon.
   */
  pushed(): void {
    if (this.#resume !== 0) {
      this.#refuseHasty()
      return
    }
    const queued = this.ring.tail - this.written
    const isTime = queued >= this.#batch.max || ((queued === 1 || this.#held) && this.#isDirect())
    if (isTime) this.flush()
    else if (!this.#scheduled) this.#schedule()
  }

  /** Also when nobody is there: who sends is told so at once. */
  #isDirect(): boolean {
    const found = this.keeper.acquire(this.#acks.inFlight(this.written))
    return !isLink(found) || !found.transport.capabilities.batching
  }

  /** What has been pushed in this turn is about to be written. */
  get isScheduled(): boolean {
    return this.#scheduled
  }

  #schedule(): void {
    this.#scheduled = true
    const run = (): void => {
      this.#scheduled = false
      this.flush()
    }
    const { maxDelay } = this.#batch
    if (maxDelay === 'microtask') this.#host.env.clock.microtask(run)
    else if (maxDelay === 'tick') this.#host.env.clock.immediate(run)
    else this.#host.env.wheel.add(maxDelay, run)
  }

  flush(): void {
    if (this.#held) {
      this.#again = true
      return
    }
    this.#held = true
    try {
      do {
        this.#again = false
        while (this.written < this.ring.tail && this.#writeSome()) {}
      } while (this.#again)
    } finally {
      this.#held = false
    }
    this.#host.progressed()
  }

  /** What those who are told of results send meanwhile is written afterwards, in its place. */
  #holding(tell: () => void): void {
    const outer = this.#held
    this.#held = true
    try {
      tell()
    } finally {
      this.#held = outer
    }
  }

  /** Writes one frame; false when nothing more can be written now. */
  #writeSome(): boolean {
    if (this.#resume !== 0) return false
    if (this.#barrier >= 0 && this.ring.isOpen(this.#barrier) && this.#barrier < this.written) return false
    this.#barrier = -1
    if (this.#host.breaker?.state === 'open') return this.#refuseQueued('circuit_open')
    const found = this.keeper.acquire(this.#acks.inFlight(this.written))
    if (!isLink(found)) return this.#unavailable(found)
    if (found.epoch !== this.#acks.epoch) this.#begin(found.epoch)
    const { transport } = found
    const proof = this.#proofOf(transport.capabilities)
    const { peer } = transport
    if (peer?.state === 'unknown') {
      const may = this.#question.mayWrite(peer, this.#wantsPeer(this.written, peer))
      if (may === 'wait') return false
      if (may === 'carry') return this.#write(found, 1, everything)
    }
    if (!this.#isProvableNow(this.written, proof)) {
      // Nobody answered so far, but nobody who insisted has asked yet.
      if (peer?.state === 'absent') {
        if (peer.seek()) this.#question.asked = true
        if (peer.state !== ('absent' as string)) return !this.#question.asked
      }
      this.settleUnwritten(this.written, 'unsupported_stage', this.stageError(this.ring.flags(this.written)))
      return true
    }
    if (!this.#checkTransfer(this.written, transport.capabilities)) return true
    const limit = transport.capabilities.batching ? this.#batch.max : 1
    const room = this.#acks.room(this.written)
    if (room <= 0) return false
    return this.#write(found, Math.min(limit, room, this.ring.tail - this.written), proof)
  }

  /** On a new link nothing has been run yet, so nothing can be run again. */
  #begin(epoch: number): void {
    this.#acks.begin(epoch, this.written)
    for (let seq = this.written; seq < this.ring.tail; seq++) {
      const extra = this.ring.extra(seq)
      if (extra !== undefined) extra.again = false
    }
  }

  #proofOf(capabilities: TransportCapabilities): Proof {
    if (capabilities !== this.#provenBy) {
      this.#provenBy = capabilities
      this.#proof = proofOf(capabilities)
    }
    return this.#proof
  }

  #wantsPeer(seq: Seq, peer: PeerFinder): boolean {
    const flags = this.ring.flags(seq)
    if ((flags & Flag.settled) !== 0) return false
    if (wantsMore(flags)) return true
    return peer.needs?.(this.ring.body(seq)) === true
  }

  #isProvableNow(seq: Seq, proof: Proof): boolean {
    const flags = this.ring.flags(seq)
    return (flags & Flag.settled) !== 0 || isProvable(flags, proof)
  }

  /** Where the object itself is given there is nothing to transfer; where it is copied byte by byte there is no way to. */
  #checkTransfer(seq: Seq, { transferables, clones }: TransportCapabilities): boolean {
    if (transferables || clones === 'reference' || !this.ring.isOpen(seq)) return true
    const transfer = this.ring.extra(seq)?.options.transfer
    if (transfer === undefined || transfer.length === 0) return true
    const cause = new NotSerializableError(
      `${this.keeper.describe()} takes copies only; nothing can be transferred to it`,
    )
    this.settleUnwritten(seq, 'not_serializable', cause)
    return false
  }

  stageError(flags: number): UnsupportedStageError {
    if ((flags & Flag.ask) !== 0 && this.keeper.current?.transport.capabilities.replies === false) {
      return new UnsupportedStageError('reply', this.keeper.describe(), 'its handlers have no way to answer a call')
    }
    const stage = (flags & Flag.ask) !== 0 || (flags & Flag.stageMask) === Flag.processed ? 'processed' : 'received'
    return new UnsupportedStageError(stage, this.keeper.describe(), 'nobody serves the other end; call servePeer there')
  }

  settleUnwritten(seq: Seq, reason: UndeliveredReason, cause?: unknown): void {
    const result = { status: 'undelivered', reason, seq, attempts: this.attempts(seq) } as const
    const delay = this.#host.conclude(seq, cause === undefined ? result : { ...result, cause })
    if (delay !== undefined) this.#pause(delay)
    else if (seq === this.written && !this.#acks.inFlight(this.written)) this.#skipSettled()
  }

  /** With nothing in flight, numbers given up need no hole: a served peer is told of them by the next frame. */
  #skipSettled(): void {
    if (this.keeper.current?.transport.peer?.state === 'served') return
    while (this.written < this.ring.tail && !this.ring.isOpen(this.written)) this.written++
  }

  #write(link: Link, limit: number, proof: Proof): boolean {
    const frame = buildFrame(this.ring, link.epoch, this.written, limit, proof)
    const { capabilities } = link.transport
    const first = frame.first
    const count = frame.bodies.length
    if (frame.holes?.length === count && link.transport.peer?.state === 'absent') {
      this.written = first + count
      return true
    }
    this.written = first + count
    this.#countAttempts(first, count, 1)
    const written = capabilities.lossy === true ? { ...frame, lossy: true, base: this.ring.head } : frame
    const outcome = writeTo(link.transport, written)
    if (!outcome.ok) {
      // Each will be written alone: the batch that never went was no attempt of theirs. A refusal counts by itself.
      if (count > 1 || outcome.reason !== 'not_serializable') this.#countAttempts(first, count, -1)
      if (proof === everything) this.#question.asked = false
      return this.#notWritten(frame, outcome)
    }
    if (capabilities.lossy === true) this.#retransmission.arm()
    const finalAtHandOver = !proof.received && capabilities.handOver !== 'confirmed'
    if (finalAtHandOver || (this.eager > 0 && capabilities.handOver !== 'confirmed')) {
      this.#handedOver(first, count, finalAtHandOver)
    }
    return true
  }

  #countAttempts(first: Seq, count: number, by: 1 | -1): void {
    if (this.ring.extras === 0) return
    for (let seq = first; seq < first + count; seq++) {
      const extra = this.ring.extra(seq)
      if (extra === undefined || !this.ring.isOpen(seq)) continue
      extra.attempts += by
      if (by === 1 && (this.ring.flags(seq) & Flag.barrier) !== 0) this.#barrier = seq
    }
  }

  attempts(seq: Seq): number {
    return this.ring.extra(seq)?.attempts ?? (seq < this.written ? 1 : 0)
  }

  #handedOver(first: Seq, count: number, all: boolean): void {
    for (let seq = first; seq < first + count; seq++) {
      if (!this.ring.isOpen(seq)) continue
      if (!all && (this.ring.flags(seq) & Flag.stageMask) !== Flag.handedOver) continue
      this.settleDelivered(seq, 'handed_over')
    }
    this.ring.advance()
  }

  #notWritten(frame: Frame, outcome: Exclude<HandOver, { ok: true }>): boolean {
    const { first } = frame
    this.written = first
    if (outcome.reason === 'closed') {
      // What was written before is settled by the news of the end, which is still to come.
      if (!this.#acks.inFlight(first)) this.keeper.release()
      return this.#unavailable({ reason: 'down' })
    }
    if (outcome.reason === 'transport_error') {
      this.#host.breaker?.failure()
      return this.#refuseQueued('transport_error', outcome.error)
    }
    if (frame.bodies.length > 1) return this.#isolate(frame)
    this.settleUnwritten(first, 'not_serializable', outcome.error)
    return true
  }

  /** One message of the batch cannot be cloned: each goes alone, so that only that one stays behind. */
  #isolate(frame: Frame): boolean {
    for (let seq = frame.first; seq < frame.first + frame.bodies.length; seq++) {
      if (this.ring.isOpen(seq)) this.ring.setFlags(seq, this.ring.flags(seq) | Flag.solo)
    }
    return true
  }

  #unavailable(found: Unavailable): boolean {
    return this.#refuseQueued(found.reason, found.cause, found.down)
  }

  /** Behind one that waits for its next attempt: nobody is there now, and the newcomer has no attempt to wait for. */
  #refuseHasty(): void {
    const seq = this.ring.tail - 1
    const extra = this.ring.extra(seq)
    if (extra !== undefined && extra.options.retries > 0) return
    const found = this.keeper.acquire(this.#acks.inFlight(this.written))
    if (isLink(found)) return
    this.#holding(() => this.#refuse(seq, found.reason, knownOf(found.cause, found.down)))
    this.goOn()
  }

  /** Nothing that is queued can be written now: each message uses up an attempt, and those with attempts left wait. */
  #refuseQueued(reason: UndeliveredReason, cause?: unknown, down?: DownReason): boolean {
    let delay: Millis | undefined
    const known = knownOf(cause, down)
    if (reason === 'circuit_open') known.retryAt = this.#host.breaker!.retryAt
    for (let seq = this.written; seq < this.ring.tail; seq++) {
      if (!this.ring.isOpen(seq)) continue
      const wait = this.#refuse(seq, reason, known)
      if (wait !== undefined) delay ??= wait
    }
    this.ring.advance()
    if (delay === undefined) this.written = Math.max(this.written, this.ring.head)
    else this.#pause(delay)
    return false
  }

  #refuse(seq: Seq, reason: UndeliveredReason, known: Known): Millis | undefined {
    const extra = this.ring.extra(seq)
    if (extra !== undefined) extra.attempts++
    return this.#host.conclude(seq, { status: 'undelivered', reason, seq, attempts: this.attempts(seq), ...known })
  }

  #pause(delay: Millis): void {
    if (this.#resume !== 0) return
    this.#resume = this.#host.env.wheel.add(delay, () => {
      this.#resume = 0
      this.flush()
    })
  }

  /** The wait between attempts is over for a message that was given up meanwhile: those behind need not wait. */
  wake(): void {
    if (this.#resume === 0) return
    this.#host.env.wheel.cancel(this.#resume)
    this.#resume = 0
    this.pushed()
  }

  acknowledged(ack: AckFrame): void {
    if (ack.epoch !== this.#acks.epoch) return
    const outer = this.#held
    this.#held = true
    try {
      this.#take(ack)
    } finally {
      this.#held = outer
    }
    if (this.written < this.ring.tail && (this.#again || !this.#scheduled)) this.flush()
    else if (!outer) this.#host.progressed()
  }

  #take(ack: AckFrame): void {
    const late = this.#abandoned.dropBelow(ack.received)
    if (late > 0) this.#host.lateAcks(late)
    const before = this.ring.head
    this.#acks.take(ack, this.written)
    this.ring.advance()
    if (this.ring.head > before) this.#retransmission.relax()
    if (ack.gaps !== undefined) for (const [from, to] of ack.gaps) this.#rewrite(from, to)
  }

  peerChanged(): void {
    const link = this.keeper.current
    if (link === undefined) return
    const { state } = link.transport.peer!
    if (state !== 'unknown') this.#question.asked = false
    if (state === 'absent') this.#holding(() => this.#withoutPeer())
    // The peer has its own count: what went raw before is not its to acknowledge.
    if (state === 'served') this.#acks.passOver(this.written)
    this.flush()
  }

  /** What was written with the question goes no further than the hand-over, which a pipe has yet to confirm. */
  #withoutPeer(): void {
    this.#settleHandedOver(this.keeper.current!)
    for (let seq = this.ring.head; seq < this.written; seq++) {
      if (!this.ring.isOpen(seq)) continue
      const flags = this.ring.flags(seq)
      if (!wantsMore(flags)) continue
      const cause = this.stageError(flags)
      this.concludeWritten(seq, { status: 'unknown', reason: 'no_peer', cause, seq, attempts: this.attempts(seq) })
    }
    this.ring.advance()
  }

  #settleHandedOver({ transport }: Link): void {
    const end = transport.capabilities.handOver === 'confirmed' ? this.#acks.written : this.written
    for (let seq = this.ring.head; seq < end; seq++) {
      if (this.ring.isOpen(seq) && !wantsMore(this.ring.flags(seq))) this.settleDelivered(seq, 'handed_over')
    }
    this.ring.advance()
  }

  settleDelivered(seq: Seq, stage: 'handed_over' | 'received' | 'processed', value?: unknown): void {
    this.#host.conclude(seq, { status: 'delivered', stage, seq, attempts: Math.max(1, this.attempts(seq)) }, value)
  }

  get breaker(): CircuitBreaker | undefined {
    return this.#host.breaker
  }

  abandon(seq: Seq): void {
    this.#abandoned.add(seq)
  }

  /** Settles a message for good, whatever attempts it has left. */
  refuse(seq: Seq, result: NotDelivered): void {
    this.#host.conclude(seq, result, undefined, true)
  }

  settlePlain(seq: Seq, stage: 'received' | 'processed'): void {
    this.#host.deliveredPlain(seq, stage)
  }

  settleHandedOver(seq: Seq, flags: number): void {
    const proof = this.keeper.current && proofOf(this.keeper.current.transport.capabilities)
    if ((flags & Flag.stageMask) === Flag.handedOver || proof?.received !== true)
      this.settleDelivered(seq, 'handed_over')
  }

  settleOther(seq: Seq, result: { status: 'failed' | 'undelivered' } & Omit<NotDelivered, 'seq' | 'attempts'>): void {
    this.concludeWritten(seq, { ...result, seq, attempts: Math.max(1, this.attempts(seq)) } as NotDelivered)
  }

  extend(seq: Seq, ms: Millis): void {
    this.#host.extend(seq, ms)
  }

  /** A message that has been written is to be settled, or to be written again in its place. */
  concludeWritten(seq: Seq, result: NotDelivered): void {
    const flags = this.ring.flags(seq)
    const delay = this.#host.conclude(seq, result)
    if (delay === undefined) {
      if (result.status === 'unknown') this.#abandoned.add(seq)
      return
    }
    const extra = this.ring.extra(seq)
    if (extra !== undefined) {
      extra.again = result.status === 'failed'
      if (result.status !== 'undelivered') extra.doubt = result
    }
    if ((flags & Flag.barrier) === 0) this.ring.setFlags(seq, flags | Flag.solo)
    this.written = Math.min(this.written, seq)
    this.#pause(delay)
  }

  expired(seq: Seq): void {
    this.#holding(() => this.#endings.expired(seq))
    this.goOn()
  }

  aborted(seq: Seq, reason: unknown): void {
    this.#holding(() => this.#endings.aborted(seq, reason))
    this.goOn()
  }

  /** Gives up the oldest message that has not been written; false if there is none. */
  dropOldest(): boolean {
    return this.#endings.dropOldest()
  }

  /** The channel closes. */
  giveUpAll(): void {
    this.#holding(() => this.#endings.giveUpAll())
  }

  lost(link: Link, reason: DownReason): void {
    this.#question.asked = false
    this.#retransmission.stop()
    this.#holding(() => {
      // A port that is closed before anybody answered: what it has taken waits at its other end, as after a raw send.
      if (reason.kind === 'closed' && link.transport.peer?.state === 'unknown') this.#settleHandedOver(link)
      this.#endings.lost(link, reason)
    })
    this.#abandoned.clear()
    this.#barrier = -1
    this.goOn()
  }

  /** Room may have been made, or something that held others up is gone. */
  goOn(): void {
    this.ring.advance()
    if (this.ring.open === 0) this.wake()
    if (this.#held) return
    if (this.written < this.ring.tail && this.#resume === 0) this.flush()
    else this.#host.progressed()
  }

  #rewrite(from: Seq, to: Seq): void {
    const link = this.keeper.current
    if (link === undefined) return
    const end = Math.min(to, this.written)
    for (let seq = from; seq < end; ) {
      const frame = buildFrame(this.ring, link.epoch, seq, Math.min(this.#batch.max, end - seq), everything)
      this.#host.rewritten(frame.bodies.length - (frame.holes?.length ?? 0))
      writeTo(link.transport, { ...frame, attempt: Math.max(2, frame.attempt ?? 2), lossy: true, base: this.ring.head })
      seq += frame.bodies.length
    }
  }

  /** Nothing is open: no timer must remain. */
  rest(): void {
    this.#retransmission.stop()
    if (this.#resume !== 0) this.#host.env.wheel.cancel(this.#resume)
    this.#resume = 0
  }

  close(): void {
    this.rest()
    this.keeper.release()
  }
}

/** Than the hand-over. */
function wantsMore(flags: number): boolean {
  return (flags & Flag.stageMask) > Flag.handedOver || (flags & Flag.ask) !== 0
}

/** What is known besides the reason. */
interface Known {
  cause?: unknown
  down?: DownReason
  retryAt?: Millis
}

function knownOf(cause: unknown, down: DownReason | undefined): Known {
  const known: Known = {}
  if (cause !== undefined) known.cause = cause
  if (down !== undefined) known.down = down
  return known
}
