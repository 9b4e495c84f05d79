/** Dead letters: what is kept, how it is filtered, retried and stored. */
import type { Clock, Millis } from '../core/clock.js'
import type { Logger } from '../core/logger.js'
import type { Backoff } from '../core/options.js'
import type { Random } from '../core/random.js'
import type { SendResult } from '../core/results.js'
import type { SerializedError } from '../core/serialize.js'
import type { Telemetry } from '../core/telemetry.js'
import type { TargetRef } from '../core/transport.js'
import type { TimerWheel } from '../core/wheel.js'

/** A recipient as data: can be resolved again after a restart where `kind` is 'name'; never an object. */
export interface RecipientAddress {
  readonly kind: string
  readonly name: string
}

/** 'due': pending and its next attempt has come. */
export type DeadLetterFilter =
  | 'all'
  | 'due'
  | {
      readonly recipient?: string
      readonly reason?: string
      readonly olderThan?: Millis
      readonly attemptsAtLeast?: number
      readonly ids?: readonly string[]
      readonly where?: (entry: DeadLetter) => boolean
    }

/** Points of time are wall-clock milliseconds, as entries may outlive the process. */
export interface DeadLetter<M = unknown> {
  readonly id: string
  readonly recipient: RecipientAddress
  readonly message: M
  readonly reason: string
  readonly detail?: SerializedError
  readonly certainty: 'undelivered' | 'unknown' | 'failed'
  readonly metadata: Readonly<Record<string, unknown>>
  readonly attempts: number
  readonly firstFailure: number
  readonly lastAttempt: number
  /** null: no further attempt by the periodic retry. */
  readonly nextAttempt: number | null
  readonly state: 'pending' | 'leased' | 'exhausted'
  readonly idempotencyKey?: string
}

export type RetryOutcome =
  | { readonly id: string; readonly status: 'redelivered' }
  | {
      readonly id: string
      readonly status: 'failed'
      readonly reason: string
      readonly attempts: number
      readonly nextAttempt: number
    }
  | { readonly id: string; readonly status: 'exhausted' }
  | { readonly id: string; readonly status: 'unresolvable' }
  | { readonly id: string; readonly status: 'leased_elsewhere' }

export interface AddOptions {
  readonly metadata?: Readonly<Record<string, unknown>>
  readonly certainty?: DeadLetter['certainty']
  readonly detail?: SerializedError
  /** A second letter with the same key while the first is kept is a `duplicate`. */
  readonly idempotencyKey?: string
}

export type AddResult =
  | { readonly status: 'stored'; readonly id: string; readonly durable: boolean }
  | { readonly status: 'duplicate'; readonly id: string }
  | { readonly status: 'dropped'; readonly reason: 'full' | 'not_serializable' | 'closed' }

export interface DeadLetterQueueOptions {
  readonly store?: DeadLetterStore
  /** Default 1000. */
  readonly limit?: number
  /** Default 'dropOldest'. Every drop is counted and announced. */
  readonly overflow?: 'dropOldest' | 'dropNewest' | 'reject'
  /** Default 5; then `exhausted`. */
  readonly maxAttempts?: number
  /** Default 300 000; Infinity turns the periodic retry off. */
  readonly retryInterval?: Millis
  readonly backoff?: Backoff
  readonly retryConcurrency?: number
  readonly resolve?: (address: RecipientAddress) => TargetRef | undefined
  readonly addressOf?: (target: TargetRef) => RecipientAddress
  /** Redelivery; the runtime passes its own sendSupervised. */
  readonly send?: (target: TargetRef, message: unknown, entry: DeadLetter) => Promise<SendResult>
  /** Applied before a payload is kept or shown in logs. */
  readonly redact?: (message: unknown) => unknown
  /** Older entries are purged; default none. */
  readonly maxAge?: Millis
  readonly clock?: Clock
  readonly random?: Random
  readonly wheel?: TimerWheel
  readonly telemetry?: Telemetry
  readonly logger?: Logger
}

export interface DeadLetterStats {
  readonly size: number
  readonly added: number
  readonly redelivered: number
  readonly exhausted: number
  readonly dropped: number
  readonly purged: number
  readonly oldestAge: Millis
}

export interface DeadLetterQueue extends AsyncDisposable {
  addMessage(
    recipient: TargetRef | RecipientAddress,
    message: unknown,
    reason: string,
    metadata?: Readonly<Record<string, unknown>>,
    options?: AddOptions,
  ): Promise<AddResult>
  retryMessages(
    filter?: DeadLetterFilter,
    options?: { readonly signal?: AbortSignal; readonly limit?: number },
  ): Promise<readonly RetryOutcome[]>
  listMessages(options?: {
    readonly limit?: number
    readonly cursor?: string
    readonly filter?: DeadLetterFilter
  }): Promise<{ readonly items: readonly DeadLetter[]; readonly next?: string; readonly total: number }>
  getMessage(id: string): Promise<DeadLetter | undefined>
  purgeMessages(filter?: DeadLetterFilter): Promise<{ readonly purged: number }>
  getStats(): DeadLetterStats
  [Symbol.asyncIterator](): AsyncIterator<DeadLetter>
}

/** Where letters are kept. Durable and shared stores come with a later release; leases and group commit are here now. */
export interface DeadLetterStore extends AsyncDisposable {
  readonly durable: boolean
  readonly shared: boolean
  /** Resolves after the durable commit of all; the queue gathers the letters of a tick into one call. */
  append(entries: readonly DeadLetter[]): Promise<void>
  /** Hands out entries due at `due` and not leased past it; only one owner gets each until `until`. */
  lease(due: number, limit: number, owner: string, until: number): Promise<readonly DeadLetter[]>
  /** As `lease`, for given ids whether due or not; entries leased by another owner are left out. */
  leaseIds(ids: readonly string[], owner: string, now: number, until: number): Promise<readonly DeadLetter[]>
  settle(updates: readonly StoreUpdate[]): Promise<void>
  get(id: string): Promise<DeadLetter | undefined>
  scan(
    cursor: string | undefined,
    limit: number,
  ): Promise<{ readonly items: readonly DeadLetter[]; readonly next?: string }>
  count(): Promise<number>
}

export type StoreUpdate =
  | { readonly id: string; readonly op: 'delete' }
  | {
      readonly id: string
      readonly op: 'update'
      readonly attempts: number
      readonly lastAttempt: number
      readonly nextAttempt: number | null
      readonly state: DeadLetter['state']
    }
