/** Events of sends, with the plan's names and fields. Nothing is built while nobody listens. */
import type { Millis } from '../core/clock.js'
import type { SendFailedError } from '../core/errors.js'
import type { NotDelivered, SendResult, Unknown } from '../core/results.js'
import { messageType } from '../core/serialize.js'
import type { TelemetryChannel } from '../core/telemetry.js'
import type { RuntimeEnv } from '../core/transport.js'
import type { BreakerState } from './breaker.js'
import type { Extra } from './ring.js'
import type { ResolvedOptions } from './send-options.js'
import type { ChannelShared } from './shared.js'

/** The channels are looked up once: a send asks only whether somebody listens. */
export class Teller {
  readonly #env: RuntimeEnv
  readonly #start: TelemetryChannel<'otp.supervised_send.send.start'>
  readonly #stop: TelemetryChannel<'otp.supervised_send.send.stop'>
  readonly #exception: TelemetryChannel<'otp.supervised_send.send.exception'>
  readonly #retry: TelemetryChannel<'otp.supervised_send.retry'>
  readonly #pressure: TelemetryChannel<'otp.supervised_send.pressure'>
  readonly #poison: TelemetryChannel<'otp.supervised_send.poison'>
  readonly #lateAck: TelemetryChannel<'otp.supervised_send.late_ack'>
  readonly #circuit: TelemetryChannel<'otp.circuit_breaker.state_changed'>

  constructor(env: RuntimeEnv) {
    this.#env = env
    const { telemetry } = env
    this.#start = telemetry.channel('otp.supervised_send.send.start')
    this.#stop = telemetry.channel('otp.supervised_send.send.stop')
    this.#exception = telemetry.channel('otp.supervised_send.send.exception')
    this.#retry = telemetry.channel('otp.supervised_send.retry')
    this.#pressure = telemetry.channel('otp.supervised_send.pressure')
    this.#poison = telemetry.channel('otp.supervised_send.poison')
    this.#lateAck = telemetry.channel('otp.supervised_send.late_ack')
    this.#circuit = telemetry.channel('otp.circuit_breaker.state_changed')
  }

  /** Somebody wants to hear of every send: each needs a start time of its own. */
  get sendsWatched(): boolean {
    return this.#start.enabled || this.#stop.enabled
  }

  start(recipient: string, body: unknown, options: ResolvedOptions): void {
    if (!this.#start.enabled) return
    this.#start.publish({
      monotonic_time: this.#env.clock.now(),
      system_time: this.#env.clock.wall(),
      recipient,
      message_type: messageType(body),
      metadata: options.metadata ?? {},
    })
  }

  stop(
    recipient: string,
    body: unknown,
    options: ResolvedOptions,
    result: SendResult,
    startedAt: Millis | undefined,
  ): void {
    if (!this.#stop.enabled) return
    const now = this.#env.clock.now()
    this.#stop.publish({
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

  retry(recipient: string, extra: Extra, result: NotDelivered, delay: Millis): void {
    if (!this.#retry.enabled) return
    const { attempts, options } = extra
    this.#retry.publish({ attempt: attempts, max: options.retries, delay, reason: result.reason, recipient })
  }

  pressure(recipient: string, level: 'high' | 'low', inFlight: number, window: number): void {
    if (this.#pressure.enabled) this.#pressure.publish({ recipient, level, in_flight: inFlight, window })
  }

  lateAck(recipient: string, count: number): void {
    if (this.#lateAck.enabled) this.#lateAck.publish({ count, recipient })
  }

  circuit(recipient: string, state: BreakerState, previous: BreakerState): void {
    if (this.#circuit.enabled) this.#circuit.publish({ recipient, state, previous })
  }

  /** Said in the log as well: this message will probably kill the next recipient, too. */
  poison(recipient: string, body: unknown, options: ResolvedOptions, { seq, down }: Unknown): void {
    const fields = { recipient, message_type: messageType(body), seq, metadata: options.metadata ?? {}, down: down! }
    if (this.#poison.enabled) this.#poison.publish(fields)
    if (options.onError !== 'ignore') {
      this.#env.logger.error('a message was being handled when its recipient died', fields)
    }
  }

  /** A send is about to reject, because its options say so. */
  exception(
    { result, stack }: SendFailedError,
    recipient: string,
    body: unknown,
    metadata: ResolvedOptions['metadata'],
    startedAt: Millis,
  ): void {
    if (!this.#exception.enabled) return
    this.#exception.publish({
      duration: this.#env.clock.now() - startedAt,
      recipient,
      message_type: messageType(body),
      metadata: metadata ?? {},
      kind: 'error',
      reason: result.reason,
      stacktrace: stack,
    })
  }
}

/** Counters are read when somebody asks for them. */
export function observe({ counts, env }: ChannelShared): Disposable {
  return env.telemetry.observe(() => ({
    'supervised_send.sent': counts.sent,
    'supervised_send.delivered': counts.delivered,
    'supervised_send.failed': counts.failed,
    'supervised_send.undelivered': counts.undelivered,
    'supervised_send.unknown': counts.unknown,
    'supervised_send.retried': counts.retried,
    'supervised_send.rejected': counts.rejected,
    'supervised_send.late_acks': counts.lateAcks,
    'supervised_send.in_flight': counts.inFlight,
  }))
}
