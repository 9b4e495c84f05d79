/** The way in: letters of a tick in one commit, the limit kept, nothing lost when the store fails. */
import { OtpRuntimeError, QueueFullError, StoreFailedError } from '../core/errors.js'
import type { RuntimeEnv } from '../core/transport.js'
import type { AddResult, DeadLetter } from './contracts.js'
import type { DeadLetterEvents } from './events.js'
import { GroupCommit } from './group-commit.js'
import type { DeadLetterStore } from './store.js'

export interface IntakeOptions {
  readonly limit: number
  readonly overflow: 'dropOldest' | 'dropNewest' | 'reject'
}

export class Intake {
  readonly #store: DeadLetterStore
  readonly #events: DeadLetterEvents
  readonly #options: IntakeOptions
  readonly #commits: GroupCommit<DeadLetter, AddResult | OtpRuntimeError>
  /** Letters that the store has failed to take, oldest first. */
  #unstored: DeadLetter[] = []

  constructor(env: RuntimeEnv, store: DeadLetterStore, events: DeadLetterEvents, options: IntakeOptions) {
    this.#store = store
    this.#events = events
    this.#options = options
    this.#commits = new GroupCommit(env.clock.microtask.bind(env.clock), entries => this.#commit(entries))
  }

  get unstored(): readonly DeadLetter[] {
    return this.#unstored
  }

  /** @throws QueueFullError, StoreFailedError */
  async add(entry: DeadLetter): Promise<AddResult> {
    const result = await this.#commits.add(entry)
    if (result instanceof OtpRuntimeError) throw result
    return result
  }

  idle(): Promise<void> {
    return this.#commits.idle()
  }

  async #commit(entries: readonly DeadLetter[]): Promise<(AddResult | OtpRuntimeError)[]> {
    const { limit, overflow } = this.#options
    let room = Number.POSITIVE_INFINITY
    let known: readonly (string | undefined)[]
    try {
      if (overflow !== 'dropOldest') room = Math.max(0, limit - (await this.#size()))
      known = await this.#append(entries.slice(0, room))
    } catch (error) {
      return this.#keep(entries, error)
    }
    const refused = entries.slice(room)
    this.#events.dropped(refused, 'full')
    entries.slice(0, room).forEach((entry, index) => {
      if (known[index] === undefined) this.#events.added(entry)
      else this.#events.duplicate()
    })
    const given = await this.#trim()
    return entries.map((entry, index): AddResult | OtpRuntimeError => {
      if (index >= room)
        return overflow === 'reject' ? new QueueFullError(limit) : { status: 'dropped', reason: 'full' }
      const duplicateOf = known[index]
      if (duplicateOf !== undefined) return { status: 'duplicate', id: duplicateOf }
      if (given.has(entry.id)) return { status: 'dropped', reason: 'full' }
      return { status: 'stored', id: entry.id, durable: this.#store.durable }
    })
  }

  /** What could not be stored before goes first; answers for `entries` only. */
  async #append(entries: readonly DeadLetter[]): Promise<readonly (string | undefined)[]> {
    const late = this.#unstored
    if (late.length + entries.length === 0) return []
    const known = await this.#store.append([...late, ...entries])
    this.#unstored = this.#unstored.slice(late.length)
    return known.slice(late.length)
  }

  /** Full disk, lost connection: a copy in memory is tried again with the next letter and by the periodic retry. */
  #keep(entries: readonly DeadLetter[], error: unknown): OtpRuntimeError[] {
    for (const entry of entries) this.#events.added(entry)
    this.#unstored.push(...entries)
    this.#events.storeFailed('append', entries.length, error)
    const surplus = this.#unstored.length - this.#options.limit
    if (surplus > 0) this.#events.dropped(this.#unstored.splice(0, surplus), 'full')
    return entries.map(() => new StoreFailedError(error))
  }

  /** @returns whether nothing is left that is in memory only. */
  async storeKept(): Promise<boolean> {
    if (this.#unstored.length === 0) return true
    try {
      await this.#append([])
      await this.#trim()
      return true
    } catch (error) {
      this.#events.storeFailed('append', this.#unstored.length, error)
      return false
    }
  }

  forgetUnstored(ids: ReadonlySet<string>): number {
    const before = this.#unstored.length
    this.#unstored = this.#unstored.filter(entry => !ids.has(entry.id))
    return before - this.#unstored.length
  }

  async #size(): Promise<number> {
    return (await this.#store.count()) + this.#unstored.length
  }

  /** Gives up the oldest above the limit, those that are being sent last of all. */
  async #trim(): Promise<ReadonlySet<string>> {
    const given = new Set<string>()
    try {
      const surplus = (await this.#size()) - this.#options.limit
      if (surplus <= 0 || this.#options.overflow !== 'dropOldest') return given
      const oldest = await this.#oldest(surplus)
      for (const { id } of oldest) given.add(id)
      await this.#store.remove([...given])
      this.#events.dropped(oldest, 'full')
    } catch (error) {
      given.clear()
      this.#events.storeFailed('remove', 0, error)
    }
    return given
  }

  async #oldest(wanted: number): Promise<readonly DeadLetter[]> {
    const free: DeadLetter[] = []
    const leased: DeadLetter[] = []
    for (let cursor: string | undefined; free.length < wanted; ) {
      const page = await this.#store.scan(cursor, wanted)
      for (const entry of page.items) (entry.state === 'leased' ? leased : free).push(entry)
      cursor = page.next
      if (cursor === undefined) break
    }
    return [...free.slice(0, wanted), ...leased.slice(0, Math.max(0, wanted - free.length))]
  }
}
