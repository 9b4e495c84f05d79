/**
 * How messages end that nobody acknowledged: their time is over, their sender aborts, their recipient dies, the channel
 * closes. Each gets the strongest result that can be proven, from what has been written and from the crash fence.
 */
import type { NotDelivered, Seq, UndeliveredReason } from '../core/results.js'
import type { DownReason, Progress } from '../core/transport.js'
import type { CircuitBreaker } from './breaker.js'
import { type Link, type LinkKeeper, writeTo } from './link.js'
import { Flag, type MessageRing } from './ring.js'

export interface EndingsHost {
  readonly ring: MessageRing
  readonly keeper: LinkKeeper
  readonly breaker: CircuitBreaker | undefined
  /** The next number to be written. */
  readonly written: Seq
  attempts(seq: Seq): number
  /** Settles a message that was written, or lets it be written again. */
  concludeWritten(seq: Seq, result: NotDelivered): void
  settleUnwritten(seq: Seq, reason: UndeliveredReason, cause?: unknown): void
  settleDelivered(seq: Seq, stage: 'received' | 'processed'): void
  refuse(seq: Seq, result: NotDelivered): void
  /** An acknowledgement of this number may still come. */
  abandon(seq: Seq): void
}

export class Endings {
  readonly #host: EndingsHost

  constructor(host: EndingsHost) {
    this.#host = host
  }

  expired(seq: Seq): void {
    if (seq >= this.#host.written) this.#host.settleUnwritten(seq, 'expired')
    else this.#giveUp(seq, 'timeout', 'expired')
  }

  aborted(seq: Seq, reason: unknown): void {
    if (!this.#host.ring.isOpen(seq)) return
    if (seq >= this.#host.written) this.#host.settleUnwritten(seq, 'aborted', reason)
    else this.#giveUp(seq, 'aborted', 'aborted')
  }

  /** The oldest message in flight can be revoked where memory is shared; any other may run, sooner or later. */
  #giveUp(seq: Seq, unknown: 'timeout' | 'aborted', undelivered: 'expired' | 'aborted'): void {
    const host = this.#host
    const { ring } = host
    const attempts = host.attempts(seq)
    const transport = host.keeper.current?.transport
    ring.advance()
    const mayRunAgain = (ring.flags(seq) & Flag.barrier) !== 0
    const started = seq === ring.head && !mayRunAgain ? transport?.revoke?.(seq + 1) : undefined
    if (unknown === 'timeout') host.breaker?.failure()
    if (started !== undefined && started <= seq) {
      host.concludeWritten(seq, { status: 'undelivered', reason: undelivered, seq, attempts })
      host.abandon(seq)
    } else {
      host.concludeWritten(seq, { status: 'unknown', reason: unknown, seq, attempts })
      if (transport?.peer?.state === 'served' && !ring.isOpen(seq)) this.#cancel(seq)
    }
  }

  /** The handler's signal is aborted: nobody waits for it any more. */
  #cancel(seq: Seq): void {
    const link = this.#host.keeper.current
    if (link !== undefined) writeTo(link.transport, { epoch: link.epoch, first: seq, bodies: [], cancels: [seq] })
  }

  /** The link is gone: what was in flight on it is cut where the peer's progress says. */
  lost(link: Link, reason: DownReason): void {
    const { ring, written } = this.#host
    const progress = link.transport.progress?.()
    for (let seq = ring.head; seq < written; seq++) {
      if (!ring.isOpen(seq)) continue
      const proven = provenStage(seq, ring.flags(seq), progress)
      if (proven !== undefined) this.#host.settleDelivered(seq, proven)
      else this.#host.concludeWritten(seq, cutOf(seq, progress, reason, this.#host.attempts(seq)))
    }
  }

  dropOldest(): boolean {
    const { ring, written } = this.#host
    for (let seq = written; seq < ring.tail; seq++) {
      if (!ring.isOpen(seq)) continue
      this.#host.refuse(seq, { status: 'undelivered', reason: 'buffer_full', seq, attempts: this.#host.attempts(seq) })
      ring.advance()
      return true
    }
    return false
  }

  giveUpAll(): void {
    const { ring, written } = this.#host
    for (let seq = ring.head; seq < ring.tail; seq++) {
      if (!ring.isOpen(seq)) continue
      const attempts = this.#host.attempts(seq)
      if (seq >= written) this.#host.settleUnwritten(seq, 'closed')
      else this.#host.concludeWritten(seq, { status: 'unknown', reason: 'aborted', seq, attempts })
    }
    ring.advance()
  }
}

function cutOf(seq: Seq, progress: Progress | undefined, down: DownReason, attempts: number): NotDelivered {
  if (progress === undefined) return { status: 'unknown', reason: 'down', down, seq, attempts }
  if (seq >= progress.started) return { status: 'undelivered', reason: 'down', down, seq, attempts }
  const poison = seq === progress.started - 1 && progress.finished <= seq
  return { status: 'unknown', reason: 'down', down, seq, attempts, ...(poison ? { poison } : {}) }
}

function provenStage(seq: Seq, flags: number, progress: Progress | undefined): 'received' | 'processed' | undefined {
  if (progress === undefined || (flags & Flag.ask) !== 0) return undefined
  if (seq < (progress.processed ?? 0)) return 'processed'
  return seq < progress.finished && (flags & Flag.stageMask) !== Flag.processed ? 'received' : undefined
}
