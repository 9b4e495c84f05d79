/** Options of sends, and their meaning. All times are milliseconds. */
import type { Millis } from './clock.js'
import type { NotDelivered } from './results.js'

/** What happens besides returning the result when a send finally fails. Only `raise` throws. */
export type OnError = 'raise' | 'log' | 'deadLetter' | 'ignore'

/** A number is the initial delay: exponential by two, full jitter, capped at 30 s. */
export type Backoff =
  | Millis
  | {
      readonly kind: 'constant' | 'linear' | 'exponential' | 'decorrelatedJitter'
      readonly initial: Millis
      /** Growth per attempt; default 2. Exponential only. */
      readonly factor?: number
      /** Cap; default 30 000. */
      readonly max?: Millis
      readonly jitter?: 'none' | 'full' | 'equal'
    }

export interface RetryPolicy {
  /** Attempts after the first; default 0. */
  readonly retries: number
  /** Default 100: 100, 200, 400 … with full jitter, capped at 30 s. */
  readonly backoff?: Backoff
  /** Replaces the rule of what is worth another attempt. */
  readonly retryOn?: (result: NotDelivered) => boolean
  /** Also send again what is `unknown`: needs a peer that drops duplicates, or an idempotent handler. Default false. */
  readonly retryUnknown?: boolean
}

export interface SendOptions extends Partial<RetryPolicy> {
  /** For one attempt; default 5000 (the runtime's TimeoutConfig). `Infinity` only if said so. */
  readonly timeout?: Millis
  /** For all attempts together, as a point on the runtime's clock (`clock.now() + ms`). */
  readonly deadline?: number
  /** The stage that must be proven; default: the furthest the target proves up to `received` (`processed` for `call`). */
  readonly stage?: 'handed_over' | 'received' | 'processed'
  /** Default 'log'. */
  readonly onError?: OnError
  /** For telemetry and dead letters; never sent to the peer. */
  readonly metadata?: Readonly<Record<string, unknown>>
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal
  /** Moved, not copied. Such a send goes alone and is never retried once it has been written. */
  readonly transfer?: readonly unknown[]
  /** A clone and a write of its own: two messages batched into one share the objects they both point at. */
  readonly isolate?: boolean
  /** With a full window: wait for room, refuse the new, or give up the oldest that has not been written. Default 'wait'. */
  readonly overflow?: 'wait' | 'reject' | 'dropOldest'
}

export type BroadcastStrategy = 'all_or_nothing' | 'best_effort' | 'at_least_one'

export interface BroadcastOptions extends SendOptions {
  /** Default 'best_effort'. */
  readonly strategy?: BroadcastStrategy
  /** Sends under way at once; default 64. */
  readonly concurrency?: number
}

/** Of a broadcast that nobody waits for: all are sent to at once. */
export type PostBroadcastOptions = Omit<BroadcastOptions, 'concurrency'>

/** Defaults are the plan's: opens after 5 failures in a row, lets a probe through after 30 s. */
export interface BreakerOptions {
  readonly consecutive?: number
  readonly sampling?: { readonly threshold: number; readonly duration: Millis; readonly minimum?: number }
  readonly halfOpenAfter?: Millis | { readonly initial: Millis; readonly max: Millis }
}

export interface BatchOptions {
  /** Messages in one write; default 64. 1 turns batching off. */
  readonly max: number
  /** How long a write may wait for company; default 'microtask'. */
  readonly maxDelay?: 'microtask' | 'tick' | Millis
}
