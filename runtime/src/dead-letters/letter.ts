/** What becomes of a message when it is to be kept: its address as data, its payload in a form that the store keeps. */
import { InvalidOptionError } from '../core/errors.js'
import { checkKnown, checkOneOf, checkType } from '../core/options-check.js'
import type { TargetRef } from '../core/transport.js'
import { findJsonLoss } from '../transports/json-loss.js'
import type { AddOptions, RecipientAddress } from './contracts.js'
import type { DeadLetterStore } from './store.js'

/** @throws InvalidOptionError */
export function checkLetter(recipient: unknown, reason: unknown, metadata: unknown, options: AddOptions): void {
  const type = typeof recipient
  if (recipient === null || (type !== 'object' && type !== 'function' && type !== 'string') || recipient === '') {
    throw new InvalidOptionError('recipient', 'a name, an address or an object', recipient)
  }
  if (typeof reason !== 'string' || reason === '') {
    throw new InvalidOptionError('reason', 'a string that is not empty', reason)
  }
  if (typeof metadata !== 'object' || metadata === null) throw new InvalidOptionError('metadata', 'an object', metadata)
  checkKnown('options', options, ['certainty', 'detail', 'idempotencyKey', 'retry'] satisfies (keyof AddOptions)[])
  const { certainty, idempotencyKey } = options
  if (certainty !== undefined) checkOneOf('certainty', certainty, ['undelivered', 'unknown', 'failed'])
  checkType('retry', options.retry, 'boolean')
  if (idempotencyKey !== undefined && typeof idempotencyKey !== 'string') {
    throw new InvalidOptionError('idempotencyKey', 'a string', idempotencyKey)
  }
}

export function addressFrom(
  recipient: TargetRef | RecipientAddress,
  addressOf: (target: TargetRef) => RecipientAddress,
): RecipientAddress {
  return isAddress(recipient) ? recipient : addressOf(recipient)
}

/** A plain object of two strings; a recipient that happens to have these two members has others too. */
function isAddress(recipient: TargetRef | RecipientAddress): recipient is RecipientAddress {
  if (typeof recipient !== 'object' || Object.getPrototypeOf(recipient) !== Object.prototype) return false
  const keys = Object.keys(recipient)
  const { kind, name } = recipient as Partial<RecipientAddress>
  return keys.length === 2 && typeof kind === 'string' && typeof name === 'string'
}

interface Kept {
  readonly message: unknown
  readonly metadata: Readonly<Record<string, unknown>>
}

/** Nothing if the store would lose a part of it. */
export function keepable(
  message: unknown,
  metadata: Readonly<Record<string, unknown>>,
  keeps: DeadLetterStore['keeps'],
): Kept | undefined {
  const letter = { message, metadata }
  if (keeps === 'reference') return letter
  if (keeps === 'json') return findJsonLoss(letter) === undefined ? letter : undefined
  try {
    return structuredClone(letter)
  } catch {
    // The caller is told `not_serializable`; which part it was is the concern of the send that failed before.
    return undefined
  }
}
