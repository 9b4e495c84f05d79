/** A way between two event loops on which both raw messages and the runtime's own words travel: pipe, socket, port. */
import { NotSerializableError } from '../core/errors.js'
import type { TransportCapabilities } from '../core/transport.js'
import type { PeerWire } from './peer-wire.js'

export type LinkWrite =
  | { readonly ok: true; readonly pressure: 'ok' | 'high' }
  | { readonly ok: false; readonly reason: 'closed' }
  | { readonly ok: false; readonly reason: 'not_serializable' | 'transport_error'; readonly error: unknown }

/** Is called when the bytes have left this process, or with the error that kept them. */
export type Written = (error?: Error | null) => void

export interface DuplexLink {
  readonly connected: boolean
  readonly traits: Pick<TransportCapabilities, 'clones' | 'handOver' | 'downDetection'>
  /** 'hold' while nothing at all can be sent, else 'raw': an unserved peer gets its messages when they are sent. */
  readonly whileUnknown: 'hold' | 'raw'
  /** Of links that are made before they are open. */
  onOpen?(fn: () => void): void
  /** A message that cannot go raw; absent where each can. */
  needsPeer?(message: unknown): boolean
  /** The message exactly as it would go without this package. */
  sendRaw(message: unknown, written: Written): LinkWrite
  /** Only after the other end is known to understand it. */
  sendWire(wire: PeerWire, written: Written): LinkWrite
  /**
   * Asks the other end whether it is served, in a way that unmigrated code does not notice; false where that is not
   * possible now. `absent` is called where the link can tell that nobody will answer.
   */
  ask(absent: () => void): boolean
  /** Tells the other end, as silently, that it is served from now on. */
  greet(served: PeerWire & { kind: 'served' }): void
  /** Why this message would not be sent although the platform would take it; undefined when it would. */
  refusal(message: unknown): unknown
  /** What the platform throws on this message alone; undefined when it takes it. */
  failureOf(message: unknown): unknown
  onWire(fn: (wire: PeerWire) => void): Disposable
  onRaw(fn: (message: unknown) => void): Disposable
  onClosed(fn: () => void): Disposable
  /** Resolves once everything sent so far has left this process, and at once where the link is closed. */
  flush(): Promise<void>
  /** Takes every listener off again. The link itself belongs to whoever made it. */
  release(): void
}

/** Why a message or a reply does not go. JSON turns some into null in an array without a word; alone, no link takes them. */
export function refusalOf(link: DuplexLink, value: unknown): unknown {
  const type = typeof value
  const isLost = type === 'undefined' || type === 'function' || type === 'symbol'
  return isLost ? new NotSerializableError(`${type} is no message`) : link.refusal(value)
}
