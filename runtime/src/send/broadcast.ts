/** One message to many: concurrently, with a bound, each result kept. */
import { BroadcastFailedError, InvalidOptionError } from '../core/errors.js'
import type { BroadcastOptions, BroadcastStrategy, SendOptions } from '../core/options.js'
import { checkCount, checkOneOf } from '../core/options-check.js'
import type { BroadcastEntry, BroadcastResult, Recipient, SendResult } from '../core/results.js'
import type { RuntimeEnv, TargetRef } from '../core/transport.js'

export interface BroadcastPorts<M> {
  readonly env: RuntimeEnv
  send(target: TargetRef<M>, message: M, options: SendOptions): Promise<SendResult>
  /** Why nothing can be sent there now; undefined where nothing is known against it. */
  blocked(target: TargetRef<M>): SendResult | undefined
}

/** A recipient as the plan writes it: a target, `{ id, target, meta }`, or a tuple of the same. */
export type BroadcastRecipient<M> =
  | TargetRef<M>
  | Recipient<TargetRef<M>>
  | readonly [id: string | number, target: TargetRef<M>, meta?: unknown]

/**
 * Strategies: `best_effort` tries everybody; `at_least_one` is `ok` as soon as one result is a delivery (all are still
 * tried); `all_or_nothing` first looks whether somebody is known to be down and then sends to nobody. It is no
 * transaction: a failure after that look is a `partial_failure` that says who got it. Nobody to send to is `ok`.
 */
export async function broadcast<M>(
  ports: BroadcastPorts<M>,
  recipients: readonly BroadcastRecipient<M>[],
  message: M,
  options: BroadcastOptions = {},
): Promise<BroadcastResult> {
  const { strategy: given, concurrency: width, ...send } = options
  const strategy = checkOneOf('strategy', given ?? 'best_effort', strategies)
  const concurrency = checkCount('concurrency', width ?? 64, 1)
  const list = normalise(recipients)
  if (strategy === 'all_or_nothing') {
    const blocked = list.flatMap(({ id, target, meta }) => {
      const result = ports.blocked(target)
      return result === undefined ? [] : [entryOf(id, result, meta)]
    })
    if (blocked.length > 0) return conclude(ports, strategy, { status: 'not_sent', delivered: [], blocked }, options)
  }
  const entries = await sendAll(ports, list, message, { ...send, onError: quiet(send.onError) }, concurrency)
  return conclude(ports, strategy, judge(strategy, entries), options)
}

const strategies: readonly BroadcastStrategy[] = ['all_or_nothing', 'best_effort', 'at_least_one']

/** A single recipient must not end the broadcast by an exception: it is raised once, for all, at the end. */
function quiet(onError: SendOptions['onError']): SendOptions['onError'] {
  return onError === 'raise' ? 'ignore' : onError
}

function normalise<M>(recipients: readonly BroadcastRecipient<M>[]): Recipient<TargetRef<M>>[] {
  if (!Array.isArray(recipients)) throw new InvalidOptionError('recipients', 'an array', recipients)
  return recipients.map((recipient: BroadcastRecipient<M>, index) => recipientOf(recipient, index))
}

function recipientOf<M>(recipient: BroadcastRecipient<M>, index: number): Recipient<TargetRef<M>> {
  if (typeof recipient === 'string') return { id: recipient, target: recipient }
  if (Array.isArray(recipient)) {
    const [id, target, meta] = recipient as [string | number, TargetRef<M>, unknown]
    return { id, target, meta }
  }
  if (typeof recipient === 'object' && recipient !== null && 'id' in recipient && 'target' in recipient) {
    return recipient as Recipient<TargetRef<M>>
  }
  return { id: index, target: recipient as TargetRef<M> }
}

function entryOf(id: string | number, result: SendResult, meta: unknown): BroadcastEntry {
  return meta === undefined ? { id, result } : { id, result, meta }
}

async function sendAll<M>(
  ports: BroadcastPorts<M>,
  list: readonly Recipient<TargetRef<M>>[],
  message: M,
  options: SendOptions,
  concurrency: number,
): Promise<BroadcastEntry[]> {
  const entries: BroadcastEntry[] = new Array(list.length)
  // Twice in the list is once in the mailbox: each entry gets the one result.
  const sent = new Map<TargetRef<M>, Promise<SendResult>>()
  let next = 0
  const worker = async (): Promise<void> => {
    for (let at = next++; at < list.length; at = next++) {
      const { id, target, meta } = list[at]!
      const sending = sent.get(target) ?? ports.send(target, message, options)
      sent.set(target, sending)
      entries[at] = entryOf(id, await sending, meta)
    }
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, list.length) }, worker))
  return entries
}

function judge(strategy: BroadcastStrategy, entries: readonly BroadcastEntry[]): BroadcastResult {
  const delivered = entries.filter(entry => entry.result.status === 'delivered')
  const failed = entries.filter(entry => entry.result.status !== 'delivered')
  if (failed.length === 0) return { status: 'ok', delivered, failed }
  if (delivered.length === 0) return { status: 'all_failed', delivered: [], failed }
  return { status: strategy === 'at_least_one' ? 'ok' : 'partial_failure', delivered, failed }
}

function conclude(
  ports: BroadcastPorts<never>,
  strategy: BroadcastStrategy,
  result: BroadcastResult,
  options: BroadcastOptions,
): BroadcastResult {
  const channel = ports.env.telemetry.channel('otp.supervised_send.broadcast')
  if (channel.enabled) {
    const failed = result.status === 'not_sent' ? result.blocked.length : result.failed.length
    const delivered = result.delivered.length
    channel.publish({ count: failed + delivered, delivered, failed, strategy, status: result.status })
  }
  if (options.onError === 'raise' && result.status !== 'ok') throw new BroadcastFailedError(result)
  return result
}
