/**
 * `postMessage` and nothing else: the platform tells neither whether anybody took the message nor whether anybody is
 * there. Such a transport proves the hand-over, and says so.
 */
import type { AckFrame, DownReason, Frame, HandOver, Transport, TransportCapabilities } from '../core/transport.js'
import { detachedAt } from './detached.js'
import { nextTransportId, OneShot } from './link-state.js'
import { explainClone } from './uncloneable.js'

export interface PostTarget {
  readonly kind: string
  readonly transferables: boolean
  postMessage(message: unknown, transfer: readonly unknown[]): void
  /** Calls `fn` when the end is seen, which it need not be. */
  onEnd(fn: (reason: DownReason) => void): Disposable
}

export class PostTransport implements Transport {
  readonly id: string
  readonly capabilities: TransportCapabilities
  readonly #target: PostTarget
  readonly #down = new OneShot<DownReason>()
  readonly #watch: Disposable

  constructor(target: PostTarget) {
    this.id = nextTransportId(target.kind)
    this.#target = target
    this.capabilities = {
      ackStages: ['handed_over'],
      ordered: true,
      batching: false,
      transferables: target.transferables,
      downDetection: 'none',
      crashFence: false,
      clones: 'structured',
    }
    this.#watch = target.onEnd(reason => this.#down.fire(reason))
  }

  write(frame: Frame): HandOver {
    if (this.#down.fired) return { ok: false, reason: 'closed' }
    const transfer = frame.transfer ?? []
    const detached = detachedAt(transfer)
    if (detached >= 0) {
      const error = new TypeError(`transfer[${detached}] has been transferred already`)
      return { ok: false, reason: 'not_serializable', index: 0, error }
    }
    for (const [index, body] of frame.bodies.entries()) {
      if (frame.holes?.includes(index)) continue
      try {
        this.#target.postMessage(body, transfer)
      } catch (error) {
        if ((error as { name?: unknown }).name === 'InvalidStateError') return { ok: false, reason: 'closed' }
        return { ok: false, reason: 'not_serializable', index, error: explainClone(body, transfer, error) }
      }
    }
    return { ok: true, pressure: 'ok' }
  }

  /** Nothing ever acknowledges. */
  onAck(_fn: (ack: AckFrame) => void): Disposable {
    return { [Symbol.dispose]: () => {} }
  }

  onDown(fn: (reason: DownReason) => void): Disposable {
    return this.#down.listen(fn)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#watch[Symbol.dispose]()
  }
}
