/** `onError: 'deadLetter'`: what finally failed is kept in a queue, which sends it again through us. */
import type { SendOptions } from '../core/options.js'
import { serializeError } from '../core/serialize.js'
import type { RuntimeEnv } from '../core/transport.js'
import type { DeadLetterQueue } from '../dead-letters/contracts.js'
import type { Failure } from './shared.js'
import type { SenderInside } from './supervised-send.js'

/**
 * The plan's options for sending a dead letter again; its failure is the queue's business, not a new letter's. The queue
 * waits minutes between attempts, and hundreds of letters may wait for one recipient: within one there is no need to.
 */
const redelivery: SendOptions = { timeout: 10_000, onError: 'ignore' }
const redeliveryRetries: SendOptions = { retries: 2, backoff: 10 }

export function attach(sender: SenderInside, queue: DeadLetterQueue): Disposable {
  const options = { ...redelivery, ...(sender.shared.parts.retries === undefined ? {} : redeliveryRetries) }
  return queue.sendThrough((target, message, letter, { signal }) =>
    sender.sendSupervised(target, message, {
      ...options,
      signal,
      idempotencyKey: letter.idempotencyKey ?? letter.id,
    }),
  )
}

export function keep(
  env: RuntimeEnv,
  queue: DeadLetterQueue | undefined,
  { target, message, result, options }: Failure,
  fields: Record<string, unknown>,
): void {
  const { metadata, idempotencyKey } = options
  if (queue === undefined) {
    env.logger.error('supervised send failed, and there is no dead letter queue', fields)
    return
  }
  const cause = result.status === 'failed' ? result.error : result.cause
  queue
    .addMessage(target, message, result.reason, metadata, {
      certainty: result.status,
      ...(cause === undefined ? {} : { detail: result.status === 'failed' ? result.error : serializeError(cause) }),
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    })
    .then(
      added => {
        if (added.status === 'dropped') {
          env.logger.error('the dead letter queue refused a message', { ...fields, refused: added.reason })
        }
      },
      (error: unknown) => env.logger.error('a dead letter could not be stored', { ...fields, error }),
    )
}
