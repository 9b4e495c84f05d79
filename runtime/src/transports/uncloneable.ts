/** Where in a message the value sits that structured clone refuses: looked for only after it has refused. */
import { NotSerializableError } from '../core/errors.js'

const maxDepth = 32

/** The clone's error with the path of its cause: `payload.callbacks[2]`. The original error is kept as `cause`. */
export function explainClone(message: unknown, transfer: readonly unknown[], error: unknown): NotSerializableError {
  const path = pathOf(message, transfer, '', new Set())
  const what = error instanceof Error ? error.message : String(error)
  return new NotSerializableError(what, path === '' ? undefined : path.replace(/^\./, ''), { cause: error })
}

function pathOf(value: unknown, transfer: readonly unknown[], path: string, open: Set<object>): string {
  if (typeof value !== 'object' || value === null || open.size > maxDepth || open.has(value)) return path
  open.add(value)
  for (const [step, read] of children(value)) {
    const here = path + step
    let child: unknown
    try {
      child = read()
    } catch {
      return here
    }
    if (!isCloneable(child, transfer)) return pathOf(child, transfer, here, open)
  }
  open.delete(value)
  return path
}

function* children(value: object): Generator<[step: string, read: () => unknown]> {
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) yield [`[${at}]`, () => value[at]]
  } else if (value instanceof Map) {
    for (const [key, child] of value) yield [`.get(${String(key)})`, () => child]
  } else if (value instanceof Set) {
    let at = 0
    for (const child of value) yield [`{${at++}}`, () => child]
  } else {
    for (const key of Object.keys(value)) {
      const step = /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`
      yield [step, () => (value as Record<string, unknown>)[key]]
    }
  }
}

/** Transferred objects must not be moved by the trial; whatever is in the list is fine where it sits. */
function isCloneable(value: unknown, transfer: readonly unknown[]): boolean {
  if (transfer.includes(value)) return true
  try {
    structuredClone(value)
    return true
  } catch {
    return transfer.length > 0 && typeof value === 'object' && value !== null && holdsOnlyTransfers(value, transfer)
  }
}

function holdsOnlyTransfers(value: object, transfer: readonly unknown[]): boolean {
  let any = false
  try {
    for (const [, read] of children(value)) {
      any = true
      if (!isCloneable(read(), transfer)) return false
    }
  } catch {
    return false
  }
  return any
}
