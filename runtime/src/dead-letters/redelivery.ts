/**
 * One run of retries. Letters are leased before they are sent, so that runs, queues and processes exclude each other
 * without waiting for each other: nothing can overlap and nothing can deadlock, not even a handler that retries.
 */
import { backoffDelay } from '../core/backoff.js'
import type { Millis } from '../core/clock.js'
import { onAbort } from '../core/on-abort.js'
import type { Backoff } from '../core/options.js'
import type { SendResult } from '../core/results.js'
import { serializeError } from '../core/serialize.js'
import type { RuntimeEnv, TargetRef } from '../core/transport.js'
import type { DeadLetter, RecipientAddress, Redeliver, RetryOptions, RetryOutcome } from './contracts.js'
import type { Departures } from './departures.js'
import type { DeadLetterEvents } from './events.js'
import { addressText } from './filter.js'
import { GroupCommit } from './group-commit.js'
import type { DeadLetterStore, Settlement } from './store.js'

export interface RedeliveryOptions {
  readonly maxAttempts: number
  readonly backoff: Backoff
  readonly concurrency: number
  readonly attemptTimeout: Millis
  readonly resolve: (address: RecipientAddress) => TargetRef | undefined
}

/** Letters leased at once. */
const chunk = 64

/** Refused on this side, before anything was sent: says nothing about the letter, so it is no attempt. */
const notAttempted = new Set(['circuit_open', 'buffer_full', 'aborted', 'closed'])

export class Redelivery {
  readonly #env: RuntimeEnv
  readonly #store: DeadLetterStore
  readonly #events: DeadLetterEvents
  readonly #options: RedeliveryOptions
  readonly #departures: Departures
  readonly #now: () => number
  readonly #send: Redeliver
  readonly #owner: string
  readonly #signal: AbortSignal
  readonly #settlements: GroupCommit<Settlement, undefined>
  readonly #tried = new Set<string>()
  /** Picked although they are: a lease that is given back leaves them so. */
  readonly #exhausted = new Set<string>()
  readonly #outcomes: RetryOutcome[] = []
  #left: number

