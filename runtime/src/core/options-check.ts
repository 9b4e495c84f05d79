/** Times and counts are checked where they enter, so that NaN never reaches a timer. */
import type { Millis } from './clock.js'
import { InvalidOptionError } from './errors.js'

/** A span: not negative, not NaN; `Infinity` only where the option says so. */
export function checkSpan(option: string, value: unknown, allow: { infinity?: boolean; zero?: boolean } = {}): Millis {
  const { infinity = false, zero = true } = allow
  if (
    typeof value === 'number' &&
    (zero ? value >= 0 : value > 0) &&
    (infinity || value !== Number.POSITIVE_INFINITY)
  ) {
    return value
  }
  const least = zero ? '0 or more' : 'more than 0'
  throw new InvalidOptionError(option, `milliseconds, ${least}${infinity ? ' or Infinity' : ', finite'}`, value)
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

/** An object that is no list, or left out. */
export function checkObject(option: string, value: unknown): void {
  if (value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value))) return
  throw new InvalidOptionError(option, 'an object', value)
}

/** A name that is not known is a slip of the pen: it would be an option without effect. */
export function checkKnown(of: string, options: object, names: readonly string[]): void {
  checkObject(of, options ?? null)
  for (const name in options) {
    if (!names.includes(name)) throw new InvalidOptionError(`${of}.${name}`, 'a known option', name)
  }
}

export function checkList<T>(option: string, value: T): T {
  if (value === undefined || Array.isArray(value)) return value
  throw new InvalidOptionError(option, 'an array', value)
}

/** Something of one's own is asked for what will be called: a slip is found where it enters, not where it is first used. */
export function checkMethods(option: string, value: unknown, names: readonly string[]): void {
  const lacks = names.find(name => typeof (value as Record<string, unknown> | null)?.[name] !== 'function')
  if (lacks !== undefined) throw new InvalidOptionError(option, `an object with the method '${lacks}'`, value)
}

/** A function, and not left out. */
export function checkCallback(option: string, value: unknown): void {
  if (typeof value !== 'function') throw new InvalidOptionError(option, 'a function', value)
}

/** @throws InvalidOptionError for what is no string, or empty */
export function checkString(option: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value
  throw new InvalidOptionError(option, 'a string that is not empty', value)
}

export function checkSignal(signal: unknown): void {
  if (signal !== undefined && typeof (signal as AbortSignal | null)?.addEventListener !== 'function') {
    throw new InvalidOptionError('signal', 'an AbortSignal', signal)
  }
}

export function checkType(option: string, value: unknown, type: 'boolean' | 'function'): void {
  if (value !== undefined && typeof value !== type) throw new InvalidOptionError(option, `a ${type}`, value)
}
