/** Late replies as dead letters: nobody can be sent them any more, so they are kept for inspection only. */
import { serializeError } from '../core/serialize.js'
import type { RuntimeEnv } from '../core/transport.js'
import type { AddResult } from '../dead-letters/contracts.js'
import type { TimeoutConfigOptions } from './contracts.js'

type LateReplyTaker = NonNullable<TimeoutConfigOptions['onLateReply']>

export function toDeadLetters(
  queue: NonNullable<TimeoutConfigOptions['deadLetters']>,
  env: RuntimeEnv,
): LateReplyTaker {
  return (reply, call) => {
    const value = reply.status === 'ok' ? reply.value : undefined
    const detail = reply.status === 'error' ? { detail: serializeError(reply.error) } : {}
    const metadata = { ...call, lateBy: reply.lateBy }
    const lost = (reason: unknown): void => env.logger.warn('a late reply was lost', { ...call, reason })
    queue
      .addMessage({ kind: 'call', name: call.service }, value, 'late_reply', metadata, {
        ...detail,
        certainty: 'failed',
        retry: false,
      })
      .then((added: AddResult) => {
        if (added.status === 'dropped') lost(added.reason)
      }, lost)
  }
}
