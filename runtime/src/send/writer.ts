/** Writes what is next in the ring, as much of it as may go now, and refuses what cannot go at all. */
import type { Millis } from '../core/clock.js'
import { NotSerializableError, UnsupportedStageError } from '../core/errors.js'
import type { Seq, Undelivered, UndeliveredReason } from '../core/results.js'
import type { Frame, HandOver, PeerFinder, TransportCapabilities } from '../core/transport.js'
import type { Acks } from './acks.js'
import type { ChannelParts } from './channel-parts.js'
import * as Flag from './flags.js'
import { buildFrame, everything, isPlain, isProvable, type Proof, proofOf } from './frame-builder.js'
import { isLink, type Link, type LinkKeeper, type Unavailable, writeTo } from './link.js'
import { PeerQuestion } from './peer-question.js'
import type { MessageRing } from './ring.js'
import type { Known } from './settling.js'

/** Why nothing can be written now, and what is known besides. */
export type Refusal = Unavailable | { readonly reason: 'circuit_open'; readonly retryAt: Millis }

export class Writer {
  readonly question: PeerQuestion = new PeerQuestion()
  readonly #channel: ChannelParts
  readonly #ring: MessageRing
  readonly #keeper: LinkKeeper
  readonly #acks: Acks
  #provenBy: TransportCapabilities | undefined
  #proof: Proof = everything

  constructor(channel: ChannelParts, keeper: LinkKeeper, acks: Acks) {
    this.#channel = channel
    this.#ring = channel.ring
    this.#keeper = keeper
    this.#acks = acks
  }

  acquire(): Link | Unavailable {
    return this.#keeper.acquire(this.#ring.inFlight)
  }

  /** The transport takes messages one by one. Also when nobody is there: who sends is told so at once. */
  isDirect(): boolean {
    const found = this.acquire()
    return !isLink(found) || !found.transport.capabilities.batching
  }

  /** Writes one frame; false when nothing more can be written now. */
  writeSome(): boolean {
    const ring = this.#ring
    const { retrying, breaker } = this.#channel
    if (retrying?.holds) return false
    if (breaker?.state === 'open') return this.#refuseQueued({ reason: 'circuit_open', retryAt: breaker.retryAt })
    const found = this.acquire()
    if (!isLink(found)) return this.#refuseQueued(found)
    if (found.epoch !== this.#acks.epoch) this.#begin(found.epoch)
    const { transport } = found
    if (transport.handle !== undefined && this.handled(found)) return true
    const { capabilities, peer } = transport
    const proof = this.#proofOf(capabilities)
    const seq = ring.written
    const flags = ring.flags(seq)
    const isOpen = (flags & Flag.settled) === 0
    if (peer?.state === 'unknown') {
      const wantsPeer = isOpen && (Flag.wantsMore(flags) || peer.needs?.(ring.body(seq)) === true)
      const may = this.question.mayWrite(peer, wantsPeer)
      if (may === 'wait') return false
      if (may === 'carry') return this.#write(found, 1, everything)
    }
    if (isOpen && !isProvable(flags, proof)) return this.#isUnprovable(seq, flags, peer)
    if (isOpen && !this.#checkTransfer(seq, capabilities)) return true
    const { room } = this.#acks
    if (room <= 0) return false
    const limit = capabilities.batching ? this.#channel.shared.batch.max : 1
    return this.#write(found, Math.min(limit, room, ring.tail - seq), proof)
  }

  /**
   * Within the call, and without a frame; false when it has to be written. For a message that asks for nothing, with none
   * before it open.
   */
  handled({ transport, epoch }: Link): boolean {
    const ring = this.#ring
    const seq = ring.written
    if (!isPlain(ring.flags(seq)) || ring.inFlight || (ring.extras > 0 && ring.extra(seq) !== undefined)) return false
    ring.written++
    const isOver = transport.handle!(epoch, seq, ring.body(seq))
    if (isOver === undefined) ring.written = seq
    if (isOver !== true) return isOver === false
    if (ring.isOpen(seq)) this.#channel.settling.deliveredPlain(seq, 'processed')
    ring.advance()
    this.#acks.passOver()
    return true
  }

  /** On a new link nothing has been run yet, so nothing can be run again. */
  #begin(epoch: number): void {
    const ring = this.#ring
    this.#acks.begin(epoch)
    for (let seq = ring.written; seq < ring.tail; seq++) {
      const extra = ring.extra(seq)
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

  /** Nobody answered so far; where nobody who insisted has asked yet, that is done first. */
  #isUnprovable(seq: Seq, flags: number, peer: PeerFinder | undefined): boolean {
    if (peer?.state === 'absent') {
      if (peer.seek()) this.question.asked = true
      if (peer.state !== ('absent' as string)) return !this.question.asked
    }
    this.settleUnwritten(seq, 'unsupported_stage', { cause: this.stageError(flags) })
    return true
  }

  /** Where the object itself is given there is nothing to transfer; where it is copied byte by byte there is no way to. */
  #checkTransfer(seq: Seq, { transferables, clones }: TransportCapabilities): boolean {
    if (transferables || clones === 'reference' || !this.#ring.extra(seq)?.options.transfer?.length) return true
    const text = `nothing can be transferred to ${this.#keeper.describe()}`
    this.settleUnwritten(seq, 'not_serializable', { cause: new NotSerializableError(text) })
    return false
  }

  stageError(flags: number): UnsupportedStageError {
    const recipient = this.#keeper.describe()
    const isAsk = (flags & Flag.ask) !== 0
    if (isAsk && this.#keeper.current?.transport.capabilities.replies === false) {
      return this.#channel.shared.parts.calls!.noReply(recipient)
    }
    const stage = isAsk || (flags & Flag.stageMask) === Flag.processed ? 'processed' : 'received'
    return new UnsupportedStageError(stage, recipient, 'nobody serves the other end: call servePeer')
  }

  settleUnwritten(seq: Seq, reason: UndeliveredReason, known?: Known): void {
    const ring = this.#ring
    const delay = this.#undelivered(seq, { reason, ...known })
    if (delay !== undefined) this.#channel.retrying!.pause(delay)
    else if (seq === ring.written && !ring.inFlight) this.#skipSettled()
  }

  /** With nothing in flight, numbers given up need no hole: a served peer is told of them by the next frame. */
  #skipSettled(): void {
    const ring = this.#ring
    if (this.#keeper.current?.transport.peer?.state === 'served') return
    while (ring.written < ring.tail && !ring.isOpen(ring.written)) ring.written++
  }

  #write({ transport, epoch }: Link, limit: number, proof: Proof): boolean {
    const ring = this.#ring
    const { lossy } = this.#channel
    const first = ring.written
    const frame = buildFrame(ring, epoch, first, limit, proof)
    const { capabilities } = transport
    const count = frame.bodies.length
    ring.written = first + count
    if (frame.holes?.length === count && transport.peer?.state === 'absent') return true
    this.#countAttempts(first, count, 1)
    const outcome = writeTo(transport, capabilities.lossy && lossy !== undefined ? lossy.wrote(frame) : frame)
    if (!outcome.ok) {
      // Each will be written alone: the batch that never went was no attempt of theirs. A refusal counts by itself.
      if (count > 1 || outcome.reason !== 'not_serializable') this.#countAttempts(first, count, -1)
      if (proof === everything) this.question.asked = false
      return this.#notWritten(frame, outcome)
    }
    if (capabilities.handOver !== 'confirmed' && (!proof.received || ring.eager > 0)) {
      this.#channel.settling.handedOver(first, first + count, !proof.received)
    }
    return true
  }

  #countAttempts(first: Seq, count: number, by: 1 | -1): void {
    const ring = this.#ring
    if (ring.extras === 0) return
    for (let seq = first; seq < first + count; seq++) {
      const extra = ring.extra(seq)
      if (extra === undefined || !ring.isOpen(seq)) continue
      extra.attempts += by
      if (by === 1) this.#channel.retrying?.wrote(seq)
    }
  }

