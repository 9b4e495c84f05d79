/** The closed set of errors: thrown by `call`, by `onError: 'raise'`, and for wrong options. */
import type { Millis } from './clock.js'
import type { BroadcastResult, NotDelivered } from './results.js'
import type { SerializedError } from './serialize.js'

const brand: unique symbol = Symbol.for('@otp-audit/runtime/error') as never

export type ErrorCode =
  | 'ERR_SEND_FAILED'
  | 'ERR_BROADCAST_FAILED'
  | 'ERR_CALL_TIMEOUT'
  | 'ERR_CALL_UNKNOWN'
  | 'ERR_NOPROC'
  | 'ERR_CIRCUIT_OPEN'
  | 'ERR_BUFFER_FULL'
  | 'ERR_NOT_SERIALIZABLE'
  | 'ERR_REMOTE_HANDLER'
  | 'ERR_INVALID_OPTION'
  | 'ERR_UNKNOWN_RECIPIENT'
  | 'ERR_UNSUPPORTED_STAGE'
  | 'ERR_NAME_TAKEN'
  | 'ERR_ABORTED'
  | 'ERR_CLOSED'
  | 'ERR_QUEUE_FULL'
  | 'ERR_STORE_FAILED'
  | 'ERR_MISSING_PART'

/** Base of all errors of the runtime. `code` is stable; the brand lets guards work across copies of the package. */
export class OtpRuntimeError extends Error {
  readonly code: ErrorCode
  /** Another attempt may succeed, and cannot run anything twice. */
  readonly retryable: boolean
  constructor(code: ErrorCode, message: string, options: { cause?: unknown; retryable?: boolean } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = new.target.name
    this.code = code
    this.retryable = options.retryable ?? false
    Object.defineProperty(this, brand, { value: true })
  }
}

/** True for errors of any copy of this package in the process. */
export function isOtpRuntimeError(error: unknown): error is OtpRuntimeError {
  return typeof error === 'object' && error !== null && (error as { [brand]?: unknown })[brand] === true
}

export class SendFailedError extends OtpRuntimeError {
  readonly result: NotDelivered
  constructor(result: NotDelivered, recipient: string) {
    super('ERR_SEND_FAILED', `send to ${recipient}: ${result.status} (${result.reason})`, {
      cause: result.status === 'failed' ? result.error : result.status === 'undelivered' ? result.cause : undefined,
      retryable: result.status === 'undelivered',
    })
    this.result = result
  }
}

/** A broadcast with `onError: 'raise'`: thrown after every recipient has been tried. */
export class BroadcastFailedError extends OtpRuntimeError {
  readonly result: Exclude<BroadcastResult, { status: 'ok' }>
  constructor(result: Exclude<BroadcastResult, { status: 'ok' }>) {
    super('ERR_BROADCAST_FAILED', `broadcast: ${result.status}`)
    this.result = result
  }
}

/** `certainty` tells whether the handler may have run. */
export class CallTimeoutError extends OtpRuntimeError {
  readonly timeoutMs: Millis
  readonly certainty: 'undelivered' | 'unknown'
  constructor(timeoutMs: Millis, certainty: 'undelivered' | 'unknown') {
    super('ERR_CALL_TIMEOUT', `no reply within ${timeoutMs} ms`, { retryable: certainty === 'undelivered' })
    this.timeoutMs = timeoutMs
    this.certainty = certainty
  }
}

/** The peer went down, or the caller aborted, while the handler may have been running. */
export class CallUnknownError extends OtpRuntimeError {
  readonly result: NotDelivered
  constructor(result: NotDelivered) {
    super('ERR_CALL_UNKNOWN', `the call's outcome is unknown (${result.reason})`)
    this.result = result
  }
}

/** Nobody there: the target is down, or was never up. */
export class NoTargetError extends OtpRuntimeError {
  constructor(recipient: string, options: { cause?: unknown } = {}) {
    super('ERR_NOPROC', `no such recipient: ${recipient}`, { ...options, retryable: true })
  }
}

