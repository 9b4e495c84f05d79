/** Delays between attempts: constant, linear, exponential, decorrelated jitter (after the AWS architecture blog). */
import type { Millis } from './clock.js'
import { InvalidOptionError } from './errors.js'
import type { Backoff } from './options.js'
import { checkOneOf, checkSpan } from './options-check.js'
import type { Random } from './random.js'

export const defaultBackoff: Backoff = 100
const defaultCap = 30_000

/** Throws InvalidOptionError for negative, NaN and infinite delays and for a factor below 1. */
export function checkBackoff(option: string, backoff: Backoff): void {
  if (typeof backoff !== 'object' || backoff === null) {
    checkSpan(option, backoff)
    return
  }
  checkOneOf(`${option}.kind`, backoff.kind, ['constant', 'linear', 'exponential', 'decorrelatedJitter'])
  checkSpan(`${option}.initial`, backoff.initial)
  if (backoff.max !== undefined) checkSpan(`${option}.max`, backoff.max)
  if (backoff.jitter !== undefined) checkOneOf(`${option}.jitter`, backoff.jitter, ['none', 'full', 'equal'])
  const factor = backoff.factor
  if (factor !== undefined && !(Number.isFinite(factor) && factor >= 1)) {
    throw new InvalidOptionError(`${option}.factor`, 'a finite number of at least 1', factor)
  }
}

/**
 * The delay before attempt `attempt + 1`, where `attempt` counts from 1.
 * `previous` is the last delay given (decorrelated jitter grows from it).
 */
export function backoffDelay(backoff: Backoff, attempt: number, random: Random, previous?: Millis): Millis {
  if (typeof backoff === 'number') return random.next() * Math.min(defaultCap, backoff * growth(2, attempt))
  const { kind, initial, factor = 2, max = defaultCap } = backoff
  if (kind === 'decorrelatedJitter') {
    const high = Math.max(initial, (previous ?? initial) * 3)
    return Math.min(max, initial + random.next() * (high - initial))
  }
  const grown =
    kind === 'constant' ? initial : kind === 'linear' ? initial * attempt : initial * growth(factor, attempt)
  const bounded = Math.min(max, grown)
  const jitter = backoff.jitter ?? (kind === 'exponential' ? 'full' : 'none')
  if (jitter === 'none') return bounded
  if (jitter === 'full') return random.next() * bounded
  return bounded / 2 + (random.next() * bounded) / 2
}

/** Finite: no delay at all stays none, however often it grows. */
function growth(factor: number, attempt: number): number {
  return Math.min(Number.MAX_VALUE, factor ** (attempt - 1))
}
