/** The words of the monitor manager: what is watched, for whom, and what is told when it ends. */
import type { Millis } from '../core/clock.js'
import type { EnvOptions } from '../core/env.js'
import type { DownReason, TargetAdapter, TargetRef } from '../core/transport.js'
import type { ExitStatus } from './exit.js'

declare const brand: unique symbol

/** Names one monitor. Opaque; a ref whose monitor is gone is harmless. After Erlang's monitor reference. */
export interface MonitorRef {
  readonly id: number
  readonly [brand]: 'MonitorRef'
}

/**
 * Whoever a monitor belongs to: its end takes the monitor along. A Worker, a child, an actor, an AbortSignal or a
 * scope ends when it says so; any other object when it has been garbage-collected.
 */
export type OwnerRef = object

/**
 * The part of an adapter that monitors need: how to see that a target has ended. Every `TargetAdapter` is one;
 * things that can only be watched, such as an AbortSignal, are nothing more.
 */
export type DownSource<T extends object = object> = Pick<
  TargetAdapter<T>,
  'name' | 'accepts' | 'liveness' | 'watch' | 'describe'
>

// biome-ignore lint/suspicious/noExplicitAny: sources of different things stand in one list; `accepts` guards each use
export type AnyDownSource = DownSource<any>

/** Told once: the target has ended. */
export interface Down {
  readonly ref: MonitorRef
  /** The target as it was given; `undefined` only when it was garbage-collected. */
  readonly target: TargetRef | undefined
  readonly tag: string
  /** `never_existed` for a registered name that nobody bears; `unreachable` for a target that was garbage-collected. */
  readonly reason: DownReason
  /** What a listener of `exit` would have been given. */
  readonly exit: ExitStatus
}

export interface MonitorOptions {
  /** Who watches, for lists and leak reports; default 'untagged'. */
  readonly tag?: string
  /** Default: the manager itself, whose monitors live until they are taken back. */
  readonly owner?: OwnerRef
  /** Called on a microtask, once, unless the owner has ended before. */
  readonly onDown?: (down: Down) => void
  /** Counts as leaked from this age on (ms); `Infinity`: meant to stay. Default: the manager's `leakAge`. */
  readonly maxAge?: Millis
  /** Takes the monitor back when aborted. */
  readonly signal?: AbortSignal
}

export type MonitorResult =
  | { readonly status: 'ok'; readonly ref: MonitorRef }
  | {
      readonly status: 'error'
      /**
       * `unsupported_target`: the platform cannot tell when it ends (a web Worker, a bare nact ref).
       * `owner_down`, `aborted`: whoever it was for has ended already. `closed`: the manager has.
       */
      readonly reason: 'unsupported_target' | 'owner_down' | 'aborted' | 'closed'
    }

export interface MonitorInfo {
  readonly ref: MonitorRef
  /** 'worker 3', 'child 4711': described by the adapter when the first monitor of it was made. */
  readonly target: string
  readonly tag: string
  readonly owner: string
  readonly ageMs: Millis
  /** What can be known now; a target that cannot be asked counts as alive until it reports its end. */
  readonly alive: boolean
  /** `file:line:column` of the call of `monitor`, where it was captured. */
  readonly callSite?: string
}

/** How monitors ended; every one is counted once. */
export interface CleanedBy {
  readonly demonitor: number
  readonly targetDown: number
  readonly ownerDown: number
  readonly signal: number
  /** The owner, or the target, was garbage-collected. */
  readonly collected: number
  /** The manager itself was disposed of. */
  readonly disposed: number
}

/** `created` is `active + cleaned`, and `cleaned` the sum of `cleanedBy`, at every moment. */
export interface MonitorStats {
  readonly created: number
  readonly cleaned: number
  readonly cleanedBy: CleanedBy
  /** Distinct monitors that were reported as leaks. */
  readonly leaked: number
  readonly active: number
  /** `onDown` and `onLeak` callbacks that threw; the errors went to the logger. */
  readonly callbackErrors: number
  /** Active monitors per tag. */
  readonly byTag: Readonly<Record<string, number>>
}

export interface MonitorFilter {
  readonly tag?: string
  readonly target?: TargetRef
  readonly owner?: OwnerRef
  readonly limit?: number
}

export interface MonitorScope extends Disposable {
  readonly name: string
  /** As the manager's, with this scope as owner. */
  monitor(target: TargetRef, tagOrOptions?: string | Omit<MonitorOptions, 'owner'>): MonitorResult
}

export interface MonitorManager extends AsyncDisposable {
  /**
   * Watches `target`. One listener per target, however many monitors; neither target nor owner is kept from being
   * garbage-collected. A target that is down already reports on the next microtask, as Erlang does.
   *
   * A watched Worker, child or XState actor has an `error` listener: its errors come as `crashed`, and no longer end
   * this process as uncaught.
   */
  monitor(target: TargetRef, tagOrOptions?: string | MonitorOptions): MonitorResult
  /**
   * Takes a monitor back. `flush` (default true) also drops a Down that is on its way; with `false` that one still
   * arrives. `not_found`: taken back before, or its Down has been told. What `monitor` gave will do as well, also where
   * that is an error, or nothing yet.
   */
  demonitor(
    ref: MonitorRef | MonitorResult | undefined,
    options?: { readonly flush?: boolean },
  ): { readonly status: 'ok' | 'not_found' }
  /** In order of creation. */
  listMonitors(filter?: MonitorFilter): readonly MonitorInfo[]
  /** Monitors of at least this age (ms; default `leakAge`) whose target and owner are alive. Oldest first. */
  findLeaks(ageMs?: Millis): readonly MonitorInfo[]
  getStats(): MonitorStats
  /** Each leak is reported once, at the first check that finds it. */
  onLeak(fn: (leaks: readonly MonitorInfo[]) => void): Disposable
  /**
   * Runs `body` and takes the monitor back afterwards, however it ends. `down` settles if the target ends meanwhile.
   * @throws UnknownRecipientError, ClosedError or AbortedError if there can be no monitor.
   */
  monitorWithCleanup<R>(
    target: TargetRef,
    tagOrOptions: string | Omit<MonitorOptions, 'onDown'>,
    body: (ref: MonitorRef, down: Promise<Down>) => R | Promise<R>,
  ): Promise<R>
  /** An owner that ends when disposed of: `using scope = monitors.scope('request')`. */
  scope(name: string): MonitorScope
}

export interface MonitorManagerOptions extends EnvOptions {
  /** How to see that things end, asked before the built-in ones: `[xstateAdapter()]`. */
  readonly sources?: readonly AnyDownSource[]
  /** Resolves registered names; the runtime passes its registry. Without it a name is `unsupported_target`. */
  readonly whereis?: (name: string) => object | undefined
  /** Default 300 000 ms; `Infinity`: only `findLeaks` looks. No timer while nothing is monitored. */
  readonly leakCheckInterval?: Millis
  /** Age from which a monitor counts as leaked; default 300 000 ms. */
  readonly leakAge?: Millis
  /** Default 'sampled': the first 256 monitors of each tag, then one in 64. */
  readonly captureCallSite?: 'never' | 'sampled' | 'always'
  /** A monitor without a tag is an InvalidOptionError; default false. */
  readonly requireTag?: boolean
  /** More than 1: that many managers behind a router. In one thread this buys nothing; default 1. */
  readonly shards?: number
}
