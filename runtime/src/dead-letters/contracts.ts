/** Dead letters: what is kept, how it is filtered, retried and stored. */
import type { Millis } from '../core/clock.js'
import type { EnvOptions } from '../core/env.js'
import type { Backoff } from '../core/options.js'
import type { SendResult } from '../core/results.js'
import type { SerializedError } from '../core/serialize.js'
import type { TargetRef } from '../core/transport.js'
import type { DeadLetterStore } from './store.js'

/** A recipient as data: can be resolved again after a restart where `kind` is 'name'; never an object. */
export interface RecipientAddress {
  readonly kind: string
  readonly name: string
}

/**
 * Points of time are milliseconds since 1970, as letters may outlive the process; within a process they do not follow
 * jumps of the system's clock.
 */
export interface DeadLetter<M = unknown> {
  readonly id: string
  readonly recipient: RecipientAddress
  readonly message: M
  /** Why it could not be delivered: 'noproc', 'timeout', 'circuit_open' … */
  readonly reason: string
  readonly detail?: SerializedError
  /** Whether its handler may have run: only `undelivered` is safe to send again to a handler that is not idempotent. */
  readonly certainty: 'undelivered' | 'unknown' | 'failed'
  readonly metadata: Readonly<Record<string, unknown>>
  /** Redeliveries tried by this queue. */
  readonly attempts: number
  readonly firstFailure: number
  readonly lastAttempt: number
  /** null: no further attempt by the periodic retry. */
  readonly nextAttempt: number | null
  /** `leased`: a redelivery is under way. `exhausted` is final: kept for inspection, until purged or expired. */
  readonly state: 'pending' | 'leased' | 'exhausted'
  readonly idempotencyKey?: string
}

/** All fields that are given must match. */
export interface DeadLetterCriteria {
  /** The name, or `kind:name`. */
  readonly recipient?: string
  readonly reason?: string
  readonly state?: DeadLetter['state']
  /** By `firstFailure`. */
  readonly olderThan?: Millis
  readonly attemptsAtLeast?: number
  readonly ids?: readonly string[]
  /** Sees payloads as they are, not redacted. */
  readonly where?: (entry: DeadLetter) => boolean
}

/** 'due': pending, and its next attempt has come. */
export type DeadLetterFilter = 'all' | 'due' | DeadLetterCriteria

export type RetryOutcome =
  | { readonly id: string; readonly status: 'redelivered' }
  | {
      readonly id: string
      readonly status: 'failed'
      readonly reason: string
      readonly attempts: number
      readonly nextAttempt: number | null
    }
  /** It was before, or this was its last attempt: then `reason` says how that failed. */
  | { readonly id: string; readonly status: 'exhausted'; readonly reason?: string }
  /** Nobody bears the name, or the recipient was an object that is gone. Counts as an attempt. */
  | {
      readonly id: string
      readonly status: 'unresolvable'
      readonly attempts: number
      readonly nextAttempt: number | null
    }
  /** Another redelivery of it is under way. */
  | { readonly id: string; readonly status: 'leased_elsewhere' }

export interface RetryOptions {
  /** Begins no further redelivery once aborted; letters not begun stay as they were and are not among the outcomes. */
  readonly signal?: AbortSignal
  /** Letters tried at most. */
  readonly limit?: number
  /** Try exhausted ones too: for an operator who has repaired the recipient. Default false. */
  readonly includeExhausted?: boolean
}

export interface AddOptions {
  readonly certainty?: DeadLetter['certainty']
  readonly detail?: SerializedError
  /** A second letter with the same key while the first is kept is a `duplicate`. */
  readonly idempotencyKey?: string
  /** `false`: kept for inspection only, never retried by the periodic retry. Default true. */
  readonly retry?: boolean
}

export type AddResult =
  | { readonly status: 'stored'; readonly id: string; readonly durable: boolean }
  /** `id` is the letter that is there already. */
  | { readonly status: 'duplicate'; readonly id: string }
  | { readonly status: 'dropped'; readonly reason: 'full' | 'not_serializable' | 'closed' }

/** Sends a letter again; the queue waits no longer than `attemptTimeout` for its result. */
export type Redeliver = (
  target: TargetRef,
  message: unknown,
  entry: DeadLetter,
  context: { readonly signal: AbortSignal },
) => Promise<SendResult>

