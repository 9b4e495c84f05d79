/** Reads acknowledgements: which messages they settle, how far the peer has come, how much more it will take. */
import type { Millis } from '../core/clock.js'
import type { NotDelivered, Seq } from '../core/results.js'
import type { AckFrame } from '../core/transport.js'
import { Flag, type MessageRing } from './ring.js'

export interface AckHost {
  readonly ring: MessageRing
  settleDelivered(seq: Seq, stage: 'handed_over' | 'received' | 'processed', value?: unknown): void
  /** A delivery of a message without options: the hot path. */
  settlePlain(seq: Seq, stage: 'received' | 'processed'): void
  settleHandedOver(seq: Seq, flags: number): void
  settleOther(seq: Seq, result: { status: 'failed' | 'undelivered' } & Omit<NotDelivered, 'seq' | 'attempts'>): void
  extend(seq: Seq, ms: Millis): void
}

export class Acks {
  epoch = -1
  readonly #host: AckHost
  #received: Seq = 0
  #processed: Seq = 0
  /** Everything below has left for the peer, where hand-overs are confirmed. */
  written: Seq = 0
  #credit = Number.POSITIVE_INFINITY

  constructor(host: AckHost) {
    this.#host = host
  }

  /** A new link: its peer counts from `first`. */
  begin(epoch: number, first: Seq): void {
    this.epoch = epoch
    this.#received = this.#processed = this.written = first
    this.#credit = Number.POSITIVE_INFINITY
  }

  /** Everything so far went without the peer's knowing; no-op while it has still something to acknowledge. */
  passOver(written: Seq): void {
    if (!this.inFlight(written)) this.#received = this.#processed = written
  }

  /** Anything written that is not settled? */
  inFlight(written: Seq): boolean {
    return this.#host.ring.head < written && this.#host.ring.open > 0
  }

  room(written: Seq): number {
    return this.#credit - (written - this.#received)
  }

  oldest(written: Seq): Seq {
    return Math.min(written, Math.max(this.#host.ring.head, this.#received))
  }

  take(ack: AckFrame, written: Seq): void {
    const { ring } = this.#host
    this.#credit = ack.credit
    if (ack.failures !== undefined) {
      for (const [seq, error] of ack.failures) {
        if (ring.isOpen(seq)) this.#host.settleOther(seq, { status: 'failed', reason: 'handler_error', error } as never)
      }
    }
    if (ack.refused !== undefined) {
      for (const [seq, cause] of ack.refused) {
        if (ring.isOpen(seq))
          this.#host.settleOther(seq, { status: 'undelivered', reason: 'not_handled', cause } as never)
      }
    }
    if (ack.replies !== undefined) {
      for (const [seq, value] of ack.replies) if (ring.isOpen(seq)) this.#host.settleDelivered(seq, 'processed', value)
    }
    if (ack.extend !== undefined) for (const [seq, ms] of ack.extend) if (ring.isOpen(seq)) this.#host.extend(seq, ms)
    this.#cumulative(Math.min(ack.processed, written), Math.min(ack.received, written))
    if (ack.done !== undefined) {
      for (const [from, to] of ack.done) this.#settleRange(from, Math.min(to, written), 'processed')
    }
    if (ack.written !== undefined && ack.written > this.written) {
      this.#settleHandedOver(this.written, Math.min(ack.written, written))
      this.written = ack.written
    }
  }

  #cumulative(processed: Seq, received: Seq): void {
    if (processed > this.#processed) {
      this.#settleRange(this.#processed, processed, 'processed')
      this.#processed = processed
    }
    if (received > this.#received) {
      this.#settleRange(Math.max(this.#received, this.#processed), received, 'received')
      this.#received = received
    }
  }

  #settleRange(from: Seq, to: Seq, stage: 'received' | 'processed'): void {
    const { ring } = this.#host
    for (let seq = Math.max(from, ring.head); seq < to; seq++) {
      const flags = ring.flags(seq)
      if ((flags & (Flag.settled | Flag.ask)) !== 0) continue
      if (stage === 'received' && (flags & Flag.stageMask) === Flag.processed) continue
      const extra = ring.extras === 0 ? undefined : ring.extra(seq)
      if (extra === undefined) this.#host.settlePlain(seq, stage)
      else if (!extra.again) this.#host.settleDelivered(seq, stage)
    }
  }

  /** With a confirmed hand-over and no peer, every message that asks for no more is done when its bytes have left. */
  #settleHandedOver(from: Seq, to: Seq): void {
    const { ring } = this.#host
    for (let seq = Math.max(from, ring.head); seq < to; seq++) {
      const flags = ring.flags(seq)
      if ((flags & Flag.settled) !== 0 || (flags & Flag.ask) !== 0) continue
      if ((flags & Flag.stageMask) <= Flag.handedOver) this.#host.settleHandedOver(seq, flags)
    }
  }
}
