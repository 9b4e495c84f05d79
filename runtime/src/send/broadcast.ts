/** One message to many: concurrently, with a bound, each result kept. */
import { BroadcastFailedError, InvalidOptionError } from '../core/errors.js'
import type { BroadcastOptions, BroadcastStrategy, PostBroadcastOptions, SendOptions } from '../core/options.js'
import { checkCount, checkOneOf } from '../core/options-check.js'
import type { BroadcastEntry, BroadcastResult, NotDelivered, Recipient, SendResult, Seq } from '../core/results.js'
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
 * tried); `all_or_nothing` first looks whether somebody is known to refuse it (down, an open circuit, a full window where
 * nobody waits for room) and then sends to nobody. It is no
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
    const blocked = blockedOf(ports, list)
    if (blocked.length > 0) return conclude(ports, strategy, { status: 'not_sent', delivered: [], blocked }, options)
  }
  const entries = await sendAll(ports, list, message, { ...send, onError: quiet(send.onError) }, concurrency)
  return conclude(ports, strategy, judge(strategy, entries), options)
}

/** What a fire-and-forget broadcast needs: a post instead of a send, and a place for what is not even tried. */
export interface PostBroadcastPorts<M> extends Pick<BroadcastPorts<M>, 'env' | 'blocked'> {
  /** Throws UnknownRecipientError. */
  check(target: TargetRef<M>): void
  post(target: TargetRef<M>, message: M, options: SendOptions): Seq
  refuse(target: TargetRef<M>, message: M, result: NotDelivered, options: SendOptions): void
}

/**
 * `broadcast` for those who don't wait: everybody is written to within the call, and each loss goes where its `onError`
 * says. Answers the messages' numbers in the order of the recipients. With `all_or_nothing` and somebody known to be down
 * nobody is sent to: the numbers are -1, and everybody's message is a loss.
 */
export function postBroadcast<M>(
  ports: PostBroadcastPorts<M>,
  recipients: readonly BroadcastRecipient<M>[],
  message: M,
  options: PostBroadcastOptions = {},
): readonly Seq[] {
  const { strategy: given, ...send } = options
  const strategy = checkOneOf('strategy', given ?? 'best_effort', strategies)
  const list = normalise(recipients)
  for (const { target } of list) ports.check(target)
  if (strategy === 'all_or_nothing') {
    const blocked = blockedOf(ports, list)
    if (blocked.length > 0) return refuseAll(ports, list, message, blocked, send)
  }
  const sent = new Map<TargetRef<M>, Seq>()
  for (const { target } of list) if (!sent.has(target)) sent.set(target, ports.post(target, message, send))
  return list.map(({ target }) => sent.get(target)!)
}

function refuseAll<M>(
  ports: PostBroadcastPorts<M>,
  list: readonly Recipient<TargetRef<M>>[],
  message: M,
  blocked: readonly BroadcastEntry[],
  options: SendOptions,
): readonly Seq[] {
  const notSent = { status: 'not_sent', delivered: [], blocked } as const
  tellOf(ports.env, 'all_or_nothing', notSent)
  const cause = new BroadcastFailedError(notSent)
  const others = { status: 'undelivered', reason: 'aborted', seq: -1, attempts: 0, cause } as const
  for (const target of new Set(list.map(each => each.target))) {
    ports.refuse(target, message, (ports.blocked(target) as NotDelivered | undefined) ?? others, options)
  }
  return list.map(() => -1)
}

const strategies: readonly BroadcastStrategy[] = ['all_or_nothing', 'best_effort', 'at_least_one']

function blockedOf<M>(
  ports: Pick<BroadcastPorts<M>, 'blocked'>,
  list: readonly Recipient<TargetRef<M>>[],
): BroadcastEntry[] {
  return list.flatMap(({ id, target, meta }) => {
    const result = ports.blocked(target)
    return result === undefined ? [] : [entryOf(id, result, meta)]
  })
}

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
  tellOf(ports.env, strategy, result)
  if (options.onError === 'raise' && result.status !== 'ok') throw new BroadcastFailedError(result)
  return result
}

function tellOf(env: RuntimeEnv, strategy: BroadcastStrategy, result: BroadcastResult): void {
  const channel = env.telemetry.channel('otp.supervised_send.broadcast')
  if (!channel.enabled) return
  const failed = result.status === 'not_sent' ? result.blocked.length : result.failed.length
  const delivered = result.delivered.length
  channel.publish({ count: failed + delivered, delivered, failed, strategy, status: result.status })
}
