/** From messages in the ring to one write: as many as may go together. */
import type { Seq } from '../core/results.js'
import type { Frame, TransportCapabilities } from '../core/transport.js'
import * as Flag from './flags.js'
import type { MessageRing } from './ring.js'

/** What a transport proves now, looked up once per write. */
export interface Proof {
  readonly received: boolean
  readonly processed: boolean
  readonly replies: boolean
}

/** Of what carries the question whether there is a peer, and of what a peer gets again: nothing is final before the answer. */
export const everything: Proof = { received: true, processed: true, replies: true }

export function proofOf(capabilities: TransportCapabilities): Proof {
  const processed = capabilities.ackStages.includes('processed')
  return {
    received: capabilities.ackStages.includes('received'),
    processed,
    replies: processed && capabilities.replies !== false,
  }
}

export function isProvable(flags: number, proof: Proof): boolean {
  if ((flags & Flag.ask) !== 0) return proof.replies
  const stage = flags & Flag.stageMask
  if (stage === Flag.processed) return proof.processed
  return stage !== Flag.received || proof.received
}

/**
 * The messages from `first` on, at most `limit`. A message that must go alone, and one whose stage cannot be proven,
 * end the frame before them. Settled messages become holes. At least one number is taken.
 */
export function buildFrame(ring: MessageRing, epoch: number, first: Seq, limit: number, proof: Proof): Frame {
  // Pushed one by one: an array made with its length counts as sparse for structured clone, which is several times slower.
  const bodies: unknown[] = []
  let holes: number[] | undefined
  let asks: number[] | undefined
  let at = 0
  for (; at < limit; at++) {
    const seq = first + at
    const flags = seq < ring.head ? Flag.settled : ring.flags(seq)
    if (isPlain(flags)) {
      bodies.push(ring.body(seq))
      continue
    }
    if ((flags & Flag.settled) !== 0) {
      holes ??= []
      holes.push(at)
      bodies.push(undefined)
      continue
    }
    const alone = (flags & (Flag.solo | Flag.barrier)) !== 0
    if (at > 0 && (alone || !isProvable(flags, proof))) break
    bodies.push(ring.body(seq))
    if ((flags & Flag.ask) !== 0) {
      asks ??= []
      asks.push(at)
    }
    if (!alone) continue
    return aloneFrame(ring, epoch, seq, bodies, asks)
  }
  return frameOf(epoch, first, bodies, holes, asks)
}

const special = Flag.settled | Flag.solo | Flag.barrier | Flag.ask | Flag.stageMask

/** An open message of the default stage that may go with others. */
export function isPlain(flags: number): boolean {
  return (flags & special) === 0
}

function frameOf(
  epoch: number,
  first: Seq,
  bodies: unknown[],
  holes: number[] | undefined,
  asks: number[] | undefined,
): Frame {
  const frame: { -readonly [K in keyof Frame]: Frame[K] } = { epoch, first, bodies }
  if (holes !== undefined) frame.holes = holes
  if (asks !== undefined) frame.asks = asks
  return frame
}

function aloneFrame(ring: MessageRing, epoch: number, seq: Seq, bodies: unknown[], asks: number[] | undefined): Frame {
  const frame: { -readonly [K in keyof Frame]: Frame[K] } = frameOf(epoch, seq, bodies, undefined, asks)
  const extra = ring.extra(seq)
  if (extra === undefined) return frame
  const { transfer } = extra.options
  if (transfer?.length) frame.transfer = transfer
  if (extra.key !== undefined) frame.headers = { 'idempotency-key': extra.key }
  if (extra.attempts > 0) frame.attempt = extra.attempts + 1
  if (extra.again) frame.again = true
  return frame
}
