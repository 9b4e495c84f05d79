/** What the channels of one SupervisedSend have in common. */
import type { Millis } from '../core/clock.js'
import type { BatchOptions } from '../core/options.js'
import type { NotDelivered } from '../core/results.js'
import type { RuntimeEnv, TargetRef } from '../core/transport.js'
import type { NameRegistry } from '../names/registry.js'
import type { AnyAdapter } from '../transports/adapters.js'
import type { BreakerRules } from './breaker.js'
import type { Part } from './parts.js'
import type { ResolvedOptions } from './send-options.js'
import type { Teller } from './tell.js'

export interface Counts {
  sent: number
  delivered: number
  failed: number
  undelivered: number
  unknown: number
  retried: number
  rejected: number
  lateAcks: number
  inFlight: number
}

export interface Failure {
  readonly target: TargetRef
  readonly recipient: string
  readonly message: unknown
  readonly result: NotDelivered
  readonly options: ResolvedOptions
  /** Nobody waits for the result. */
  readonly posted: boolean
}

/** Of sends that name no options. Read anew where they may have changed. */
export interface Defaults {
  readonly sends: ResolvedOptions
}

export interface ChannelShared {
  readonly env: RuntimeEnv
  readonly parts: Part
  /** With the part that knows names. */
  readonly names: NameRegistry | undefined
  readonly adapters: readonly AnyAdapter[]
  readonly tell: Teller | undefined
  readonly defaults: Defaults
  /** The timeout of a call that names none: by recipient and message, as the TimeoutConfig has it. */
  readonly callTimeout: ((target: TargetRef, message: unknown) => Millis) | undefined
  /** The defaults ask for nothing that a message would need state of its own for. */
  readonly plainDefaults: boolean
  readonly window: number
  readonly batch: Required<BatchOptions>
  readonly breaker: BreakerRules | undefined
  readonly counts: Counts
  /** Nothing new is taken: what is in flight comes to its end. */
  closed: boolean
  /** Acts on a final result that is not a delivery, as `onError` says. */
  failed(failure: Failure): void
  /** The channel has something in flight again, or nothing any more. */
  busy(channel: object, busy: boolean): void
}
