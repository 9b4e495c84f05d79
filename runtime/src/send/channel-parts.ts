/** What the pieces of one channel know of each other. */
import type { TargetRef } from '../core/transport.js'
import type { CircuitBreaker } from './breaker.js'
import type { Deadlines } from './deadlines.js'
import type { LateAcks, Lossy, Retrying } from './parts.js'
import type { Pump } from './pump.js'
import type { ResultListeners } from './result-listeners.js'
import type { MessageRing } from './ring.js'
import type { Settling } from './settling.js'
import type { ChannelShared } from './shared.js'

export interface ChannelParts {
  readonly ref: TargetRef
  readonly recipient: string
  readonly shared: ChannelShared
  readonly ring: MessageRing
  readonly listeners: ResultListeners
  readonly deadlines: Deadlines
  readonly settling: Settling
  readonly pump: Pump
  readonly breaker: CircuitBreaker | undefined
  readonly retrying: Retrying | undefined
  readonly lossy: Lossy | undefined
  readonly late: LateAcks | undefined
  /** The pump has come to rest: room may have been made. */
  progressed(): void
}
