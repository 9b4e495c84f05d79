/** A message whose sender waits for the handler's value. */
import { UnsupportedStageError } from '../core/errors.js'
import type { SendOptions } from '../core/options.js'
import { callErrorOf } from './call-error.js'
import type { Channel } from './channel.js'
import * as Flag from './flags.js'
import type { Done } from './ring.js'
import { type ResolvedOptions, resolveOptions } from './send-options.js'

/** Throws InvalidOptionError; rejects as `SupervisedSend.call` says. */
export function call<M>(channel: Channel<M>, message: M, options: SendOptions | undefined): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const { parts, defaults, window, callTimeout } = channel.shared
    const calls = callDefaults(defaults.sends)
    const timeout = options?.timeout === undefined ? callTimeout?.(channel.ref, message) : options.timeout
    const isUsual = options === undefined && (timeout === undefined || timeout === calls.timeout)
    const own = isUsual ? calls : resolveOptions(options, calls, parts)
    const resolved = timeout === undefined || isUsual ? own : { ...own, timeout }
    const done: Done = (result, value) => {
      if (result.status === 'delivered') resolve(value)
      else reject(callErrorOf(result, channel.recipient, resolved.timeout, window))
    }
    if (isUsual && channel.isPlain) channel.acceptPlain(message, done, Flag.ask)
    else channel.enter(message, done, Flag.ask, resolved)
  })
}

export function noReply(recipient: string): UnsupportedStageError {
  return new UnsupportedStageError('reply', recipient, 'its handlers have no way to answer a call')
}

const known = new WeakMap<ResolvedOptions, ResolvedOptions>()

/** A call throws, so nothing is logged besides. */
export function callDefaults(sends: ResolvedOptions): ResolvedOptions {
  let calls = known.get(sends)
  if (calls === undefined) {
    calls = { ...sends, stage: 'processed', onError: 'ignore' }
    known.set(sends, calls)
  }
  return calls
}
