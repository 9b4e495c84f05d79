/**
 * How messages end that nobody acknowledged: their time is over, their sender aborts, their recipient dies, the channel
 * closes. Each gets the strongest result that can be proven, from what has been written and from the crash fence.
 */
import type { Seq } from '../core/results.js'
import type { DownReason, Progress } from '../core/transport.js'
import type { ChannelParts } from './channel-parts.js'
import * as Flag from './flags.js'
import { type Link, writeTo } from './link.js'
import type { Ending, Known } from './settling.js'

/** By its timeout, or by its sender. */
export function giveUp(channel: ChannelParts, seq: Seq, unknown: 'timeout' | 'aborted', known?: Known): void {
  const { ring, pump } = channel
  if (!ring.isOpen(seq)) return
  const undelivered = unknown === 'timeout' ? 'expired' : 'aborted'
  if (seq >= ring.written) {
    pump.writer.settleUnwritten(seq, undelivered, known)
    return
  }
  const link = pump.keeper.current
  ring.advance()
  // The oldest message in flight can be revoked where memory is shared; any other may run, sooner or later.
  const mayRunAgain = (ring.flags(seq) & Flag.barrier) !== 0
  const started = seq === ring.head && !mayRunAgain ? link?.transport.revoke?.(seq + 1) : undefined
  if (unknown === 'timeout') channel.breaker?.failure()
  if (started !== undefined && started <= seq) {
    pump.concludeWritten(seq, { status: 'undelivered', reason: undelivered })
    channel.late?.add(seq)
    return
  }
  pump.concludeWritten(seq, { status: 'unknown', reason: unknown })
  // The handler's signal is aborted: nobody waits for it any more.
  const { current } = pump.keeper
  if (link !== undefined && link === current && link.transport.peer?.state === 'served' && !ring.isOpen(seq)) {
    writeTo(link.transport, { epoch: link.epoch, first: seq, bodies: [], cancels: [seq] })
  }
}

/** The link is gone: what was in flight on it is cut where the peer's progress says. */
export function cut({ ring, pump, settling }: ChannelParts, link: Link, reason: DownReason): void {
  const { written } = ring
  const progress = link.transport.progress?.()
  for (let seq = ring.head; seq < written; seq++) {
    if (!ring.isOpen(seq)) continue
    const proven = provenStage(seq, ring.flags(seq), progress)
    if (proven !== undefined) settling.delivered(seq, proven)
    else pump.concludeWritten(seq, cutOf(seq, progress, reason))
  }
}

/** The channel closes. */
export function giveUpAll({ ring, pump }: ChannelParts): void {
  const { written } = ring
  for (let seq = ring.head; seq < ring.tail; seq++) {
    if (!ring.isOpen(seq)) continue
    if (seq >= written) pump.writer.settleUnwritten(seq, 'closed')
    else pump.concludeWritten(seq, { status: 'unknown', reason: 'aborted' })
  }
  ring.advance()
}

function cutOf(seq: Seq, progress: Progress | undefined, down: DownReason): Ending {
  const base = { reason: 'down', down } as const
  if (progress !== undefined && seq >= progress.started) return { status: 'undelivered', ...base }
  const poison = progress?.started === seq + 1 && progress.finished <= seq
  return { status: 'unknown', ...base, ...(poison && { poison }) }
}

function provenStage(seq: Seq, flags: number, progress: Progress | undefined): 'received' | 'processed' | undefined {
  if (progress === undefined || (flags & Flag.ask) !== 0) return undefined
  if (seq < (progress.processed ?? 0)) return 'processed'
  return seq < progress.finished && (flags & Flag.stageMask) !== Flag.processed ? 'received' : undefined
}
