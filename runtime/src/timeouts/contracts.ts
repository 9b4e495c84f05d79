/** Timeouts: where each comes from, and calls that keep to them. All times are milliseconds. */
import type { Clock, Millis } from '../core/clock.js'
import type { Telemetry } from '../core/telemetry.js'
import type { TimerWheel } from '../core/wheel.js'

export type TimeoutKey = string | readonly [category: string, ...rest: string[]]
export type Timeout = Millis | 'infinity'

export interface TimeoutRules {
  /** Default 5000. */
  readonly default?: Millis
  readonly services?: Readonly<Record<string, Timeout>>
  readonly operations?: Readonly<Record<string, Timeout>>
  /** The longest pattern that matches wins. */
  readonly patterns?: Readonly<Record<`${string}:*`, Timeout>>
  readonly requests?: readonly { readonly match: (request: unknown) => boolean; readonly operation: string }[]
  readonly environmentFactor?: number | Readonly<Record<string, number>>
  readonly min?: Millis
  readonly max?: Millis
}

export interface TimeoutExplanation {
  readonly ms: Timeout
  readonly source: 'explicit' | 'override' | 'request' | 'service' | 'operation' | 'pattern' | 'default'
  readonly rule?: string
  readonly factor: number
}

export interface CallContext {
  /** Aborted at the timeout or by the caller's signal. Made only when it is read. */
  readonly signal: AbortSignal
  readonly timeout: Timeout
  /** Milliseconds left; Infinity without a limit. */
  remaining(): Millis
}

export interface CallOptions {
  readonly timeout?: Timeout
  readonly signal?: AbortSignal
  /** Gets a value that came after the timeout; without it late replies go nowhere. */
  readonly onLateReply?: (value: unknown) => void
}

export type CallResult<R> =
  | { readonly status: 'ok'; readonly value: R }
  | { readonly status: 'timeout'; readonly timeoutMs: Millis }
  | { readonly status: 'aborted'; readonly reason: unknown }
  | { readonly status: 'error'; readonly error: unknown }

export interface TimeoutConfig {
  getTimeout(key: TimeoutKey): Timeout
  /** A run-time override; disposing of it restores what was before. */
  setTimeout(key: TimeoutKey, ms: Timeout, options?: { readonly ttl?: Millis }): Disposable
  /** explicit > override > request > service > operation > pattern > default; then factor, then min and max. */
  getTimeoutForCall(server: TimeoutKey, request: unknown, options?: { readonly timeout?: Timeout }): Timeout
  callWithTimeout<R>(
    server: TimeoutKey,
    request: unknown,
    fn: (context: CallContext) => R | Promise<R>,
    options?: CallOptions,
  ): Promise<CallResult<R>>
  explain(server: TimeoutKey, request?: unknown, options?: { readonly timeout?: Timeout }): TimeoutExplanation
  withFactor(factor: number): TimeoutConfig
}

export interface TimeoutConfigOptions {
  readonly rules?: TimeoutRules
  readonly environment?: string
  readonly clock?: Clock
  readonly wheel?: TimerWheel
  readonly telemetry?: Telemetry
}
