/** The parts of a SupervisedSend, one export each: what nobody imports is left out. */

import { NoTargetError } from '../core/errors.js'
import { onAbort } from '../core/on-abort.js'
import { redact } from '../core/serialize.js'
import { createTelemetry } from '../core/telemetry.js'
import type { TargetRef } from '../core/transport.js'
import { createNameRegistry } from '../names/registry.js'
import { explainClone } from '../transports/uncloneable.js'
import { Room } from './backpressure.js'
import { breakerRules, circuits } from './breaker.js'
import { broadcastThrough, postBroadcastThrough } from './broadcast-through.js'
import { call, callDefaults, noReply } from './call.js'
import { attach, keep } from './dead-letters.js'
import { ConfiguredDefaults, millisOf } from './defaults.js'
import { CountedLateAcks } from './late-acks.js'
import { Retransmission } from './lossy.js'
import { isForgettable, NamedChannels } from './named-channels.js'
import { checkDrain, checkListener, checkSelf, checkSend, checkSender } from './option-checks.js'
import { OwnError } from './own-error.js'
import type { Part } from './parts.js'
import { sendOrRaise } from './raise.js'
import { Retries } from './retries.js'
import { observe, Teller } from './tell.js'
import { writableTo } from './writable.js'

/** Other attempts: `retries`, `backoff`, `retryOn`, `retryUnknown`. */
export const retries: Part = { retries: channel => new Retries(channel) }

/** A circuit breaker for each recipient, with the option `breaker` or the plan's defaults. */
export const breaker: Part = { breaker: { rules: breakerRules, circuits } }

/**
 * Senders wait while a window is full: `overflow` (then 'wait' by default), `ready`, `toWritable`. Without it what finds no
 * room is `undelivered: buffer_full`.
 */
export const backpressure: Part = { backpressure: { room: channel => new Room(channel), writableTo } }

/**
 * Failures as errors: `onError: 'raise'`, and `postSupervised` throws what the target's own send throws at a message. Without
 * it the one is refused, and the other is a failure like any other.
 */
export const throws: Part = { throws: { posts: () => new OwnError(), send: sendOrRaise } }

/** The option `signal`: a send can be aborted. */
export const signals: Part = { signals: onAbort }

/** `call`: sends and waits for the handler's value. */
export const calls: Part = { calls: { call, defaults: callDefaults, noReply } }

/** `broadcastSupervised` and `postBroadcast`. */
export const broadcast: Part = { broadcast: { send: broadcastThrough, post: postBroadcastThrough } }

/** Recipients that are names, looked up at every attempt, with the option `names` or a registry of its own. */
export const names: Part = {
  names: {
    registry: () => createNameRegistry(),
    nobody: name => new NoTargetError(name),
    channels: () => new NamedChannels(isForgettable),
  },
}

/** `onError: 'deadLetter'`, and the option `deadLetters`. */
export const deadLetters: Part = { deadLetters: { attach, keep }, signals: onAbort }

/** The option `timeouts`: what is not said otherwise is the TimeoutConfig's. */
export const timeouts: Part = {
  timeouts: {
    defaults: (sends, config) => new ConfiguredDefaults(sends, config),
    calls: (config, registry) => (target: TargetRef, message: unknown) => {
      const name = typeof target === 'string' ? target : registry?.nameOf(target)
      return millisOf(config.getTimeoutForCall(name ?? 'supervised_send', message))
    },
  },
}

/**
 * Events and counters, with the option `telemetry` or telemetry of its own. Late acknowledgements are counted, and a line of
 * the log says of which type its message was.
 */
export const telemetry: Part = {
  telemetry: {
    create: () => createTelemetry(),
    redact,
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
export const checks: Part = {
  checks: { create: checkSender, send: checkSend, self: checkSelf, drain: checkDrain, listener: checkListener },
}

/** What the main entry point has. */
export const allParts: readonly Part[] = [
  retries,
  breaker,
  backpressure,
  throws,
  signals,
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
