/** A call's outcome as an exception: `call` returns the value itself, so everything else has to be thrown. */
import type { Millis } from '../core/clock.js'
import {
  AbortedError,
  BufferFullError,
  CallTimeoutError,
  CallUnknownError,
  CircuitOpenError,
  ClosedError,
  NoTargetError,
  NotSerializableError,
  RemoteHandlerError,
  SendFailedError,
} from '../core/errors.js'
import type { NotDelivered } from '../core/results.js'

export function callErrorOf(result: NotDelivered, recipient: string, timeout: Millis, window: number): Error {
  if (result.status === 'failed') {
    if (result.error.code === 'ERR_NOT_SERIALIZABLE')
      return new NotSerializableError(`the reply: ${result.error.message}`)
    return new RemoteHandlerError(result.error)
  }
  if (result.status === 'unknown') {
    if (result.reason === 'timeout') return new CallTimeoutError(timeout, 'unknown')
    if (result.reason === 'no_peer' && result.cause instanceof Error) return result.cause
    return new CallUnknownError(result)
  }
  switch (result.reason) {
    case 'noproc':
    case 'down':
      return new NoTargetError(recipient, result.cause === undefined ? {} : { cause: result.cause })
    case 'circuit_open':
      return new CircuitOpenError(recipient, result.retryAt ?? 0)
    case 'buffer_full':
      return new BufferFullError(recipient, window)
    case 'expired':
      return new CallTimeoutError(timeout, 'undelivered')
    case 'aborted':
      return new AbortedError('the call', result.cause)
    case 'closed':
      return new ClosedError('SupervisedSend')
    case 'not_serializable':
      if (result.cause instanceof NotSerializableError) return result.cause
      return new NotSerializableError('the message cannot be cloned', undefined, { cause: result.cause })
    case 'unsupported_stage':
      return result.cause instanceof Error ? result.cause : new SendFailedError(result, recipient)
    case 'transport_error':
    case 'not_handled':
      return new SendFailedError(result, recipient)
  }
}