  #notWritten({ first, bodies }: Frame, outcome: Exclude<HandOver, { ok: true }>): boolean {
    const ring = this.#ring
    ring.written = first
    if (outcome.reason === 'closed') {
      // What was written before is settled by the news of the end, which is still to come.
      if (!ring.inFlight) this.#keeper.release()
      return this.#refuseQueued({ reason: 'down' })
    }
    const { error: cause } = outcome
    if (outcome.reason === 'transport_error') {
      this.#channel.breaker?.failure()
      return this.#refuseQueued({ reason: 'transport_error', cause })
    }
    // One message of the batch cannot be cloned: each goes alone, so that only that one stays behind.
    if (bodies.length === 1) this.settleUnwritten(first, 'not_serializable', { cause })
    else {
      for (let seq = first; seq < first + bodies.length; seq++) {
        if (ring.isOpen(seq)) ring.setFlags(seq, ring.flags(seq) | Flag.solo)
      }
    }
    return true
  }

  /** Nothing that is queued can be written now: each message uses up an attempt, and those with attempts left wait. */
  #refuseQueued(refusal: Refusal): boolean {
    const ring = this.#ring
    let delay: Millis | undefined
    for (let seq = ring.written; seq < ring.tail; seq++) {
      if (!ring.isOpen(seq)) continue
      const wait = this.refuse(seq, refusal)
      delay ??= wait
    }
    ring.advance()
    if (delay === undefined) ring.written = Math.max(ring.written, ring.head)
    else this.#channel.retrying!.pause(delay)
    return false
  }

  refuse(seq: Seq, refusal: Refusal): Millis | undefined {
    const extra = this.#ring.extra(seq)
    if (extra !== undefined) extra.attempts++
    return this.#undelivered(seq, refusal)
  }

  #undelivered(seq: Seq, why: Known & Pick<Undelivered, 'reason' | 'down'>): Millis | undefined {
    const attempts = this.#ring.attempts(seq)
    return this.#channel.settling.conclude(seq, { status: 'undelivered', seq, attempts, ...why })
  }
}
