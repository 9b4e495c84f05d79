/**
 * Moves a channel's messages from the ring to its recipient and learns what became of them. Keeps their order: what has
 * to be written again is written before everything behind it, and a message that may be run again holds those behind.
 */
import type { Millis } from '../core/clock.js'
import type { BatchOptions } from '../core/options.js'
import { RangeSet } from '../core/range-set.js'
import type { NotDelivered, SendResult, Seq, UndeliveredReason } from '../core/results.js'
import type { AckFrame, DownReason, RuntimeEnv } from '../core/transport.js'
import { type AckHost, Acks } from './acks.js'
import type { CircuitBreaker } from './breaker.js'
import { Endings, type EndingsHost } from './endings.js'
import { buildFrame, everything, proofOf } from './frame-builder.js'
import { type Link, type LinkEvents, type LinkKeeper, writeTo } from './link.js'
import { Retransmission } from './retransmission.js'
import { Flag, type MessageRing, wantsMore } from './ring.js'
import { Writer, type WriterHost } from './writer.js'

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

export class Pump implements LinkEvents, AckHost, EndingsHost, WriterHost {
  readonly #host: PumpHost
  readonly ring: MessageRing
  readonly #batch: Required<BatchOptions>
  readonly keeper: LinkKeeper
  readonly #acks: Acks
  readonly #writer: Writer
  readonly #endings: Endings
  readonly #retransmission: Retransmission
  readonly #abandoned = new RangeSet()
  #scheduled = false
  /** Somebody above writes what is pushed now: a flush, an acknowledgement, an end that is being told. */
  #held = false
  #again = false

  constructor(host: PumpHost, keeper: (events: LinkEvents) => LinkKeeper, batch: BatchOptions) {
    this.#host = host
    this.ring = host.ring
    this.#batch = { max: batch.max, maxDelay: batch.maxDelay ?? 'microtask' }
    this.keeper = keeper(this)
    this.#acks = new Acks(this)
    this.#writer = new Writer(this, this.keeper, this.#acks, batch.max)
    this.#endings = new Endings(this)
    this.#retransmission = new Retransmission(host.env, () => {
      if (this.ring.open === 0) return false
      this.#rewrite(this.#acks.oldest(this.written), this.written)
      return true
    })
  }

  get env(): RuntimeEnv {
    return this.#host.env
  }
  get breaker(): CircuitBreaker | undefined {
    return this.#host.breaker
  }
  get written(): Seq {
    return this.#writer.written
  }
  /** Whether what asks for no more than the hand-over has come, or gone. */
  countEager(by: 1 | -1): void {
    this.#writer.eager += by
  }

  /**
   * A message has been pushed. Where the transport takes messages one by one there is nothing to wait for: it goes now,
   * as it would without us. A batch is written when it is full, else soon.
   */
  pushed(): void {
    if (this.#writer.paused) {
      this.#holding(() => this.#writer.refuseHasty())
      this.goOn()
      return
    }
    const queued = this.ring.tail - this.written
    const isTime = queued >= this.#batch.max || ((queued === 1 || this.#held) && this.#writer.isDirect())
    if (isTime) this.flush()
    else if (!this.#scheduled) this.#schedule()
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
        while (this.written < this.ring.tail && this.#writer.writeSome()) {}
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
    if (state !== 'unknown') this.#writer.question.asked = false
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
      const cause = this.#writer.stageError(flags)
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

  conclude(seq: Seq, result: SendResult): Millis | undefined {
    return this.#host.conclude(seq, result)
  }

  attempts(seq: Seq): number {
    return this.#writer.attempts(seq)
  }

  settleUnwritten(seq: Seq, reason: UndeliveredReason, cause?: unknown): void {
    this.#writer.settleUnwritten(seq, reason, cause)
  }

  lossyWritten(): void {
    this.#retransmission.arm()
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
    this.#writer.written = Math.min(this.written, seq)
    this.#writer.pause(delay)
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
    this.#retransmission.stop()
    this.#holding(() => {
      // Nobody answered, and nothing went wrong: what the port or thread has taken is where a raw send would have left it.
      if (isOver(reason) && link.transport.peer?.state === 'unknown') this.#settleHandedOver(link)
      this.#endings.lost(link, reason)
    })
    this.#abandoned.clear()
    this.#writer.lost()
    this.goOn()
  }

  /** Room may have been made, or something that held others up is gone. */
  goOn(): void {
    this.ring.advance()
    if (this.ring.open === 0) this.#writer.unpause()
    if (this.#held) return
    if (this.written < this.ring.tail && !this.#writer.paused) this.flush()
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
    this.#writer.unpause()
  }

  close(): void {
    this.rest()
    this.keeper.release()
  }
}

/** It was closed, or came to its end by itself. */
const isOver = (reason: DownReason): boolean =>
  reason.kind === 'closed' || (reason.kind === 'exit' && reason.code === 0)
