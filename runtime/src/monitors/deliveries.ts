/** Downs on their way: told in order, on one microtask, to owners that are alive at that moment. */
import type { RuntimeEnv, TargetRef } from '../core/transport.js'
import type { OnDown } from './callbacks.js'
import type { Down } from './contracts.js'
import { exitOf } from './exit.js'
import { flushed, type MonitorRecord, type OwnerNode, queued, refOf } from './record.js'

interface Delivery {
  readonly record: MonitorRecord
  readonly owner: OwnerNode
  readonly fn: OnDown
  readonly target: TargetRef | undefined
  readonly reason: Down['reason']
}

export class Deliveries {
  readonly #env: RuntimeEnv
  readonly #onError: (error: unknown, tag: string) => void
  #queue: Delivery[] = []
  #scheduled = false

  constructor(env: RuntimeEnv, onError: (error: unknown, tag: string) => void) {
    this.#env = env
    this.#onError = onError
  }

  add(delivery: Delivery): void {
    delivery.record.flags |= queued
    this.#queue.push(delivery)
    if (this.#scheduled) return
    this.#scheduled = true
    this.#env.clock.microtask(() => this.#deliver())
  }

  /** Downs caused by the callbacks themselves are told by the next microtask. */
  #deliver(): void {
    this.#scheduled = false
    const queue = this.#queue
    this.#queue = []
    for (const { record, owner, fn, target, reason } of queue) {
      const dropped = (record.flags & flushed) !== 0
      record.flags &= ~queued
      if (dropped || hasEnded(owner)) continue
      try {
        fn({ ref: refOf(record), target, tag: record.tag.name, reason, exit: exitOf(reason) })
      } catch (error) {
        this.#onError(error, record.tag.name)
      }
    }
  }
}

/** Also true for an owner whose end has not been reported yet but can be seen. */
export function hasEnded(owner: OwnerNode): boolean {
  if (owner.down) return true
  if (owner.ref === undefined || owner.source === undefined) return false
  const object = owner.ref.deref()
  return object === undefined || owner.source.liveness(object) === 'down'
}
