/** A send with `onError: 'raise'`. */
import { SendFailedError } from '../core/errors.js'
import type { SendOptions } from '../core/options.js'
import type { SendResult } from '../core/results.js'
import type { Channel } from './channel.js'

/** Rejects with SendFailedError for what was not delivered. */
export async function sendOrRaise<M>(
  channel: Channel<M>,
  message: M,
  options: SendOptions | undefined,
): Promise<SendResult> {
  const { recipient, shared } = channel
  const { env, tell } = shared
  const startedAt = env.clock.now()
  const result = await channel.send(message, options)
  if (result.status === 'delivered') return result
  const error = new SendFailedError(result, recipient)
  tell?.exception(error, recipient, message, options?.metadata, startedAt)
  throw error
}
