/**
 * Moves a channel's messages from the ring to its recipient and learns what became of them. Keeps their order.
 */
import type { NotDelivered, Seq } from '../core/results.js'
import type { AckFrame, DownReason } from '../core/transport.js'
import { Acks } from './acks.js'
import type { ChannelParts } from './channel-parts.js'
import { cut, giveUp, giveUpAll } from './endings.js'
import * as Flag from './flags.js'
import { type Link, type LinkEvents, LinkKeeper } from './link.js'
import type { MessageRing } from './ring.js'
import type { Ending, Known } from './settling.js'
import { Writer } from './writer.js'

export class Pump implements LinkEvents {
  readonly keeper: LinkKeeper
  readonly acks: Acks
  readonly writer: Writer
  readonly #channel: ChannelParts
  readonly #ring: MessageRing
  /** What has been pushed in this turn is about to be written. */
  isScheduled = false
  /** Somebody above writes what is pushed now: a flush, an acknowledgement, an end that is being told. */
  #held = false
  #again = false

  constructor(channel: ChannelParts) {
    this.#channel = channel
    this.#ring = channel.ring
    this.keeper = new LinkKeeper(channel.ref, channel.shared, this)
    this.acks = new Acks(channel)
    this.writer = new Writer(channel, this.keeper, this.acks)
  }

  /**
   * The message just pushed is the only one, and has been handled within the call by a transport that can: there was no
   * frame, and nothing to wait for.
   */
  handled(): boolean {
    const { keeper, writer } = this
    const link = keeper.current
    const may =
      this.#ring.open < 2 && !this.#held && link?.transport.handle !== undefined && link.target === keeper.target()
    if (!may) return false
    this.#held = true
    try {
      if (!writer.handled(link)) return false
    } finally {
      this.#held = false
    }
    this.goOn()
    return true
  }

  /**
   * A message has been pushed. Where the transport takes messages one by one there is nothing to wait for: it goes now,
   * as it would without us. A batch is written when it is full, else soon.
   */
  pushed(): void {
    const { retrying, shared } = this.#channel
    if (retrying?.paused) {
      this.#holding(() => retrying.refuseHasty())
      this.goOn()
      return
    }
    const queued = this.#ring.tail - this.#ring.written
    const isTime = queued >= shared.batch.max || ((queued === 1 || this.#held) && this.writer.isDirect())
    if (isTime) this.flush()
    else if (!this.isScheduled) this.#schedule()
  }

  #schedule(): void {
    const { env, batch } = this.#channel.shared
    this.isScheduled = true
    const run = (): void => {
      this.isScheduled = false
      this.flush()
    }
    if (batch.maxDelay === 'microtask') env.clock.microtask(run)
    else if (batch.maxDelay === 'tick') env.clock.immediate(run)
    else env.wheel.add(batch.maxDelay, run)
  }

  flush(): void {
    if (this.#held) {
      this.#again = true
      return
    }
    const ring = this.#ring
    this.#holding(() => {
      do {
        this.#again = false
        while (ring.written < ring.tail && this.writer.writeSome()) {}
      } while (this.#again)
    })
    this.#channel.progressed()
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

  acknowledged(ack: AckFrame): void {
    if (ack.epoch !== this.acks.epoch) return
    const ring = this.#ring
    this.#holding(() => {
      const { late, lossy } = this.#channel
      const { head } = ring
      late?.acknowledged(ack)
      this.acks.take(ack)
      ring.advance()
      lossy?.acknowledged(ack, ring.head > head)
    })
    if (ring.written < ring.tail && (this.#again || !this.isScheduled)) this.flush()
    else if (!this.#held) this.#channel.progressed()
  }

  peerChanged(): void {
    const state = this.keeper.current?.transport.peer?.state
    if (state === undefined) return
    if (state !== 'unknown') this.writer.question.asked = false
    if (state === 'absent') this.#holding(() => this.#withoutPeer())
    // The peer has its own count: what went raw before is not its to acknowledge.
    if (state === 'served') this.acks.passOver()
    this.flush()
  }

  /** What was written with the question goes no further than the hand-over, which a pipe has yet to confirm. */
  #withoutPeer(): void {
    const ring = this.#ring
    this.#settleHandedOver(this.keeper.current!)
    for (let seq = ring.head; seq < ring.written; seq++) {
      const flags = ring.flags(seq)
      if (!ring.isOpen(seq) || !Flag.wantsMore(flags)) continue
      const cause = this.writer.stageError(flags)
      this.concludeWritten(seq, { status: 'unknown', reason: 'no_peer', cause })
    }
    ring.advance()
  }

  #settleHandedOver({ transport }: Link): void {
    const end = transport.capabilities.handOver === 'confirmed' ? this.acks.left : this.#ring.written
    this.#channel.settling.handedOver(0, end, true)
  }

  /** A message that has been written is to be settled, or to be written again in its place. */
  concludeWritten(seq: Seq, ending: Ending): void {
    const { settling, retrying, late } = this.#channel
    const flags = this.#ring.flags(seq)
    const result: NotDelivered = { ...ending, seq, attempts: Math.max(1, this.#ring.attempts(seq)) }
    const delay = settling.conclude(seq, result)
    if (delay !== undefined) retrying!.again(seq, flags, result, delay)
    else if (result.status === 'unknown') late?.add(seq)
  }

  giveUp(seq: Seq, unknown: 'timeout' | 'aborted', known?: Known): void {
    this.#holding(() => giveUp(this.#channel, seq, unknown, known))
    this.goOn()
  }

  lost(link: Link, reason: DownReason): void {
    const { retrying, lossy, late } = this.#channel
    lossy?.stop()
    this.#holding(() => {
      // Nobody answered, and nothing went wrong: what the port or thread has taken is where a raw send would have left it.
      if (isOver(reason) && link.transport.peer?.state === 'unknown') this.#settleHandedOver(link)
      cut(this.#channel, link, reason)
    })
    late?.clear()
    // Nothing on that link can run again, and nobody has been asked.
    retrying?.lost()
    this.writer.question.asked = false
    this.goOn()
  }

  /** Room may have been made, or something that held others up is gone. */
  goOn(): void {
    const ring = this.#ring
    const { retrying } = this.#channel
    ring.advance()
    if (ring.open === 0) retrying?.unpause()
    if (this.#held) return
    if (ring.written < ring.tail && !retrying?.paused) this.flush()
    else this.#channel.progressed()
  }

  /** Nothing is open: no timer must remain. */
  rest(): void {
    this.#channel.lossy?.stop()
    this.#channel.retrying?.unpause()
  }

  /** At once: what is queued is `undelivered: closed`, what is in flight `unknown: aborted`. */
  close(): void {
    this.#holding(() => giveUpAll(this.#channel))
    this.rest()
    this.keeper.release()
  }
}

/** It was closed, or came to its end by itself. */
const isOver = (reason: DownReason): boolean =>
  reason.kind === 'closed' || (reason.kind === 'exit' && reason.code === 0)
