/** Options of a send, checked once and with defaults filled in. */

import { backoffDelay, checkBackoff, defaultBackoff } from '../core/backoff.js'
import type { Millis } from '../core/clock.js'
import { InvalidOptionError } from '../core/errors.js'
import type { Backoff, OnError, SendOptions } from '../core/options.js'
import {
  checkCount,
  checkKnown,
  checkList,
  checkOneOf,
  checkSignal,
  checkSpan,
  checkType,
} from '../core/options-check.js'
import type { Random } from '../core/random.js'
import type { NotDelivered } from '../core/results.js'
import type { Extra } from './ring.js'

export interface ResolvedOptions {
  readonly timeout: Millis
  readonly retries: number
  readonly backoff: Backoff
  readonly retryOn: ((result: NotDelivered) => boolean) | undefined
  readonly retryUnknown: boolean
  readonly deadline: number
  readonly stage: 'handed_over' | 'received' | 'processed' | undefined
  readonly onError: OnError
  readonly metadata: Readonly<Record<string, unknown>> | undefined
  readonly idempotencyKey: string | undefined
  readonly signal: AbortSignal | undefined
  readonly transfer: readonly unknown[] | undefined
  readonly isolate: boolean
  readonly overflow: 'wait' | 'reject' | 'dropOldest'
}

export const builtinDefaults: ResolvedOptions = {
  timeout: 5000,
  retries: 0,
  backoff: defaultBackoff,
  retryOn: undefined,
  retryUnknown: false,
  deadline: Number.POSITIVE_INFINITY,
  stage: undefined,
  onError: 'log',
  metadata: undefined,
  idempotencyKey: undefined,
  signal: undefined,
  transfer: undefined,
  isolate: false,
  overflow: 'wait',
}

const known = Object.keys(builtinDefaults)

/** Throws InvalidOptionError for anything that is not what the documentation says, unknown names included. */
export function resolveOptions(given: SendOptions | undefined, defaults: ResolvedOptions): ResolvedOptions {
  if (given === undefined) return defaults
  checkKnown('options', given, known)
  const merged = { ...defaults } as { -readonly [K in keyof ResolvedOptions]: ResolvedOptions[K] }
  for (const name in given) {
    const value = given[name as keyof SendOptions]
    if (value !== undefined) (merged as Record<string, unknown>)[name] = value
  }
  check(merged)
  return merged
}

/** These options ask for nothing that a message would need state of its own for. */
export function isPlain(options: ResolvedOptions): boolean {
  const { retries, stage, deadline, isolate, signal, transfer, idempotencyKey } = options
  const asked = [stage, signal, transfer, idempotencyKey].some(value => value !== undefined)
  return !asked && retries === 0 && !isolate && deadline === Number.POSITIVE_INFINITY
}

function check(options: ResolvedOptions): void {
  checkSpan('timeout', options.timeout, { infinity: true })
  checkCount('retries', options.retries, 0)
  checkBackoff('backoff', options.backoff)
  const { deadline, stage, signal, retryOn, transfer, idempotencyKey, metadata } = options
  if (typeof deadline !== 'number' || Number.isNaN(deadline)) {
    throw new InvalidOptionError('deadline', "a point of time on the runtime's clock", deadline)
  }
  if (stage !== undefined) checkOneOf('stage', stage, ['handed_over', 'received', 'processed'])
  checkOneOf('onError', options.onError, ['raise', 'log', 'deadLetter', 'ignore'])
  checkOneOf('overflow', options.overflow, ['wait', 'reject', 'dropOldest'])
  checkType('retryOn', retryOn, 'function')
  checkType('retryUnknown', options.retryUnknown, 'boolean')
  checkType('isolate', options.isolate, 'boolean')
  checkSignal(signal)
  checkList('transfer', transfer)
  if (idempotencyKey !== undefined && typeof idempotencyKey !== 'string') {
    throw new InvalidOptionError('idempotencyKey', 'a string', idempotencyKey)
  }
  if (metadata !== undefined && (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata))) {
    throw new InvalidOptionError('metadata', 'an object', metadata)
  }
}

/**
 * Whether this result is worth another attempt: what is proven never to have run, unless trying again cannot help; what
 * is unknown only with `retryUnknown`; never what was transferred and is gone.
 */
export function isRetryable(result: NotDelivered, options: ResolvedOptions): boolean {
  if (options.transfer !== undefined && options.transfer.length > 0 && result.attempts > 0) return false
  if (result.status === 'unknown' && !options.retryUnknown) return false
  if (options.retryOn !== undefined) return options.retryOn(result)
  if (result.status === 'failed') return false
  if (result.status === 'unknown') return result.reason !== 'aborted'
  return retryableReasons.has(result.reason)
}

const retryableReasons: ReadonlySet<string> = new Set(['noproc', 'down', 'buffer_full', 'transport_error'])

/** May a message with these options be written a second time after it may have been received? */
export function mayRewrite(options: ResolvedOptions): boolean {
  return options.retries > 0 && (options.retryUnknown || options.retryOn !== undefined)
}

export function nextDelay(extra: Extra, random: Random): Millis {
  extra.delay = backoffDelay(extra.options.backoff, Math.max(1, extra.attempts), random, extra.delay)
  return extra.delay
}
