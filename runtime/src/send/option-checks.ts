/** Every option is what the documentation says: else an InvalidOptionError before anything is made or sent. */
import { checkBackoff } from '../core/backoff.js'
import { checkMaking } from '../core/env-check.js'
import { InvalidOptionError } from '../core/errors.js'
import {
  checkCallback,
  checkCount,
  checkKnown,
  checkList,
  checkMethods,
  checkObject,
  checkOneOf,
  checkSignal,
  checkSpan,
  checkType,
} from '../core/options-check.js'
import type { SupervisedSendOptions } from './contracts.js'
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
  checkMaking(options, known)
}

export function checkSender({ parts: _parts, ...options }: CoreOptions): void {
  checkSenderNames(options)
  checkType('redact', options.redact, 'function')
  checkList('adapters', options.adapters)
  const { window, batch } = options
  if (window !== undefined) checkCount('window', window, 1)
  if (batch === undefined) return
  checkCount('batch.max', batch.max, 1)
  if (typeof batch.maxDelay === 'number') checkSpan('batch.maxDelay', batch.maxDelay)
  else checkOneOf('batch.maxDelay', batch.maxDelay ?? 'microtask', ['microtask', 'tick'])
}

/** @throws InvalidOptionError */
export function checkDrain(options: object): void {
  checkKnown('options', options, ['timeout'])
}

/** @throws InvalidOptionError */
export function checkListener(fn: unknown): void {
  checkCallback('fn', fn)
}

export function checkSelf(self: unknown): void {
  checkMethods('self', self, ['post'])
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
  checkSignal(signal)
  checkList('transfer', transfer)
  if (idempotencyKey !== undefined && typeof idempotencyKey !== 'string') {
    throw new InvalidOptionError('idempotencyKey', 'a string', idempotencyKey)
  }
  checkObject('metadata', metadata)
}
