/** Letters as they are looked at: by page, by id, in turn; payloads redacted where that was asked for. */
import type { DeadLetter, DeadLetterFilter, DeadLetterPage, ListOptions } from './contracts.js'
import { testOf } from './filter.js'
import type { Intake } from './intake.js'
import type { DeadLetterStore } from './store.js'

export const pageSize = 100

export class Reader {
  readonly #store: DeadLetterStore
  readonly #intake: Intake
  readonly #now: () => number
  readonly #redact: ((message: unknown) => unknown) | undefined

  constructor(
    store: DeadLetterStore,
    intake: Intake,
    now: () => number,
    redact: ((message: unknown) => unknown) | undefined,
  ) {
    this.#store = store
    this.#intake = intake
    this.#now = now
    this.#redact = redact
  }

  /** What of each page of the store passes the filter; not redacted. */
  async *pages(filter: DeadLetterFilter, size: number = pageSize): AsyncGenerator<readonly DeadLetter[]> {
    const test = testOf(filter, this.#now())
    if (typeof filter === 'object' && filter.ids !== undefined) {
      const found = await Promise.all([...new Set(filter.ids)].map(id => this.#store.get(id)))
      yield found.filter((entry): entry is DeadLetter => entry !== undefined && test(entry))
      return
    }
    for (let cursor: string | undefined; ; ) {
      const page = await this.#store.scan(cursor, size)
      yield page.items.filter(test)
      cursor = page.next
      if (cursor === undefined) return
    }
  }

  async list(options: ListOptions & { readonly limit: number }): Promise<DeadLetterPage> {
    const { limit, cursor, filter = 'all', reveal = false } = options
    const test = testOf(filter, this.#now())
    const items: DeadLetter[] = []
    let next = cursor
    do {
      const page: { items: readonly DeadLetter[]; next?: string } = await this.#store.scan(next, limit - items.length)
      items.push(...page.items.filter(test))
      next = page.next
    } while (next !== undefined && items.length < limit)
    const late = this.#intake.unstored.filter(test)
    if (next === undefined) items.push(...late)
    const total = await this.#total(filter, late.length)
    return { items: items.map(entry => this.#shown(entry, reveal)), ...(next === undefined ? {} : { next }), total }
  }

  async #total(filter: DeadLetterFilter, late: number): Promise<number> {
    if (filter === 'all') return (await this.#store.count()) + late
    let total = late
    for await (const page of this.pages(filter, 1000)) total += page.length
    return total
  }

  async get(id: string, reveal = false): Promise<DeadLetter | undefined> {
    const entry = (await this.#store.get(id)) ?? this.#intake.unstored.find(each => each.id === id)
    return entry && this.#shown(entry, reveal)
  }

  async *all(): AsyncGenerator<DeadLetter> {
    for await (const page of this.pages('all')) for (const entry of page) yield this.#shown(entry, false)
    for (const entry of this.#intake.unstored) yield this.#shown(entry, false)
  }

  #shown(entry: DeadLetter, reveal: boolean): DeadLetter {
    return this.#redact === undefined || reveal ? entry : { ...entry, message: this.#redact(entry.message) }
  }
}
