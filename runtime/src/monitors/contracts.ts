/** Monitors: who watches whom, until when, and what is reported. */
import type { Clock, Millis } from '../core/clock.js'
import type { Logger } from '../core/logger.js'
import type { Telemetry } from '../core/telemetry.js'
import type { DownReason, TargetAdapter, TargetRef } from '../core/transport.js'
import type { TimerWheel } from '../core/wheel.js'

export type MonitorRef = { readonly __brand: 'MonitorRef'; readonly id: number }

/** Anything with an end: a Worker, an actor, an AbortSignal, a scope. */
export type OwnerRef = object

export interface MonitorOptions {
  readonly tag?: string
  readonly owner?: OwnerRef
  readonly onDown?: (down: Down) => void
  /** When this monitor counts as a leak; default the manager's `leakAge`. */
  readonly maxAge?: Millis
  readonly signal?: AbortSignal
}

export interface Down {
  readonly ref: MonitorRef
  readonly target: TargetRef
  readonly tag: string
  readonly reason: DownReason
}

export type MonitorResult =
  | { readonly status: 'ok'; readonly ref: MonitorRef }
  | { readonly status: 'error'; readonly reason: 'unsupported_target' | 'noproc' | 'owner_down' | 'aborted' | 'closed' }

export interface MonitorInfo {
  readonly ref: MonitorRef
  readonly target: string
  readonly tag: string
  readonly owner: string
  readonly ageMs: Millis
  readonly alive: boolean
  readonly callSite?: string
}

export interface MonitorStats {
  readonly created: number
  readonly cleaned: number
  readonly cleanedBy: {
    readonly demonitor: number
    readonly targetDown: number
    readonly ownerDown: number
    readonly signal: number
    readonly collected: number
    readonly disposed: number
  }
  /** Distinct monitors that have been reported as leaks. */
  readonly leaked: number
  readonly active: number
  readonly byTag: Readonly<Record<string, number>>
}

export interface MonitorManager extends AsyncDisposable {
  /** A target that is already down reports Down on the next microtask, as in OTP. */
  monitor(target: TargetRef, tagOrOptions?: string | MonitorOptions): MonitorResult
  /** With `flush`, a Down that is queued but not delivered yet is dropped. */
  demonitor(
    ref: MonitorRef,
    options?: { readonly flush?: boolean },
  ): { readonly status: 'ok' } | { readonly status: 'not_found' }
  listMonitors(filter?: {
    readonly tag?: string
    readonly target?: TargetRef
    readonly owner?: OwnerRef
    readonly limit?: number
  }): readonly MonitorInfo[]
  findLeaks(ageMs?: Millis): readonly MonitorInfo[]
  getStats(): MonitorStats
  /** Each leak is reported once. */
  onLeak(fn: (leaks: readonly MonitorInfo[]) => void): Disposable
  monitorWithCleanup<R>(
    target: TargetRef,
    tag: string,
    body: (ref: MonitorRef, down: Promise<Down>) => R | Promise<R>,
  ): Promise<R>
  scope(name: string): MonitorScope
}

export interface MonitorScope extends Disposable {
  monitor: MonitorManager['monitor']
}

export interface MonitorManagerOptions {
  /** Default 300 000. */
  readonly leakCheckInterval?: Millis
  /** Default 300 000. */
  readonly leakAge?: Millis
  /** Default 'sampled'. */
  readonly captureCallSite?: 'never' | 'sampled' | 'always'
  readonly adapters?: readonly TargetAdapter<never>[]
  /** Resolves names; the runtime passes its own registry. */
  readonly whereis?: (name: string) => TargetRef | undefined
  readonly clock?: Clock
  readonly wheel?: TimerWheel
  readonly telemetry?: Telemetry
  readonly logger?: Logger
}
