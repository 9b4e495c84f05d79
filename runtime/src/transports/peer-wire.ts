/** What the runtime says over pipes and sockets. Plain data, so that JSON carries it. */
import type { Random } from '../core/random.js'
import type { DeliveryStage, Seq } from '../core/results.js'
import type { AckFrame, Frame } from '../core/transport.js'

/** Drawn at random for each channel that is opened over a pipe or socket. */
export type LinkId = string

export function newLinkId(random: Random): LinkId {
  return Math.floor(random.next() * 2 ** 52).toString(36)
}

export type PeerWire =
  /** Is anybody serving? Silence means no, or not yet: a peer that begins to serve says so unasked. */
  | { readonly kind: 'probe' }
  | { readonly kind: 'served'; readonly stages: readonly DeliveryStage[] }
  /** The peer no longer serves: from here on it gets raw messages again. */
  | { readonly kind: 'unserved' }
  /** A channel begins; its numbers begin at `first`. Other copies of this package may count the same epochs. */
  | { readonly kind: 'open'; readonly link: LinkId; readonly epoch: number; readonly first: Seq }
  | { readonly kind: 'frame'; readonly link: LinkId; readonly frame: Frame }
  | { readonly kind: 'ack'; readonly link: LinkId; readonly ack: AckFrame }
  | { readonly kind: 'close'; readonly link: LinkId }
  /** Says nothing. Pipes keep their order, so once it is written all before it is. */
  | { readonly kind: 'flush' }

const kinds: ReadonlySet<unknown> = new Set(['probe', 'served', 'unserved', 'open', 'frame', 'ack', 'close', 'flush'])

/** Another copy or version of this package may be at the other end: what is not understood is passed over. */
export function isPeerWire(value: unknown): value is PeerWire {
  return typeof value === 'object' && value !== null && kinds.has((value as { kind?: unknown }).kind)
}
