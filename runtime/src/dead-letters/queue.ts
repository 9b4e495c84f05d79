/** The dead letter queue: what the parts do together. */
import { backoffDelay, checkBackoff } from '../core/backoff.js'
import { createEnv } from '../core/env.js'
import { checkMaking } from '../core/env-check.js'
import { ClosedError, InvalidOptionError } from '../core/errors.js'
import type { Backoff } from '../core/options.js'
import {
  checkCount,
  checkKnown,
  checkMethods,
  checkOneOf,
  checkSignal,
  checkSpan,
  checkType,
} from '../core/options-check.js'
import type { RuntimeEnv, TargetRef } from '../core/transport.js'
import { createNameRegistry } from '../names/registry.js'
import type {
  AddOptions,
  AddResult,
  DeadLetter,
  DeadLetterFilter,
  DeadLetterPage,
  DeadLetterQueue,
  DeadLetterQueueOptions,
  DeadLetterStats,
  ListOptions,
  RecipientAddress,
  Redeliver,
  RetryOptions,
  RetryOutcome,
} from './contracts.js'
import { Departures } from './departures.js'
import { DeadLetterEvents, plainCounters } from './events.js'
import { expire } from './expiry.js'
import { checkFilter, checkListOptions, testOf } from './filter.js'
import { Intake } from './intake.js'
import { addressFrom, checkLetter, keepable } from './letter.js'
import { createMemoryStore } from './memory-store.js'
import { Reader } from './reader.js'
import { Redelivery, type RedeliveryOptions } from './redelivery.js'
import { RetrySchedule } from './schedule.js'
import type { DeadLetterStore } from './store.js'

const defaultRetryInterval = 300_000
const defaultMaxAge = 7 * 24 * 3_600_000
/** Letters in memory only are tried again sooner than the rest. */
const storeAgainAfter = 30_000

let queues = 0

const known = [
  'store',
  'limit',
  'overflow',
  'maxAttempts',
  'retryInterval',
  'backoff',
  'retryUnknown',
  'retryConcurrency',
  'attemptTimeout',
  'resolve',
  'addressOf',
  'send',
  'redact',
  'maxAge',
] as const satisfies (keyof DeadLetterQueueOptions)[]

export class Queue implements DeadLetterQueue {
  readonly #env: RuntimeEnv
  readonly #store: DeadLetterStore
  readonly #ownsStore: boolean
  readonly #events: DeadLetterEvents
  readonly #departures = new Departures()
  readonly #intake: Intake
  readonly #reader: Reader
  readonly #schedule: RetrySchedule
  readonly #redelivery: RedeliveryOptions
  readonly #addressOf: (target: TargetRef) => RecipientAddress
  readonly #maxAge: number
  readonly #retryUnknown: boolean
  readonly #retryInterval: number
  readonly #id: string
  /** Wall clock time when the runtime's clock read 0: this process's time does not jump. */
  readonly #epoch: number
  readonly #observer: Disposable
  readonly #closing = new AbortController()
  readonly #runs = new Set<Promise<unknown>>()
  #send: Redeliver | undefined
  #disposed: Promise<void> | undefined
  #change: Promise<void> | undefined
  #letters = 0
  #runCount = 0
  #size = 0
  #oldest: number | undefined

