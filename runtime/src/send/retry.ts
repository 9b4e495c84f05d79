/** Whether a message is tried again, and what is known of it when it is not. */
import type { Millis } from '../core/clock.js'
import type { Failed, NotDelivered, SendResult, Unknown } from '../core/results.js'
import type { RuntimeEnv } from '../core/transport.js'
import type { CircuitBreaker } from './breaker.js'
import type { Extra } from './ring.js'
import { isRetryable, nextDelay, type ResolvedOptions } from './send-options.js'

/** How long to wait before another attempt, or the final result. An open circuit ends the attempts. */
export function retryAfter(
  extra: Extra,
  result: NotDelivered,
  breaker: CircuitBreaker | undefined,
  env: RuntimeEnv,
): Millis | SendResult {
  const { options } = extra
  if (extra.attempts > options.retries || options.signal?.aborted === true) return result
  if (!isWorthIt(result, options, env)) return result
  if (breaker?.state === 'open') {
    if (result.status !== 'undelivered') return result
    return { ...result, reason: 'circuit_open', retryAt: breaker.retryAt, cause: result }
  }
  const delay = nextDelay(extra, env.random)
  return env.clock.now() + delay < options.deadline ? delay : result
}

/** That this attempt never ran does not prove that no earlier one did. */
export function withDoubt(result: SendResult, doubt: Unknown | Failed | undefined): SendResult {
  if (doubt === undefined || result.status !== 'undelivered') return result
  const { attempts } = result
  if (doubt.status === 'failed') return { ...doubt, attempts }
  return { ...doubt, attempts, reason: result.reason === 'aborted' ? 'aborted' : doubt.reason }
}

/** A `retryOn` that throws must not keep the send from its result. */
function isWorthIt(result: NotDelivered, options: ResolvedOptions, env: RuntimeEnv): boolean {
  try {
    return isRetryable(result, options)
  } catch (error) {
    env.logger.error('retryOn threw; the message is not tried again', { error })
    return false
  }
}