export class CircuitOpenError extends OtpRuntimeError {
  /** On the runtime's clock. */
  readonly retryAt: number
  constructor(recipient: string, retryAt: number) {
    super('ERR_CIRCUIT_OPEN', `the circuit to ${recipient} is open`, { retryable: true })
    this.retryAt = retryAt
  }
}

export class BufferFullError extends OtpRuntimeError {
  constructor(recipient: string, window: number) {
    super('ERR_BUFFER_FULL', `${window} messages to ${recipient} are in flight`, { retryable: true })
  }
}

export class NotSerializableError extends OtpRuntimeError {
  /** Where in the message the value sits: `payload.callbacks[2]`; nothing if it is the message itself. */
  readonly path: string | undefined
  constructor(message: string, path?: string, options: { cause?: unknown } = {}) {
    super('ERR_NOT_SERIALIZABLE', path ? `${message} at ${path}` : message, options)
    this.path = path || undefined
  }
}

/** The handler at the peer threw; `remote` is its error as data. */
export class RemoteHandlerError extends OtpRuntimeError {
  readonly remote: SerializedError
  constructor(remote: SerializedError) {
    super('ERR_REMOTE_HANDLER', `${remote.name}: ${remote.message}`, { cause: remote })
    this.remote = remote
  }
}

/** Thrown at once, before anything is sent. */
export class InvalidOptionError extends OtpRuntimeError {
  readonly option: string
  constructor(option: string, expected: string, given: unknown) {
    super('ERR_INVALID_OPTION', `${option} must be ${expected}, not ${show(given)}`)
    this.option = option
  }
}

/** Of the core alone: something was asked for that only a part can do which was not given. Thrown at once. */
export class MissingPartError extends OtpRuntimeError {
  /** The part to add, by the name under which `@otp-audit/runtime/core` exports it. */
  readonly part: string
  constructor(part: string, what: string) {
    super('ERR_MISSING_PART', `${what} needs the part '${part}': { parts: [${part}] }`)
    this.part = part
  }
}

export class UnknownRecipientError extends OtpRuntimeError {
  constructor(given: unknown, to = 'send to') {
    super('ERR_UNKNOWN_RECIPIENT', `no adapter knows how to ${to} ${show(given)}`)
  }
}

/** A stage was asked for that the transport cannot prove. */
export class UnsupportedStageError extends OtpRuntimeError {
  constructor(stage: string, recipient: string, hint: string) {
    super('ERR_UNSUPPORTED_STAGE', `${recipient} cannot prove '${stage}': ${hint}`)
  }
}

export class NameTakenError extends OtpRuntimeError {
  constructor(name: string) {
    super('ERR_NAME_TAKEN', `the name '${name}' is registered for another recipient that is alive`)
  }
}

export class AbortedError extends OtpRuntimeError {
  constructor(what: string, cause: unknown) {
    super('ERR_ABORTED', `${what} was aborted`, { cause })
  }
}

export class ClosedError extends OtpRuntimeError {
  constructor(what: string) {
    super('ERR_CLOSED', `${what} has been disposed of`)
  }
}

/** The dead letter queue is full, and its overflow policy is 'reject'. */
export class QueueFullError extends OtpRuntimeError {
  constructor(limit: number) {
    super('ERR_QUEUE_FULL', `the dead letter queue holds ${limit} letters, its limit`, { retryable: true })
  }
}

/** A store of dead letters did not commit; what was to be stored stays in memory and is tried again. */
export class StoreFailedError extends OtpRuntimeError {
  constructor(cause: unknown) {
    const text = cause instanceof Error ? cause.message : String(cause)
    super('ERR_STORE_FAILED', `the dead letter store failed: ${text}`, { cause })
  }
}

function show(value: unknown): string {
  try {
    if (typeof value === 'string') return JSON.stringify(value.slice(0, 80))
    if (typeof value === 'bigint') return `${value}n`
    if (typeof value === 'function') return `a function ${value.name}`.trim()
    if (typeof value === 'object' && value !== null) return `a value of ${value.constructor.name}`
    return String(value)
  } catch {
    // Of no class, or not to be read.
    return typeof value
  }
}
