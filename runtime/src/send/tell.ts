/** Events of sends, with the plan's names and fields. Nothing is built while nobody listens. */
import type { Millis } from '../core/clock.js'
import type { NotDelivered, SendResult } from '../core/results.js'
import { messageType } from '../core/serialize.js'
import type { Telemetry } from '../core/telemetry.js'
import type { RuntimeEnv } from '../core/transport.js'
import type { Extra } from './ring.js'
import type { ResolvedOptions } from './send-options.js'

export function watchesSends(telemetry: Telemetry): boolean {
  return (
    telemetry.channel('otp.supervised_send.send.start').enabled ||
    telemetry.channel('otp.supervised_send.send.stop').enabled
  )
}

export function tellStart(env: RuntimeEnv, recipient: string, body: unknown, options: ResolvedOptions): void {
  const channel = env.telemetry.channel('otp.supervised_send.send.start')
  if (!channel.enabled) return
  channel.publish({
    monotonic_time: env.clock.now(),
    system_time: env.clock.wall(),
    recipient,
    message_type: messageType(body),
    metadata: options.metadata ?? {},
  })
}

export function tellStop(
  env: RuntimeEnv,
  recipient: string,
  body: unknown,
  options: ResolvedOptions,
  result: SendResult,
  startedAt: Millis | undefined,
): void {
  const channel = env.telemetry.channel('otp.supervised_send.send.stop')
  if (!channel.enabled) return
  const now = env.clock.now()
  channel.publish({
    duration: startedAt === undefined ? 0 : now - startedAt,
    monotonic_time: now,
    recipient,
    message_type: messageType(body),
    metadata: options.metadata ?? {},
    result: result.status === 'delivered' ? 'delivered' : result.reason,
    status: result.status,
    attempts: result.attempts,
  })
}

export function tellRetry(env: RuntimeEnv, recipient: string, extra: Extra, result: NotDelivered, delay: Millis): void {
  const channel = env.telemetry.channel('otp.supervised_send.retry')
  if (!channel.enabled) return
  channel.publish({ attempt: extra.attempts, max: extra.options.retries, delay, reason: result.reason, recipient })
}

export function tellPressure(
  env: RuntimeEnv,
  recipient: string,
  level: 'high' | 'low',
  inFlight: number,
  window: number,
): void {
  const channel = env.telemetry.channel('otp.supervised_send.pressure')
  if (channel.enabled) channel.publish({ recipient, level, in_flight: inFlight, window })
}
