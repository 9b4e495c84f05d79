/** Writes what is next in the ring, as much of it as may go now, and refuses what cannot go at all. */
import type { Millis } from '../core/clock.js'
import { NotSerializableError, UnsupportedStageError } from '../core/errors.js'
import type { SendResult, Seq, UndeliveredReason } from '../core/results.js'
import type { DownReason, Frame, HandOver, PeerFinder, RuntimeEnv, TransportCapabilities } from '../core/transport.js'
import type { Acks } from './acks.js'
import type { CircuitBreaker } from './breaker.js'
import { buildFrame, everything, isPlain, isProvable, type Proof, proofOf } from './frame-builder.js'
import { isLink, type Link, type LinkKeeper, type Unavailable, writeTo } from './link.js'
import { PeerQuestion } from './peer-question.js'
import { Flag, type MessageRing, wantsMore } from './ring.js'

export interface WriterHost {
  readonly ring: MessageRing
  readonly env: RuntimeEnv
  readonly breaker: CircuitBreaker | undefined
  /** Settles the message, or answers after how many milliseconds it is to be tried again. */
  conclude(seq: Seq, result: SendResult): Millis | undefined
  settleDelivered(seq: Seq, stage: 'handed_over'): void
  /** A delivery of a message without options: the hot path. */
  settlePlain(seq: Seq, stage: 'received' | 'processed'): void
  /** What was written may get lost. */
  lossyWritten(): void
  /** A wait between attempts is over. */
  flush(): void
}

export class Writer {
  /** The next number to be written. */
  written: Seq = 0
  /** Messages in the ring that ask for no more than the hand-over. */
  eager = 0
  readonly ring: MessageRing
  readonly keeper: LinkKeeper
  readonly acks: Acks
  readonly question: PeerQuestion = new PeerQuestion()
  readonly #host: WriterHost
  readonly #env: RuntimeEnv
  readonly #most: number
  #provenBy: TransportCapabilities | undefined
  #proof: Proof = { received: false, processed: false, replies: false }
  #resume = 0
  #barrier: Seq = -1

  /** @param most messages in one write */
  constructor(host: WriterHost, keeper: LinkKeeper, acks: Acks, most: number) {
    this.#host = host
    this.ring = host.ring
    this.#env = host.env
    this.keeper = keeper
    this.acks = acks
    this.#most = most
  }

  #acquire(): Link | Unavailable {
    return this.keeper.acquire(this.acks.inFlight(this.written))
  }

  /** The transport takes messages one by one. Also when nobody is there: who sends is told so at once. */
  isDirect(): boolean {
    const found = this.#acquire()
    return !isLink(found) || !found.transport.capabilities.batching
  }

  /** Writes one frame; false when nothing more can be written now. */
  writeSome(): boolean {
    if (this.paused) return false
    if (this.#barrier >= 0 && this.ring.isOpen(this.#barrier) && this.#barrier < this.written) return false
    this.#barrier = -1
    if (this.#host.breaker?.state === 'open') return this.#refuseQueued('circuit_open')
    const found = this.#acquire()
    if (!isLink(found)) return this.#unavailable(found)
    if (found.epoch !== this.acks.epoch) this.#begin(found.epoch)
    const { transport } = found
    if (transport.handle !== undefined && this.#isAlone() && this.#handled(found)) return true
    const proof = this.#proofOf(transport.capabilities)
    const { peer } = transport
    if (peer?.state === 'unknown') {
      const may = this.question.mayWrite(peer, this.#wantsPeer(this.written, peer))
      if (may === 'wait') return false
      if (may === 'carry') return this.#write(found, 1, everything)
    }
    if (!this.#isProvableNow(this.written, proof)) {
      // Nobody answered so far, but nobody who insisted has asked yet.
      if (peer?.state === 'absent') {
        if (peer.seek()) this.question.asked = true
        if (peer.state !== ('absent' as string)) return !this.question.asked
      }
      this.settleUnwritten(this.written, 'unsupported_stage', this.stageError(this.ring.flags(this.written)))
      return true
    }
    if (!this.#checkTransfer(this.written, transport.capabilities)) return true
    const limit = transport.capabilities.batching ? this.#most : 1
    const room = this.acks.room(this.written)
    if (room <= 0) return false
    return this.#write(found, Math.min(limit, room, this.ring.tail - this.written), proof)
  }

  /** The next message asks for nothing, and nothing before it is open. */
  #isAlone(): boolean {
    const seq = this.written
    if (!isPlain(this.ring.flags(seq)) || this.acks.inFlight(seq)) return false
    return this.ring.extras === 0 || this.ring.extra(seq) === undefined
  }

  /** Within the call, and without a frame; false when it has to be written. */
  #handled({ transport, epoch }: Link): boolean {
    const seq = this.written++
    const isOver = transport.handle!(epoch, seq, this.ring.body(seq))
    if (isOver === undefined) this.written = seq
    if (isOver !== true) return isOver === false
    if (this.ring.isOpen(seq)) this.#host.settlePlain(seq, 'processed')
    this.ring.advance()
    this.acks.passOver(this.written)
    return true
  }

  /** On a new link nothing has been run yet, so nothing can be run again. */
  #begin(epoch: number): void {
    this.acks.begin(epoch, this.written)
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
    if (delay !== undefined) this.pause(delay)
    else if (seq === this.written && !this.acks.inFlight(this.written)) this.#skipSettled()
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
      if (proof === everything) this.question.asked = false
      return this.#notWritten(frame, outcome)
    }
    if (capabilities.lossy === true) this.#host.lossyWritten()
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
      this.#host.settleDelivered(seq, 'handed_over')
    }
    this.ring.advance()
  }

  #notWritten(frame: Frame, outcome: Exclude<HandOver, { ok: true }>): boolean {
    const { first } = frame
    this.written = first
    if (outcome.reason === 'closed') {
      // What was written before is settled by the news of the end, which is still to come.
      if (!this.acks.inFlight(first)) this.keeper.release()
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
  refuseHasty(): void {
    const seq = this.ring.tail - 1
    const extra = this.ring.extra(seq)
    if (extra !== undefined && extra.options.retries > 0) return
    const found = this.#acquire()
    if (!isLink(found)) this.#refuse(seq, found.reason, knownOf(found.cause, found.down))
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
    else this.pause(delay)
    return false
  }

  #refuse(seq: Seq, reason: UndeliveredReason, known: Known): Millis | undefined {
    const extra = this.ring.extra(seq)
    if (extra !== undefined) extra.attempts++
    return this.#host.conclude(seq, { status: 'undelivered', reason, seq, attempts: this.attempts(seq), ...known })
  }

  pause(delay: Millis): void {
    if (this.#resume !== 0) return
    this.#resume = this.#env.wheel.add(delay, () => {
      this.#resume = 0
      this.#host.flush()
    })
  }

  /** A message waits for its next attempt, and those behind it with it. */
  get paused(): boolean {
    return this.#resume !== 0
  }

  /** The wait is over for a message that was given up meanwhile. */
  unpause(): void {
    if (this.#resume !== 0) this.#env.wheel.cancel(this.#resume)
    this.#resume = 0
  }

  /** A link is gone: nothing on it can run again, and nobody has been asked. */
  lost(): void {
    this.question.asked = false
    this.#barrier = -1
  }
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