  constructor(options: DeadLetterQueueOptions) {
    checkMaking(options, known)
    for (const name of ['resolve', 'addressOf', 'send', 'redact'] as const) checkType(name, options[name], 'function')
    checkType('retryUnknown', options.retryUnknown, 'boolean')
    if (options.store !== undefined)
      checkMethods('store', options.store, ['append', 'lease', 'settle', 'remove', 'get', 'scan', 'count'])
    this.#env = createEnv(options)
    this.#store = options.store ?? createMemoryStore()
    this.#ownsStore = options.store === undefined
    this.#events = new DeadLetterEvents(this.#env)
    this.#epoch = this.#env.clock.wall() - this.#env.clock.now()
    this.#id = `${Math.trunc(this.#now()).toString(36)}-${Math.trunc(this.#env.random.next() * 36 ** 8).toString(36)}-${++queues}`
    this.#retryInterval = checkSpan('retryInterval', options.retryInterval ?? defaultRetryInterval, {
      infinity: true,
      zero: false,
    })
    this.#maxAge = checkSpan('maxAge', options.maxAge ?? defaultMaxAge, { infinity: true })
    this.#retryUnknown = options.retryUnknown ?? true
    this.#intake = new Intake(this.#env, this.#store, this.#events, {
      limit: checkCount('limit', options.limit ?? 1000, 1),
      overflow: checkOneOf('overflow', options.overflow ?? 'dropOldest', ['dropOldest', 'dropNewest', 'reject']),
    })
    const registry = createNameRegistry()
    this.#addressOf = options.addressOf ?? registry.addressOf
    this.#redelivery = {
      maxAttempts: checkCount('maxAttempts', options.maxAttempts ?? 5, 1),
      backoff: options.backoff ?? this.#defaultBackoff(),
      concurrency: checkCount('retryConcurrency', options.retryConcurrency ?? 8, 1),
      attemptTimeout: checkSpan('attemptTimeout', options.attemptTimeout ?? 60_000, { zero: false }),
      resolve: options.resolve ?? registry.resolve,
    }
    checkBackoff('backoff', this.#redelivery.backoff)
    this.#reader = new Reader(this.#store, this.#intake, () => this.#now(), options.redact)
    this.#send = options.send
    this.#schedule = new RetrySchedule(
      this.#env,
      this.#retryInterval,
      () => this.#now(),
      () => this.#periodically(),
    )
    this.#observer = this.#env.telemetry.observe(() => plainCounters(this.getStats()))
    if (!this.#ownsStore) void this.#changed()
  }

  /** The plan's: constantly the interval. */
  #defaultBackoff(): Backoff {
    const initial = this.#retryInterval === Number.POSITIVE_INFINITY ? defaultRetryInterval : this.#retryInterval
    return { kind: 'constant', initial, max: initial }
  }

  #now(): number {
    return Math.floor(this.#epoch + this.#env.clock.now())
  }

  async addMessage(
    recipient: TargetRef | RecipientAddress,
    message: unknown,
    reason: string,
    metadata: Readonly<Record<string, unknown>> = {},
    options: AddOptions = {},
  ): Promise<AddResult> {
    checkLetter(recipient, reason, metadata, options)
    if (this.#closing.signal.aborted) return { status: 'dropped', reason: 'closed' }
    const address = addressFrom(recipient, this.#addressOf)
    const kept = keepable(message, metadata, this.#store.keeps)
    if (kept === undefined) {
      this.#events.dropped([{ recipient: address }], 'not_serializable')
      return { status: 'dropped', reason: 'not_serializable' }
    }
    const now = this.#now()
    const delay = Math.max(1, Math.ceil(backoffDelay(this.#redelivery.backoff, 1, this.#env.random)))
    const certainty = options.certainty ?? 'undelivered'
    const retried = options.retry !== false && (this.#retryUnknown || certainty !== 'unknown')
    const nextAttempt = retried ? now + delay : null
    const entry: DeadLetter = {
      id: `${this.#id}-${(++this.#letters).toString(36)}`,
      recipient: address,
      message: kept.message,
      reason,
      ...(options.detail === undefined ? {} : { detail: options.detail }),
      certainty,
      metadata: kept.metadata,
      attempts: 0,
      firstFailure: now,
      lastAttempt: now,
      nextAttempt,
      state: 'pending',
      ...(options.idempotencyKey === undefined ? {} : { idempotencyKey: options.idempotencyKey }),
    }
    try {
      return await this.#intake.add(entry)
    } finally {
      this.#schedule.wake(nextAttempt ?? Number.POSITIVE_INFINITY)
      await this.#changed()
    }
  }

  async retryMessages(filter: DeadLetterFilter = 'all', options: RetryOptions = {}): Promise<readonly RetryOutcome[]> {
    checkFilter(filter)
    checkKnown('options', options, ['signal', 'limit', 'includeExhausted'] satisfies (keyof RetryOptions)[])
    if (options.limit !== undefined) checkCount('limit', options.limit, 1)
    checkSignal(options.signal)
    checkType('includeExhausted', options.includeExhausted, 'boolean')
    if (this.#closing.signal.aborted) throw new ClosedError('the dead letter queue')
    if (this.#send === undefined) {
      throw new InvalidOptionError('send', 'given: the queue has no way of sending (see sendThrough)', undefined)
    }
    await this.#intake.idle()
    await this.#intake.storeKept()
    await this.#expire()
    const run = this.#run(this.#send, filter, options)
    this.#runs.add(run)
    try {
      return await run
    } finally {
      this.#runs.delete(run)
      await this.#changed()
    }
  }

  #run(send: Redeliver, filter: DeadLetterFilter, options: RetryOptions): Promise<readonly RetryOutcome[]> {
    const closing = this.#closing.signal
    const redelivery = new Redelivery(this.#env, this.#store, this.#events, this.#redelivery, this.#departures, {
      owner: `${this.#id}:${++this.#runCount}`,
      now: () => this.#now(),
      send,
      signal: options.signal === undefined ? closing : AbortSignal.any([closing, options.signal]),
      limit: options.limit ?? Number.POSITIVE_INFINITY,
    })
    return filter === 'due' ? redelivery.due() : redelivery.picked(this.#reader.pages(filter), options)
  }

  /** Everything the clock brings; gives the moment at which to come again. */
  async #periodically(): Promise<number | undefined> {
    try {
      await this.#expire()
      const stored = await this.#intake.storeKept()
      if (this.#send !== undefined) await this.#run(this.#send, 'due', {})
      await this.#measure()
      if (this.#size === 0 && !this.#store.shared) return undefined
      const latest = this.#now() + (stored ? this.#retryInterval : Math.min(this.#retryInterval, storeAgainAfter))
      const due = this.#send === undefined ? undefined : await this.#store.nextDue?.()
      return Math.min(latest, due ?? Number.POSITIVE_INFINITY)
    } catch (error) {
      this.#events.storeFailed('retry', 0, error)
      return this.#now() + this.#retryInterval
    }
  }

  #expire(): Promise<void> {
    return expire(this.#store, this.#events, this.#now(), this.#maxAge)
  }

  async listMessages(options: number | ListOptions = {}): Promise<DeadLetterPage> {
    const { limit, ...rest } = checkListOptions(typeof options === 'number' ? { limit: options } : options)
    await this.#intake.idle()
    await this.#expire()
    return this.#reader.list({ limit: limit ?? 100, ...rest })
  }

  async getMessage(id: string, options: { readonly reveal?: boolean } = {}): Promise<DeadLetter | undefined> {
    checkKnown('options', options, ['reveal'])
    checkType('reveal', options.reveal, 'boolean')
    await this.#intake.idle()
    return this.#reader.get(id, options.reveal)
  }

  async purgeMessages(filter: DeadLetterFilter = 'all'): Promise<{ readonly purged: number }> {
    checkFilter(filter)
    await this.#intake.idle()
    const late = this.#intake.unstored.filter(testOf(filter, this.#now()))
    let purged = this.#intake.forgetUnstored(new Set(late.map(entry => entry.id)))
    const ids: string[] = []
    for await (const page of this.#reader.pages(filter, 1000)) ids.push(...page.map(entry => entry.id))
    const leaving = ids.filter(id => this.#departures.purge(id))
    if (leaving.length > 0) purged += await this.#store.remove(leaving)
    this.#events.purged(purged)
    await this.#changed()
    return { purged }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<DeadLetter> {
    await this.#intake.idle()
    yield* this.#reader.all()
  }

  sendThrough(send: Redeliver): Disposable {
    const taken = this.#send === undefined
    if (taken) {
      this.#send = send
      void this.#changed()
    }
    return {
      [Symbol.dispose]: () => {
        if (taken && this.#send === send) this.#send = undefined
      },
    }
  }

  /** Numbers for `getStats`, and the timer: looked up once for all changes of a tick. */
  #changed(): Promise<void> {
    this.#change ??= Promise.resolve().then(() => {
      this.#change = undefined
      return this.#lookUp()
    })
    return this.#change
  }

  async #lookUp(): Promise<void> {
    try {
      await this.#measure()
      if (this.#size === 0 && !this.#store.shared) this.#schedule.rest()
      else this.#schedule.wake((await this.#store.nextDue?.()) ?? Number.POSITIVE_INFINITY)
    } catch (error) {
      this.#events.storeFailed('count', 0, error)
      if (this.#intake.unstored.length > 0) this.#schedule.wake(this.#now() + storeAgainAfter)
    }
  }

  async #measure(): Promise<void> {
    const { unstored } = this.#intake
    this.#size = unstored.length
    this.#oldest = unstored[0]?.firstFailure
    this.#size = (await this.#store.count()) + unstored.length
    const [first] = (await this.#store.scan(undefined, 1)).items
    if (first !== undefined) this.#oldest = first.firstFailure
  }

  getStats(): DeadLetterStats {
    return {
      size: this.#size,
      ...this.#events.counters,
      unstored: this.#intake.unstored.length,
      oldestAge: this.#oldest === undefined ? 0 : this.#now() - this.#oldest,
    }
  }

  /** For everybody who asks, over when it is over. */
  [Symbol.asyncDispose](): Promise<void> {
    this.#disposed ??= this.#dispose()
    return this.#disposed
  }

  async #dispose(): Promise<void> {
    this.#closing.abort(new ClosedError('the dead letter queue'))
    await this.#intake.idle()
    await this.#schedule.stop()
    await Promise.allSettled(this.#runs)
    if (!(await this.#intake.storeKept())) {
      this.#env.logger.error('dead letters lost: the store failed to the end', { count: this.#intake.unstored.length })
    }
    this.#observer[Symbol.dispose]()
    if (this.#ownsStore) await this.#store[Symbol.asyncDispose]()
  }
}
