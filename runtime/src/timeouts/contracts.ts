/** Timeouts: where each comes from, and calls that keep to them. All times are milliseconds. */
import type { Millis } from '../core/clock.js'
import type { EnvOptions } from '../core/env.js'
import type { DeadLetterQueue } from '../dead-letters/contracts.js'

/** A service, an operation, or a category and what is in it: `['cache_lookup', 'get']` is `'cache_lookup:get'`. */
export type TimeoutKey = string | readonly [category: string, ...rest: string[]]

/** No limit has to be said in so many words; the number Infinity is refused. */
export type Timeout = Millis | 'infinity'

export interface TimeoutRules {
  /** Default 5000. */
  readonly default?: Timeout
  readonly services?: Readonly<Record<string, Timeout>>
  readonly operations?: Readonly<Record<string, Timeout>>
  /** `'category:*'`, to any depth (`'db:read:*'`); the longest that matches wins. */
  readonly patterns?: Readonly<Record<`${string}:*`, Timeout>>
  /**
   * Which operation a request is, first match first. A string matches the request's own key: the `type` (`kind`,
   * `op`, `action`, `event`) of an object, the leading strings of a tuple, a string itself.
   */
  readonly requests?: readonly RequestRule[]
  /** For slow environments: one factor, or one by name of the environment. Default 1. */
  readonly environmentFactor?: number | Readonly<Record<string, number>>
  /** Floor after scaling; default 1. */
  readonly min?: Millis
  /** Ceiling after scaling; default 2 147 483 647, the most that setTimeout can do. */
  readonly max?: Millis
}

export interface RequestRule {
  readonly match: string | ((request: unknown) => boolean)
  readonly operation: string
}

export type TimeoutSource = 'explicit' | 'override' | 'request' | 'service' | 'operation' | 'pattern' | 'default'

export interface TimeoutExplanation {
  readonly ms: Timeout
  readonly source: TimeoutSource
  /** The key or pattern that matched, as it stands in the rules. */
  readonly rule?: string
  /** What the rule's value was multiplied with. */
  readonly factor: number
}

export interface CallContext {
  /** Aborted at the timeout or by the caller's signal. Made only when it is read. */
  readonly signal: AbortSignal
  readonly timeout: Timeout
  /** Milliseconds left, 0 after the end; Infinity without a limit. */
  remaining(): Millis
  /**
   * Runs `release` once, when the call ends, however it ends: takes listeners away, forgets what waits for a reply. At
   * once if it has ended. What it throws is logged.
   */
  onEnd(release: () => void): void
}

/** What came after the result had been given. */
export type LateReply =
  | { readonly status: 'ok'; readonly value: unknown; readonly lateBy: Millis }
  | { readonly status: 'error'; readonly error: unknown; readonly lateBy: Millis }

export interface CallOptions {
  readonly timeout?: Timeout
  readonly signal?: AbortSignal
  /** Default: the config's. */
  readonly onLateReply?: (reply: LateReply) => void
}

export type CallResult<R> =
  | { readonly status: 'ok'; readonly value: R }
  | { readonly status: 'timeout'; readonly timeoutMs: Millis }
  | { readonly status: 'aborted'; readonly reason: unknown }
  /** `fn` threw or rejected. */
  | { readonly status: 'error'; readonly error: unknown }

/** Every call is counted once under its result; late replies apart. */
export interface TimeoutStats {
  readonly calls: number
  readonly ok: number
  readonly timeouts: number
  readonly aborted: number
  readonly errors: number
  readonly lateReplies: number
  readonly inFlight: number
  /** Run-time overrides in force. */
  readonly overrides: number
}

export interface TimeoutConfig extends Disposable {
  /**
   * Override > service > operation > pattern > default; then factor, then min and max. Always a number that a timer
   * takes: where 'infinity' is configured, 2 147 483 647, which is 24 days. To tell no limit apart, ask
   * {@link TimeoutConfig.getTimeoutForCall}.
   */
  getTimeout(key: TimeoutKey): Millis
  /**
   * A run-time override of a key or of a pattern (`'cache_lookup:*'`), until disposed of or for `ttl` ms.
   * Of several for one key the latest counts; when it ends, the one before is in force again.
   */
  setTimeout(key: TimeoutKey, timeout: Timeout, options?: { readonly ttl?: Millis }): Disposable
  /**
   * Explicit > override > request > service > operation > pattern > default; then factor, then min and max, for
   * explicit ones too. 'infinity' passes as it is.
   * @throws InvalidOptionError for an explicit timeout that is negative, NaN, or the number Infinity
   */
  getTimeoutForCall(server: TimeoutKey, request: unknown, options?: { readonly timeout?: Timeout }): Timeout
  /**
   * Calls `fn` once and waits for it no longer than the timeout of the call. Timer and listener are gone with the
   * result, whatever it is. `fn` itself can't be stopped: it is told through `context.signal`.
   * @throws InvalidOptionError (as a rejection) for wrong options
   */
  callWithTimeout<R>(
    server: TimeoutKey,
    request: unknown,
    fn: (context: CallContext) => R | PromiseLike<R>,
    options?: CallOptions,
  ): Promise<CallResult<R>>
  /**
   * `callWithTimeout` as a promise of the value itself: what `fn` throws is thrown, a timeout is a CallTimeoutError, an
   * abort throws the signal's reason.
   */
  call<R>(key: TimeoutKey, fn: (context: CallContext) => R | PromiseLike<R>, options?: CallOptions): Promise<R>
  /** Which rule decides, and what it gives. */
  explain(server: TimeoutKey, request?: unknown, options?: { readonly timeout?: Timeout }): TimeoutExplanation
  /** The same rules and overrides, multiplied once more. */
  withFactor(factor: number): TimeoutConfig
  getStats(): TimeoutStats
}

export interface TimeoutConfigOptions extends EnvOptions {
  /** Added to the built-in rules, and stronger. */
  readonly rules?: TimeoutRules
  /** Default true: the plan's operations and patterns; see `builtInTimeoutRules`. */
  readonly builtIn?: boolean
  /** Picks from `environmentFactor`; default: NODE_ENV, else 'development'. */
  readonly environment?: string
  /** Where late replies are kept, for inspection only, unless somebody takes them; default: nowhere. */
  readonly deadLetters?: Pick<DeadLetterQueue, 'addMessage'>
  /** Gets what came too late; default: nowhere but into the statistics. */
  readonly onLateReply?: (reply: LateReply, call: { readonly service: string; readonly operation?: string }) => void
}
