/** What JSON does to a message in silence, found before it is sent. */

/** A value that does not survive `JSON.stringify` and `JSON.parse`, and where it sits. */
export interface JsonLoss {
  /** From the message down: `payload.items[2]`; empty for the message itself. */
  readonly path: string
  /** In words: 'a Map becomes {}'. */
  readonly what: string
  /** `JSON.stringify` throws on it, rather than changing it. */
  readonly fatal: boolean
}

interface Search {
  readonly fatalOnly: boolean
  /** Objects between the root and here: an object met again among them is a cycle. */
  readonly open: Set<object>
}

/**
 * The first value, depth first, that JSON loses or changes: bigints and cycles (it throws), `undefined`, functions and
 * symbols (they vanish, or become null in arrays), NaN and infinities (null), -0 (0), holes (null), Map, Set, RegExp
 * and typed arrays (their contents vanish or change shape), Date and anything with `toJSON` (another value arrives),
 * instances of classes (plain objects arrive), symbol keys. That two places share one object is not looked for.
 * Undefined when the message arrives as it is.
 */
export function findJsonLoss(message: unknown, options: { fatalOnly?: boolean } = {}): JsonLoss | undefined {
  const search: Search = { fatalOnly: options.fatalOnly ?? false, open: new Set() }
  try {
    return lossOf(message, '', search)
  } catch (error) {
    // Nesting beyond the stack, which JSON.stringify does not survive either, or a proxy that throws.
    return { path: '', what: `the message cannot be read: ${String(error)}`, fatal: true }
  }
}

function lossOf(value: unknown, path: string, search: Search): JsonLoss | undefined {
  const lost = (what: string, fatal = false): JsonLoss | undefined =>
    fatal || !search.fatalOnly ? { path, what, fatal } : undefined
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return undefined
    case 'number':
      if (Object.is(value, -0)) return lost('-0 becomes 0')
      return Number.isFinite(value) ? undefined : lost(`${value} becomes null`)
    case 'bigint':
      return lost('a bigint cannot be written as JSON', true)
    case 'undefined':
      return lost('undefined vanishes')
    case 'function':
      return lost('a function vanishes')
    case 'symbol':
      return lost('a symbol vanishes')
  }
  if (value === null) return undefined
  const object = value as object
  if (search.open.has(object)) return lost('a cycle cannot be written as JSON', true)
  search.open.add(object)
  const found = lossInObject(object, path, search, lost)
  search.open.delete(object)
  return found
}

function lossInObject(
  value: object,
  path: string,
  search: Search,
  lost: (what: string) => JsonLoss | undefined,
): JsonLoss | undefined {
  if (typeof (value as { toJSON?: unknown }).toJSON === 'function') {
    return lost(`a ${className(value)} arrives as what its toJSON returns`)
  }
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) {
      const here = `${path}[${at}]`
      if (!(at in value) && !search.fatalOnly) return { path: here, what: 'a hole becomes null', fatal: false }
      const found = lossOf(value[at], here, search)
      if (found !== undefined) return found
    }
    return undefined
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== null && prototype !== Object.prototype && !isForeignPlain(prototype as object)) {
    const loss = lost(describeClass(value))
    if (loss !== undefined) return loss
  }
  const symbols = Object.getOwnPropertySymbols(value)
  if (symbols.length > 0 && !search.fatalOnly) {
    return { path: `${path}[${String(symbols[0])}]`, what: 'a symbol key vanishes', fatal: false }
  }
  for (const key of Object.keys(value)) {
    const here = join(path, key)
    let child: unknown
    try {
      child = (value as Record<string, unknown>)[key]
    } catch (error) {
      return { path: here, what: `reading it throws ${String(error)}`, fatal: true }
    }
    const found = lossOf(child, here, search)
    if (found !== undefined) return found
  }
  return undefined
}

/** The `Object.prototype` of another realm: vm contexts, frames, test runners. */
function isForeignPlain(prototype: object): boolean {
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'hasOwnProperty')
}

function describeClass(value: object): string {
  const name = className(value)
  if (value instanceof Map || value instanceof Set || value instanceof RegExp) return `a ${name} becomes {}`
  if (value instanceof Error) return `an ${name} becomes a plain object without its message and stack`
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return `the bytes of a ${name} become a plain object`
  return `an instance of ${name} becomes a plain object`
}

function className(value: object): string {
  const name: unknown = value.constructor?.name
  return typeof name === 'string' && name !== '' ? name : 'class'
}

function join(path: string, key: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`
  return path === '' ? key : `${path}.${key}`
}
