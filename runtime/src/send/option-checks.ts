/** Every option is what the documentation says: else an InvalidOptionError before anything is made or sent. */
import { checkBackoff } from '../core/backoff.js'
import { envOptions } from '../core/env.js'
import { InvalidOptionError } from '../core/errors.js'
import { checkCount, checkKnown, checkOneOf, checkSpan, checkType } from '../core/options-check.js'
import type { SelfRef, SupervisedSendOptions } from './contracts.js'
import type { ResolvedOptions } from './send-options.js'
import type { CoreOptions } from './supervised-send.js'

const known = [
  'adapters',
  'names',
  'defaults',
  'window',
  'batch',
  'breaker',
  'deadLetters',
  'timeouts',
  'redact',
] as const satisfies (keyof SupervisedSendOptions)[]

/** Throws InvalidOptionError for a name that is not one of them. */
export function checkSenderNames(options: SupervisedSendOptions): void {
  checkKnown('options', options, [...envOptions, ...known])
}

export function checkSender({ parts: _parts, ...options }: CoreOptions): void {
  checkSenderNames(options)
  checkType('redact', options.redact, 'function')
  const { window, batch } = options
  if (window !== undefined) checkCount('window', window, 1)
  if (batch === undefined) return
  checkCount('batch.max', batch.max, 1)
  if (typeof batch.maxDelay === 'number') checkSpan('batch.maxDelay', batch.maxDelay)
  else checkOneOf('batch.maxDelay', batch.maxDelay ?? 'microtask', ['microtask', 'tick'])
}

export function checkSelf(self: unknown): void {
  if (typeof (self as SelfRef<unknown> | undefined)?.post !== 'function') {
    throw new InvalidOptionError('self', 'an object with a post method', self)
  }
}

export function checkSend(options: ResolvedOptions): void {
  checkCount('retries', options.retries, 0)
  checkBackoff('backoff', options.backoff)
  const { stage, signal, retryOn, transfer, idempotencyKey, metadata } = options
  if (stage !== undefined) checkOneOf('stage', stage, ['handed_over', 'received', 'processed'])
  checkOneOf('onError', options.onError, ['raise', 'log', 'deadLetter', 'ignore'])
  checkOneOf('overflow', options.overflow, ['wait', 'reject', 'dropOldest'])
  checkType('retryOn', retryOn, 'function')
  checkType('retryUnknown', options.retryUnknown, 'boolean')
  checkType('isolate', options.isolate, 'boolean')
  if (signal !== undefined && typeof signal?.addEventListener !== 'function') {
    throw new InvalidOptionError('signal', 'an AbortSignal', signal)
  }
  if (transfer !== undefined && !Array.isArray(transfer)) throw new InvalidOptionError('transfer', 'an array', transfer)
  if (idempotencyKey !== undefined && typeof idempotencyKey !== 'string') {
    throw new InvalidOptionError('idempotencyKey', 'a string', idempotencyKey)
  }
  if (metadata !== undefined && (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata))) {
    throw new InvalidOptionError('metadata', 'an object', metadata)
  }
}
