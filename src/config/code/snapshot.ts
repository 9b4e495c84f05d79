import { isObject } from '../validate.js'

/**
 * A value as it is now: objects and lists are copied, and each getter is asked once. What a configuration can't hold (a
 * function, a date) stays what it is, for whoever checks it.
 * @throws what a getter throws.
 */
export function snapshot(value: unknown): unknown {
  return copied(value, new Map())
}

/** @param known Copies by original: what refers to itself does so afterwards. */
function copied(value: unknown, known: Map<object, unknown>): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (known.has(value)) return known.get(value)
  if (Array.isArray(value)) {
    const list: unknown[] = []
    known.set(value, list)
    for (const item of value) list.push(copied(item, known))
    return list
  }
  if (!isObject(value)) return value
  const object: Record<string, unknown> = {}
  known.set(value, object)
  for (const [key, item] of Object.entries(value))
    Object.defineProperty(object, key, {
      value: copied(item, known),
      enumerable: true,
      writable: true,
      configurable: true,
    })
  return object
}