  constructor(
    env: RuntimeEnv,
    store: DeadLetterStore,
    events: DeadLetterEvents,
    options: RedeliveryOptions,
    departures: Departures,
    run: { owner: string; now: () => number; send: Redeliver; signal: AbortSignal; limit: number },
  ) {
    this.#env = env
    this.#store = store
    this.#events = events
    this.#options = options
    this.#departures = departures
    this.#owner = run.owner
    this.#now = run.now
    this.#send = run.send
    this.#signal = run.signal
    this.#left = run.limit
    this.#settlements = new GroupCommit(env.clock.microtask.bind(env.clock), async settlements => {
      await store.settle(settlements, this.#owner)
      return []
    })
  }

  /** Letters that are due, until there are none. */
  async due(): Promise<readonly RetryOutcome[]> {
    while (this.#left > 0 && !this.#signal.aborted) {
      const until = this.#until()
      const request = { owner: this.#owner, now: this.#now(), until, limit: Math.min(chunk, this.#left) }
      const leased = await this.#store.lease(request)
      const fresh = leased.filter(entry => !this.#tried.has(entry.id))
      // With a backoff of next to nothing letters are due again at once: that is for the next run.
      for (const entry of leased) if (this.#tried.has(entry.id)) await this.#release(entry)
      if (fresh.length === 0) break
      await this.#process(fresh, until)
    }
    return this.#outcomes
  }

  /** Letters of `pages` that the caller has picked. */
  async picked(pages: AsyncIterable<readonly DeadLetter[]>, options: RetryOptions): Promise<readonly RetryOutcome[]> {
    const includeExhausted = options.includeExhausted ?? false
    for await (const page of pages) {
      if (this.#left <= 0 || this.#signal.aborted) break
      const wanted = page.filter(entry => includeExhausted || entry.state !== 'exhausted').slice(0, this.#left)
      for (const { id, state } of page) {
        if (state !== 'exhausted') continue
        if (includeExhausted) this.#exhausted.add(id)
        else this.#outcomes.push({ id, status: 'exhausted' })
      }
      const until = this.#until()
      const ids = wanted.map(entry => entry.id)
      const request = { owner: this.#owner, now: this.#now(), until, limit: ids.length, ids, includeExhausted }
      const leased = ids.length === 0 ? [] : await this.#store.lease(request)
      const got = new Set(leased.map(entry => entry.id))
      for (const id of ids) if (!got.has(id)) this.#outcomes.push({ id, status: 'leased_elsewhere' })
      await this.#process(leased, until)
    }
    return this.#outcomes
  }

  #until(): number {
    return this.#now() + 2 * this.#options.attemptTimeout
  }

  /** Recipients side by side, the letters of each one after the other. */
  async #process(entries: readonly DeadLetter[], until: number): Promise<void> {
    const byRecipient = new Map<string, DeadLetter[]>()
    for (const entry of entries) {
      this.#tried.add(entry.id)
      this.#departures.begin(entry.id)
      const address = addressText(entry)
      const queue = byRecipient.get(address)
      if (queue === undefined) byRecipient.set(address, [entry])
      else queue.push(entry)
    }
    this.#left -= entries.length
    const outcomes = new Map<string, RetryOutcome>()
    const queues = byRecipient.values()
    const work = async (): Promise<void> => {
      for (const queue of queues) {
        for (const entry of queue) {
          const outcome = await this.#attempt(entry, until).finally(() => this.#departures.end(entry.id))
          if (outcome !== undefined) outcomes.set(entry.id, outcome)
        }
      }
    }
    try {
      await Promise.all(Array.from({ length: Math.min(this.#options.concurrency, byRecipient.size) }, work))
    } catch (error) {
      for (const { id } of entries) this.#departures.end(id)
      throw error
    }
    for (const { id } of entries) {
      const outcome = outcomes.get(id)
      if (outcome !== undefined) this.#outcomes.push(outcome)
    }
  }

  async #attempt(entry: DeadLetter, until: number): Promise<RetryOutcome | undefined> {
    if (this.#signal.aborted) {
      await this.#release(entry)
      return undefined
    }
    const { id } = entry
    if (this.#departures.isPurged(id)) return undefined
    const now = this.#now()
    if (until - now < this.#options.attemptTimeout) {
      const renewal = { owner: this.#owner, now, until: this.#until(), limit: 1, ids: [id], includeExhausted: true }
      if ((await this.#store.lease(renewal)).length === 0) return { id, status: 'leased_elsewhere' }
    }
    this.#events.retried(entry)
    const target = this.#resolve(entry)
    if (target === undefined) return this.#failed(entry, 'unresolvable', true)
    const result = await this.#deliver(target, entry)
    if (result.status === 'delivered') {
      if (!this.#departures.deliver(id)) return { id, status: 'redelivered' }
      const settled = await this.#settle({ id, op: 'delete' })
      // It may be sent once more when the lease runs out: at least once, never less.
      if (!settled)
        return { id, status: 'failed', reason: 'store_failed', attempts: entry.attempts, nextAttempt: until }
      this.#events.redelivered(entry)
      return { id, status: 'redelivered' }
    }
    return this.#failed(entry, result.reason, !notAttempted.has(result.reason))
  }

  #resolve(entry: DeadLetter): TargetRef | undefined {
    try {
      return this.#options.resolve(entry.recipient)
    } catch (error) {
      this.#env.logger.error('resolving the recipient of a dead letter threw', { recipient: entry.recipient, error })
      return undefined
    }
  }

  async #failed(entry: DeadLetter, reason: string, counts: boolean): Promise<RetryOutcome> {
    const { id } = entry
    const attempts = entry.attempts + (counts ? 1 : 0)
    if (this.#departures.isPurged(id)) return { id, status: 'failed', reason, attempts, nextAttempt: null }
    const now = this.#now()
    const final = attempts >= this.#options.maxAttempts || reason === 'not_serializable'
    const delay = backoffDelay(this.#options.backoff, attempts + 1, this.#env.random)
    // One that is kept for inspection only stays so.
    const nextAttempt = entry.nextAttempt === null ? null : now + Math.max(1, Math.ceil(delay))
    const state = final ? 'exhausted' : 'pending'
    await this.#settle({ id, op: 'update', attempts, lastAttempt: now, nextAttempt: final ? null : nextAttempt, state })
    if (final) {
      this.#events.exhausted(entry, reason)
      return { id, status: 'exhausted', reason }
    }
    if (reason === 'unresolvable') return { id, status: 'unresolvable', attempts, nextAttempt }
    return { id, status: 'failed', reason, attempts, nextAttempt }
  }

  /** Gives a lease back: as if nothing had been. */
  async #release(entry: DeadLetter): Promise<void> {
    const { id, attempts, lastAttempt, nextAttempt } = entry
    const state = this.#exhausted.has(id) ? 'exhausted' : 'pending'
    await this.#settle({ id, op: 'update', attempts, lastAttempt, nextAttempt, state })
  }

  /** False if the store failed: the lease runs out by itself then. */
  async #settle(settlement: Settlement): Promise<boolean> {
    try {
      await this.#settlements.add(settlement)
      return true
    } catch (error) {
      this.#events.storeFailed('settle', 1, error)
      return false
    }
  }

  /** A sender that never answers must not hold the run for ever, nor the queue's disposal. */
  #deliver(target: TargetRef, entry: DeadLetter): Promise<SendResult> {
    const context = new AttemptContext()
    return new Promise<SendResult>(resolve => {
      const end = (result: SendResult): void => {
        this.#env.wheel.cancel(timer)
        abort[Symbol.dispose]()
        resolve(result)
      }
      const giveUp = (reason: 'timeout' | 'aborted'): void => {
        context.stop()
        end({ status: 'unknown', reason, seq: -1, attempts: 1 })
      }
      const threw = (error: unknown): void => {
        end({ status: 'failed', reason: 'handler_error', error: serializeError(error), seq: -1, attempts: 1 })
      }
      const timer = this.#env.wheel.add(this.#options.attemptTimeout, () => giveUp('timeout'))
      const abort = onAbort(this.#signal, () => giveUp('aborted'))
      try {
        this.#send(target, entry.message, entry, context).then(end, threw)
      } catch (error) {
        threw(error)
      }
    })
  }
}

/** A signal is a sixth of what a redelivery in memory costs: made only for senders that read it. */
class AttemptContext {
  #controller: AbortController | undefined
  #stopped = false

  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.#stopped) this.#controller.abort()
    return this.#controller.signal
  }

  stop(): void {
    this.#stopped = true
    this.#controller?.abort()
  }
}
