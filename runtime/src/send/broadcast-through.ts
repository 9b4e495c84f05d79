/** Broadcasts over a SupervisedSend: what a broadcast needs of it. */
import { NoTargetError } from '../core/errors.js'
import type { BroadcastOptions, PostBroadcastOptions } from '../core/options.js'
import { checkObject } from '../core/options-check.js'
import type { BroadcastResult, SendResult, Seq } from '../core/results.js'
import type { TargetRef } from '../core/transport.js'
import { adapterFor } from '../transports/adapters.js'
import { type BroadcastRecipient, broadcast, postBroadcast } from './broadcast.js'
import type { Thrown } from './own-error.js'
import { resolveOptions } from './send-options.js'
import type { SenderInside } from './supervised-send.js'

export async function broadcastThrough<M>(
  sender: SenderInside,
  recipients: readonly BroadcastRecipient<M>[],
  message: M,
  options: BroadcastOptions | undefined,
): Promise<BroadcastResult> {
  checkObject('options', options)
  const { strategy: _strategy, concurrency: _concurrency, ...send } = options ?? {}
  const { env, defaults, parts } = sender.shared
  const { overflow } = resolveOptions(send, defaults.sends, parts)
  // Without the part that lets sends wait nobody does.
  const needsRoom = overflow === 'reject' || parts.backpressure === undefined
  return broadcast(
    {
      env,
      send: (target, body, each) => sender.channelOf(target).send(body, each),
      blocked: target => blocked(sender, target, needsRoom),
    },
    recipients,
    message,
    options,
  )
}

export function postBroadcastThrough<M>(
  sender: SenderInside,
  recipients: readonly BroadcastRecipient<M>[],
  message: M,
  options: PostBroadcastOptions | undefined,
): readonly Seq[] {
  checkObject('options', options)
  const { strategy: _strategy, ...send } = options ?? {}
  const { env, defaults, parts } = sender.shared
  const { overflow } = resolveOptions(send, defaults.sends, parts)
  let first: Thrown | undefined
  const seqs = postBroadcast(
    {
      env,
      check: target => void sender.channelOf(target),
      post: (target, body, each) =>
        sender.postTo(sender.channelOf(target), body, each, thrown => {
          first ??= thrown
        }),
      refuse: (target, body, result, each) => {
        const { settling } = sender.channelOf(target)
        settling.turnAway(body, undefined, resolveOptions(each, defaults.sends, parts), result)
      },
      blocked: target => blocked(sender, target, overflow !== 'dropOldest'),
    },
    recipients,
    message,
    options,
  )
  if (first !== undefined) throw first.error
  return seqs
}

/** Why nothing can be sent there now; undefined where nothing is known against it. */
function blocked(sender: SenderInside, target: TargetRef, needsRoom: boolean): SendResult | undefined {
  const channel = sender.channelOf(target)
  const base = { status: 'undelivered', seq: -1, attempts: 0 } as const
  const object = typeof target === 'string' ? sender.shared.names!.whereis(target) : target
  if (object === undefined) return { ...base, reason: 'noproc', cause: new NoTargetError(channel.recipient) }
  if (isDown(sender, object)) return { ...base, reason: 'down' }
  if (channel.state === 'circuit_open') return { ...base, reason: 'circuit_open', retryAt: channel.breaker!.retryAt }
  if (needsRoom && !channel.writable && !channel.closed) return { ...base, reason: 'buffer_full' }
  return undefined
}

/** Of an adapter that throws nothing is known: the send itself will say what is wrong. */
function isDown(sender: SenderInside, object: object): boolean {
  try {
    return adapterFor(object, sender.shared.adapters).liveness(object) === 'down'
  } catch {
    return false
  }
}
