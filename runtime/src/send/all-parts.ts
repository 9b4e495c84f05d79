/** The parts of a SupervisedSend, one export each: what nobody imports is left out. */

import type { Millis } from '../core/clock.js'
import { createTelemetry } from '../core/telemetry.js'
import type { TargetRef } from '../core/transport.js'
import { createNameRegistry } from '../names/registry.js'
import type { Timeout } from '../timeouts/contracts.js'
import { explainClone } from '../transports/uncloneable.js'
import { Room } from './backpressure.js'
import { breakerRules } from './breaker.js'
import { broadcastThrough, postBroadcastThrough } from './broadcast-through.js'
import { call } from './call.js'
import { attach, keep } from './dead-letters.js'
import { CountedLateAcks } from './late-acks.js'
import { Retransmission } from './lossy.js'
import { NamedChannels } from './named-channels.js'
import { checkSend, checkSender } from './option-checks.js'
import type { Part } from './parts.js'
import { Retries } from './retries.js'
import { observe, Teller } from './tell.js'
import { writableTo } from './writable.js'

/** Other attempts: `retries`, `backoff`, `retryOn`, `retryUnknown`. */
export const retries: Part = { retries: channel => new Retries(channel) }

/** A circuit breaker for each recipient, with the option `breaker` or the plan's defaults. */
export const breaker: Part = { breaker: options => breakerRules(options) }

/**
 * Senders wait while a window is full: `overflow` (then 'wait' by default), `ready`, `toWritable`. Without it what finds no
 * room is `undelivered: buffer_full`.
 */
export const backpressure: Part = { backpressure: { room: channel => new Room(channel), writableTo } }

/** `call`: sends and waits for the handler's value. */
export const calls: Part = { calls: call }

/** `broadcastSupervised` and `postBroadcast`. */
export const broadcast: Part = { broadcast: { send: broadcastThrough, post: postBroadcastThrough } }

/** Recipients that are names, looked up at every attempt, with the option `names` or a registry of its own. */
export const names: Part = {
  names: { registry: () => createNameRegistry(), channels: () => new NamedChannels() },
}

/** `onError: 'deadLetter'`, and the option `deadLetters`. */
export const deadLetters: Part = { deadLetters: { attach, keep } }

/** The option `timeouts`: what is not said otherwise is the TimeoutConfig's. */
export const timeouts: Part = {
  timeouts: {
    sends: config => () => millisOf(config.getTimeoutForCall('supervised_send', undefined)),
    calls: (config, registry) => (target: TargetRef, message: unknown) => {
      const name = typeof target === 'string' ? target : registry?.nameOf(target)
      return millisOf(config.getTimeoutForCall(name ?? 'supervised_send', message))
    },
  },
}

/** Events and counters, with the option `telemetry` or telemetry of its own; late acknowledgements are counted. */
export const telemetry: Part = {
  telemetry: {
    create: () => createTelemetry(),
    teller: env => new Teller(env),
    count: ({ shared }) => observe(shared),
    late: channel => new CountedLateAcks(channel),
  },
}

/** Transports that lose frames while both ends live. */
export const lossy: Part = { lossy: channel => new Retransmission(channel) }

/** The path of a value that cannot be cloned: `payload.callbacks[2]`. */
export const clonePaths: Part = { clonePaths: explainClone }

/** Every option is checked for its type and range. */
export const checks: Part = { checks: { create: checkSender, send: checkSend } }

/** What the main entry point has. */
export const allParts: readonly Part[] = [
  retries,
  breaker,
  backpressure,
  calls,
  broadcast,
  names,
  deadLetters,
  timeouts,
  telemetry,
  lossy,
  clonePaths,
  checks,
]

function millisOf(timeout: Timeout): Millis {
  return timeout === 'infinity' ? Number.POSITIVE_INFINITY : timeout
}
