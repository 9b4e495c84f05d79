/**
 * `onDown` callbacks of one owner, in slots. They usually close over the owner; so for an owner that may be
 * garbage-collected they are reached through a WeakMap keyed by the owner only (an ephemeron), which keeps a callback
 * as long as its owner and never the other way round.
 */
import type { Down } from './contracts.js'

export type OnDown = (down: Down) => void

export class Callbacks {
  readonly #slots: (OnDown | number)[] = []
  #free = -1

  add(fn: OnDown): number {
    const slot = this.#free
    if (slot === -1) return this.#slots.push(fn) - 1
    this.#free = this.#slots[slot] as number
    this.#slots[slot] = fn
    return slot
  }

  get(slot: number): OnDown {
    return this.#slots[slot] as OnDown
  }

  /** A free slot holds the index of the next free one. */
  remove(slot: number): void {
    this.#slots[slot] = this.#free
    this.#free = slot
  }
}
