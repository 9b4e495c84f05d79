/** Reads acknowledgements: which messages they settle, how far the peer has come, how much more it will take. */
import type { Seq } from '../core/results.js'
import type { AckFrame } from '../core/transport.js'
import type { ChannelParts } from './channel-parts.js'
import * as Flag from './flags.js'
import { proofOf } from './frame-builder.js'
import type { MessageRing } from './ring.js'
import type { Ending, Settling } from './settling.js'

const none: readonly never[] = []

export class Acks {
  epoch = -1
  readonly #channel: ChannelParts
  readonly #ring: MessageRing
  readonly #settling: Settling
  received: Seq = 0
  #processed: Seq = 0
  /** Everything below has left for the peer, where hand-overs are confirmed. */
  left: Seq = 0
  #credit = Number.POSITIVE_INFINITY

  constructor(channel: ChannelParts) {
    this.#channel = channel
    this.#ring = channel.ring
    this.#settling = channel.settling
  }

  /** A new link: its peer counts from the next number to be written. */
  begin(epoch: number): void {
    this.epoch = epoch
    this.received = this.#processed = this.left = this.#ring.written
    this.#credit = Number.POSITIVE_INFINITY
  }

  /** Everything so far went without the peer's knowing; no-op while it has still something to acknowledge. */
  passOver(): void {
    const { inFlight, written } = this.#ring
    if (!inFlight) this.received = this.#processed = written
  }

  get room(): number {
    return this.#credit - (this.#ring.written - this.received)
  }

  take(ack: AckFrame): void {
    const ring = this.#ring
    const { written } = ring
    this.#credit = ack.credit
    for (const [seq, error] of ack.failures ?? none)
      this.#other(seq, { status: 'failed', reason: 'handler_error', error })
    for (const [seq, cause] of ack.refused ?? none) {
      this.#other(seq, { status: 'undelivered', reason: 'not_handled', cause })
    }
    for (const [seq, value] of ack.replies ?? none) {
      if (ring.isOpen(seq)) this.#settling.delivered(seq, 'processed', value)
    }
    for (const [seq, ms] of ack.extend ?? none) if (ring.isOpen(seq)) this.#settling.extend(seq, ms)
    const processed = Math.min(ack.processed, written)
    const received = Math.min(ack.received, written)
    if (processed > this.#processed) {
      this.#settleRange(this.#processed, processed, 'processed')
      this.#processed = processed
    }
    if (received > this.received) {
      this.#settleRange(Math.max(this.received, this.#processed), received, 'received')
      this.received = received
    }
    for (const [from, to] of ack.done ?? none) this.#settleRange(from, Math.min(to, written), 'processed')
    if (ack.written !== undefined && ack.written > this.left) {
      // With a confirmed hand-over and no peer, a message that asks for no more is done when its bytes have left.
      const link = this.#channel.pump.keeper.current
      const proves = link !== undefined && proofOf(link.transport.capabilities).received
      this.#settling.handedOver(this.left, Math.min(ack.written, written), !proves)
      this.left = ack.written
    }
  }

  #other(seq: Seq, ending: Ending): void {
    if (this.#ring.isOpen(seq)) this.#channel.pump.concludeWritten(seq, ending)
  }

  #settleRange(from: Seq, to: Seq, stage: 'received' | 'processed'): void {
    const ring = this.#ring
    for (let seq = Math.max(from, ring.head); seq < to; seq++) {
      const flags = ring.flags(seq)
      if ((flags & (Flag.settled | Flag.ask)) !== 0) continue
      if (stage === 'received' && (flags & Flag.stageMask) === Flag.processed) continue
      const extra = ring.extras === 0 ? undefined : ring.extra(seq)
      if (extra === undefined) this.#settling.deliveredPlain(seq, stage)
      else if (!extra.again) this.#settling.delivered(seq, stage)
    }
  }
}
