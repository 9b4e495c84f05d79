/** Errors and payloads in a form that can cross a thread, a pipe or a log. */

/** An error as data: what survives structured clone and JSON alike. */
export interface SerializedError {
  name: string
  message: string
  code?: string
  stack?: string
  cause?: SerializedError
}

const maxCauses = 4

/** Turns anything thrown into data. Causes are followed four deep; a throwing getter yields a placeholder. */
export function serializeError(error: unknown, depth = 0): SerializedError {
  try {
    if (typeof error !== 'object' || error === null) return { name: 'NonError', message: String(error) }
    const { name, message, code, stack, cause } = error as Record<string, unknown>
    const result: SerializedError = {
      name: typeof name === 'string' ? name : 'Error',
      message: typeof message === 'string' ? message : Object.prototype.toString.call(error),
    }
    if (typeof code === 'string' || typeof code === 'number') result.code = String(code)
    if (typeof stack === 'string') result.stack = stack
    if (cause !== undefined && cause !== null && depth < maxCauses) result.cause = serializeError(cause, depth + 1)
    return result
  } catch {
    return { name: 'NonError', message: 'an error whose fields cannot be read' }
  }
}

/** Names a payload's kind without showing it: what logs and telemetry carry by default. */
export function redact(message: unknown): string {
  return `[redacted ${messageType(message)}]`
}

const discriminants = ['type', 'kind', 'op', 'action', 'event'] as const
const maxTypeLength = 64

/**
 * The message's type for telemetry and logs: its `type`, `kind`, `op`, `action` or `event` where that is a short
 * string, the first element of a tuple where that is one, else what `typeof` or the constructor says.
 * Bounded, so that it can be a label of a metric. Never throws.
 */
export function messageType(message: unknown): string {
  try {
    if (typeof message === 'string') return 'string'
    if (typeof message !== 'object' || message === null) return message === null ? 'null' : typeof message
    if (Array.isArray(message)) return label(message[0]) ?? 'array'
    const found = discriminantOf(message)
    if (found !== undefined) return found
    const name: unknown = (message as object).constructor?.name
    return typeof name === 'string' && name !== '' && name !== 'Object' ? name : 'unknown'
  } catch {
    return 'unknown'
  }
}

/** The first of `type`, `kind`, `op`, `action` and `event` that is a short string. Never throws. */
export function discriminantOf(message: unknown): string | undefined {
  if (typeof message !== 'object' || message === null) return undefined
  try {
    for (const key of discriminants) {
      const found = label((message as Record<string, unknown>)[key])
      if (found !== undefined) return found
    }
  } catch {
    // A getter that throws: the message has no type that can be read.
  }
  return undefined
}

function label(value: unknown): string | undefined {
  return typeof value === 'string' && value.length > 0 && value.length <= maxTypeLength ? value : undefined
}