export interface DeadLetterQueueOptions extends EnvOptions {
  /** Default: in memory. One that is passed in is not disposed of with the queue. */
  readonly store?: DeadLetterStore
  /** Letters kept at most; default 1000. */
  readonly limit?: number
  /**
   * When full: give up the oldest, or the newcomer (`dropped: full`), or reject `addMessage` (ERR_QUEUE_FULL).
   * Every drop is counted and announced. Default 'dropOldest'.
   */
  readonly overflow?: 'dropOldest' | 'dropNewest' | 'reject'
  /** Redeliveries of a letter; then it is `exhausted`. Default 5. */
  readonly maxAttempts?: number
  /**
   * The periodic retry comes when a letter is due, and at the latest after this; default 300 000, Infinity: never.
   * It does not overlap with itself, and has no timer while there are no letters.
   */
  readonly retryInterval?: Millis
  /** Until a letter's next attempt; default: constantly 300 000 (`retryInterval`, if that is finite). */
  readonly backoff?: Backoff
  /**
   * Whether letters whose handler may have run (`certainty: 'unknown'`) are retried by the periodic retry; default true:
   * at least once. With `false` they wait for `retryMessages`.
   */
  readonly retryUnknown?: boolean
  /** Recipients that are sent to at once; letters to one recipient go one after the other, in order. Default 8. */
  readonly retryConcurrency?: number
  /** Longest wait for the result of one redelivery; default 60 000. Leases are twice as long. */
  readonly attemptTimeout?: Millis
  readonly resolve?: (address: RecipientAddress) => TargetRef | undefined
  readonly addressOf?: (target: TargetRef) => RecipientAddress
  /** See also `sendThrough`. */
  readonly send?: Redeliver
  /** Applied to payloads that are listed; the store keeps them as they are, for the retry. Logs never show any. */
  readonly redact?: (message: unknown) => unknown
  /** Older letters expire, exhausted or not; default 7 days, Infinity: never. */
  readonly maxAge?: Millis
}

/**
 * Every letter that was added is kept still, or counted as redelivered, purged, expired, or dropped. One that is purged
 * or given up in the middle of a redelivery that succeeds counts as both.
 */
export interface DeadLetterStats {
  readonly size: number
  readonly added: number
  readonly duplicates: number
  /** Attempts at redelivery. */
  readonly retried: number
  readonly redelivered: number
  /** Letters that became exhausted. */
  readonly exhausted: number
  readonly purged: number
  readonly expired: number
  /** Given up for newer ones, or refused: those were never `added`. */
  readonly dropped: number
  /** Kept in memory only, because the store failed; tried again. Part of `size`. */
  readonly unstored: number
  /** Times that the store failed. */
  readonly storeFailures: number
  readonly oldestAge: Millis
}

export interface ListOptions {
  /** Default 100. */
  readonly limit?: number
  /** `next` of the page before. */
  readonly cursor?: string
  readonly filter?: DeadLetterFilter
  /** Payloads as they are, although there is a `redact`. */
  readonly reveal?: boolean
}

export interface DeadLetterPage {
  readonly items: readonly DeadLetter[]
  readonly next?: string
  /** Letters that match the filter, on all pages. */
  readonly total: number
}

export interface DeadLetterQueue extends AsyncDisposable {
  /**
   * Settles when the store has committed; the letters of a tick are committed together.
   * @throws InvalidOptionError, QueueFullError (`overflow: 'reject'`), StoreFailedError (a copy stays in memory)
   */
  addMessage(
    recipient: TargetRef | RecipientAddress,
    message: unknown,
    reason: string,
    metadata?: Readonly<Record<string, unknown>>,
    options?: AddOptions,
  ): Promise<AddResult>
  /**
   * Sends letters again, now, whether due or not (unless the filter is 'due'). Default 'all'.
   * @throws InvalidOptionError if there is nothing to send with
   */
  retryMessages(filter?: DeadLetterFilter, options?: RetryOptions): Promise<readonly RetryOutcome[]>
  /** Oldest first. A number is the limit. */
  listMessages(options?: number | ListOptions): Promise<DeadLetterPage>
  getMessage(id: string, options?: { readonly reveal?: boolean }): Promise<DeadLetter | undefined>
  purgeMessages(filter?: DeadLetterFilter): Promise<{ readonly purged: number }>
  getStats(): DeadLetterStats
  /** Gives the queue its way of sending, unless it has one; disposing of the result takes it away again. */
  sendThrough(send: Redeliver): Disposable
  /** All letters, oldest first, page by page. */
  [Symbol.asyncIterator](): AsyncIterator<DeadLetter>
}
