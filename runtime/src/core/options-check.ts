/** Times and counts are checked where they enter, so that NaN never reaches a timer. */
import type { Millis } from './clock.js'
import { InvalidOptionError } from './errors.js'

/** A span: not negative, not NaN; `Infinity` only where the option says so. */
export function checkSpan(option: string, value: unknown, allow: { infinity?: boolean; zero?: boolean } = {}): Millis {
  const zero = allow.zero ?? true
  const ok =
    typeof value === 'number' &&
    !Number.isNaN(value) &&
    value >= 0 &&
    (zero || value > 0) &&
    (value !== Number.POSITIVE_INFINITY || allow.infinity === true)
  if (!ok) {
    const least = zero ? '0 or more' : 'more than 0'
    throw new InvalidOptionError(option, `milliseconds, ${least}${allow.infinity ? ' or Infinity' : ', finite'}`, value)
  }
  return value
}

/** A whole number of at least `least`. */
export function checkCount(option: string, value: unknown, least: number): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least) {
    throw new InvalidOptionError(option, `a whole number of at least ${least}`, value)
  }
  return value
}

export function checkOneOf<T extends string>(option: string, value: unknown, choices: readonly T[]): T {
  if (typeof value !== 'string' || !(choices as readonly string[]).includes(value)) {
    throw new InvalidOptionError(option, `one of ${choices.map(c => `'${c}'`).join(', ')}`, value)
  }
  return value as T
}

/** A name that is not known is a slip of the pen: it would be an option without effect. */
export function checkKnown(of: string, options: object, names: readonly string[]): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw new InvalidOptionError(of, 'an object', options)
  for (const name in options) {
    if (!names.includes(name)) throw new InvalidOptionError(`${of}.${name}`, 'a known option', name)
  }
}

export function checkType(option: string, value: unknown, type: 'boolean' | 'function'): void {
  if (value !== undefined && typeof value !== type) throw new InvalidOptionError(option, `a ${type}`, value)
}
