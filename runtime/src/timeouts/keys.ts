/** Keys of services, operations and requests: segments joined by colons. */
import { InvalidOptionError } from '../core/errors.js'
import { discriminantOf } from '../core/serialize.js'
import type { TimeoutKey } from './contracts.js'

/** @throws InvalidOptionError */
export function keyOf(key: TimeoutKey): string {
  if (typeof key === 'string') return key
  if (!Array.isArray(key) || key.some(segment => typeof segment !== 'string')) {
    throw new InvalidOptionError('key', 'a string or a list of strings', key)
  }
  return key.join(':')
}

/** The key that a request carries itself: nothing for one without a name of its own. Never throws. */
export function requestKey(request: unknown): string | undefined {
  if (typeof request === 'string') return request
  if (!Array.isArray(request)) return discriminantOf(request)
  const end = request.findIndex(segment => typeof segment !== 'string')
  const leading = end === -1 ? request : request.slice(0, end)
  return leading.length === 0 ? undefined : leading.join(':')
}

/** `key` itself, or one that begins with its segments. */
export function isWithin(key: string, category: string): boolean {
  return key.startsWith(category) && (key.length === category.length || key[category.length] === ':')
}

/**
 * The value of the longest pattern that `key` falls under, whatever the order in which they were written. A category
 * stands for everything in it, and for itself.
 */
export function findPattern<T>(table: ReadonlyMap<string, T>, key: string): { pattern: string; value: T } | undefined {
  for (let category = key; ; ) {
    const pattern = `${category}:*`
    const value = table.get(pattern)
    if (value !== undefined) return { pattern, value }
    const colon = category.lastIndexOf(':')
    if (colon === -1) return undefined
    category = category.slice(0, colon)
  }
}

/** `'cache:*'`; a star stands at the end only, and never alone. */
export function isPattern(key: string): boolean {
  return key.length > 2 && key.indexOf('*') === key.length - 1 && key.endsWith(':*')
}
