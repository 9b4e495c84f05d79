/** Letters in memory, by reference: the default store, and the model of what a store must do. */
import { InvalidOptionError } from '../core/errors.js'
import { checkKnown } from '../core/options-check.js'
import type { DeadLetter } from './contracts.js'
import { type DeadLetterStore, isDue, type LeaseRequest, type Settlement } from './store.js'

interface Slot {
  readonly number: number
  entry: DeadLetter
  owner: string | undefined
  until: number
  gone: boolean
}

export interface MemoryStoreOptions {
  /** For several queues on one store; default false. */
  readonly shared?: boolean
}

export function createMemoryStore(options: MemoryStoreOptions = {}): DeadLetterStore {
  checkKnown('options', options, ['shared'] satisfies (keyof MemoryStoreOptions)[])
  return new MemoryStore(options.shared ?? false)
}

class MemoryStore implements DeadLetterStore {
  readonly durable = false
  readonly shared: boolean
  readonly keeps = 'reference' as const
  readonly #byId = new Map<string, Slot>()
  readonly #byKey = new Map<string, string>()
  /** In order of their numbers; may hold some that are gone. */
  #order: Slot[] = []
  #numbers = 0

  constructor(shared: boolean) {
    this.shared = shared
  }

  async append(entries: readonly DeadLetter[]): Promise<readonly (string | undefined)[]> {
    return entries.map(entry => {
      const key = entry.idempotencyKey
      const known = key === undefined ? undefined : this.#byKey.get(key)
      if (known !== undefined) return known
      if (key !== undefined) this.#byKey.set(key, entry.id)
      const slot: Slot = { number: ++this.#numbers, entry, owner: undefined, until: 0, gone: false }
      this.#byId.set(entry.id, slot)
      this.#order.push(slot)
      return undefined
    })
  }

  async lease(request: LeaseRequest): Promise<readonly DeadLetter[]> {
    const { ids, now, owner, until, limit, includeExhausted = false } = request
    const leased: DeadLetter[] = []
    const slots = ids === undefined ? this.#order : ids.map(id => this.#byId.get(id))
    for (const slot of slots) {
      if (leased.length >= limit) break
      if (slot === undefined || slot.gone) continue
      if (slot.owner !== undefined && slot.owner !== owner && slot.until > now) continue
      const wanted = ids === undefined ? isDue(slot.entry, now) : slot.entry.state !== 'exhausted' || includeExhausted
      // Without ids an owner is not handed what it holds: it would try the same letter for ever.
      if (!wanted || (ids === undefined && slot.owner === owner && slot.until > now)) continue
      slot.owner = owner
      slot.until = until
      slot.entry = { ...slot.entry, state: 'leased' }
      leased.push(slot.entry)
    }
    return leased
  }

  async settle(settlements: readonly Settlement[], owner: string): Promise<void> {
    for (const settlement of settlements) {
      const slot = this.#byId.get(settlement.id)
      if (slot === undefined) continue
      if (settlement.op === 'delete') this.#delete(slot)
      else if (slot.owner === owner) {
        const { attempts, lastAttempt, nextAttempt, state } = settlement
        slot.entry = { ...slot.entry, attempts, lastAttempt, nextAttempt, state }
        slot.owner = undefined
      }
    }
    this.#compact()
  }

  async remove(ids: readonly string[]): Promise<number> {
    let removed = 0
    for (const id of ids) {
      const slot = this.#byId.get(id)
      if (slot === undefined) continue
      this.#delete(slot)
      removed++
    }
    this.#compact()
    return removed
  }

  #delete(slot: Slot): void {
    slot.gone = true
    this.#byId.delete(slot.entry.id)
    if (slot.entry.idempotencyKey !== undefined) this.#byKey.delete(slot.entry.idempotencyKey)
  }

  #compact(): void {
    if (this.#order.length > 64 && this.#order.length > 2 * this.#byId.size) {
      this.#order = this.#order.filter(slot => !slot.gone)
    }
  }

  async get(id: string): Promise<DeadLetter | undefined> {
    return this.#byId.get(id)?.entry
  }

  async scan(cursor: string | undefined, limit: number): Promise<{ items: readonly DeadLetter[]; next?: string }> {
    const items: DeadLetter[] = []
    const after = cursor === undefined ? 0 : Number(cursor)
    if (Number.isNaN(after)) throw new InvalidOptionError('cursor', 'the `next` of a page', cursor)
    let at = this.#indexAfter(after)
    let last = 0
    for (; at < this.#order.length && items.length < limit; at++) {
      const slot = this.#order[at]!
      last = slot.number
      if (!slot.gone) items.push(slot.entry)
    }
    return at < this.#order.length ? { items, next: String(last) } : { items }
  }

  /** By bisection: numbers only grow. */
  #indexAfter(number: number): number {
    let low = 0
    let high = this.#order.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#order[middle]!.number <= number) low = middle + 1
      else high = middle
    }
    return low
  }

  async count(): Promise<number> {
    return this.#byId.size
  }

  async nextDue(): Promise<number | undefined> {
    let earliest: number | undefined
    for (const { entry, owner, until } of this.#byId.values()) {
      if (entry.nextAttempt === null || entry.state === 'exhausted') continue
      const due = owner === undefined ? entry.nextAttempt : Math.max(entry.nextAttempt, until)
      if (earliest === undefined || due < earliest) earliest = due
    }
    return earliest
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#byId.clear()
    this.#byKey.clear()
    this.#order = []
  }
}
