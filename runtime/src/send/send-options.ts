/** Options of a send, checked once and with defaults filled in. */
import { defaultBackoff } from '../core/backoff.js'
import type { Millis } from '../core/clock.js'
import { InvalidOptionError } from '../core/errors.js'
import type { Backoff, OnError, SendOptions } from '../core/options.js'
import { checkObject, checkSpan } from '../core/options-check.js'
import type { NotDelivered } from '../core/results.js'
import { need, type Part, type PartName } from './parts.js'

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

/** What only a part can do, by the option that asks for it, or the value of `onError` that does. */
const askedBy: Readonly<Record<string, PartName>> = {
  retries: 'retries',
  backoff: 'retries',
  retryOn: 'retries',
  retryUnknown: 'retries',
  overflow: 'backpressure',
  signal: 'signals',
  deadLetter: 'deadLetters',
  raise: 'throws',
}
const asksNothing: ReadonlySet<unknown> = new Set([0, false, 'reject'])

/** Throws InvalidOptionError for what is not in the documentation, MissingPartError for what was left out. */
export function resolveOptions(
  given: SendOptions | undefined,
  defaults: ResolvedOptions,
  parts: Part,
): ResolvedOptions {
  if (given === undefined) return defaults
  checkObject('options', given)
  const merged = { ...defaults } as { -readonly [K in keyof ResolvedOptions]: ResolvedOptions[K] }
  for (const name in given) {
    if (!Object.hasOwn(builtinDefaults, name)) throw new InvalidOptionError(`options.${name}`, 'a known option', name)
    const value = given[name as keyof SendOptions]
    if (value === undefined) continue
    const part = askedBy[name === 'onError' ? String(value) : name]
    if (part !== undefined && !asksNothing.has(value)) need(parts, part, `options.${name}`)
    ;(merged as Record<string, unknown>)[name] = value
  }
  const { timeout, deadline } = merged
  checkSpan('timeout', timeout, { infinity: true })
  if (typeof deadline !== 'number' || Number.isNaN(deadline)) {
    throw new InvalidOptionError('deadline', "a time on the runtime's clock", deadline)
  }
  parts.checks?.send(merged)
  return merged
}

/** These options ask for nothing that a message would need state of its own for. */
export function isPlain(options: ResolvedOptions): boolean {
  const { retries, stage, deadline, isolate, signal, transfer, idempotencyKey } = options
  const asked = [stage, signal, transfer, idempotencyKey].some(value => value !== undefined)
  return !asked && retries === 0 && !isolate && deadline === Number.POSITIVE_INFINITY
}
