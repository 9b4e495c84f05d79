/**
 * The runtime's counters and sends in OpenTelemetry. Counters are read when metrics are collected: no instrument is
 * called per message (a counter's `add` costs half a microsecond, a span three). Spans are sampled before they are made.
 */
import type { BatchObservableResult, Meter, Observable, Span, Tracer } from '@opentelemetry/api'
import { type Clock, systemClock } from '../core/clock.js'
import { InvalidOptionError } from '../core/errors.js'
import { checkKnown, checkMethods } from '../core/options-check.js'
import { type Random, systemRandom } from '../core/random.js'
import type { Telemetry, TelemetryEvents } from '../core/telemetry.js'
import { instruments } from './instruments.js'

export interface OpenTelemetryBridgeOptions {
  /** The runtime's; its counters become metrics, its sends become spans. */
  readonly telemetry: Telemetry
  /** `metrics.getMeter('@otp-audit/runtime')`; without it there are no metrics. */
  readonly meter?: Meter
  /** `trace.getTracer('@otp-audit/runtime')`; without it there are no spans. */
  readonly tracer?: Tracer
  /** Part of the delivered messages that get a span, 0 to 1; default 0.01. */
  readonly sampleRatio?: number
  /** Part of those that were not delivered; default 1. */
  readonly failureSampleRatio?: number
  readonly random?: Random
  readonly clock?: Clock
}

// Values of enums of @opentelemetry/api, which is a peer for its types only: nothing of it is loaded.
const producer = 3
const statusError = 2

const known = [
  'telemetry',
  'meter',
  'tracer',
  'sampleRatio',
  'failureSampleRatio',
  'random',
  'clock',
] satisfies (keyof OpenTelemetryBridgeOptions)[]

/**
 * Connects a runtime's telemetry with OpenTelemetry (API 1.3 and later; SDK 2) until it is disposed of.
 * Metrics are called `otp.` and the counter's name, spans `otp.supervised_send`. A span is made when the result is
 * known, with the times of the send; it has no parent, as the result comes outside of the sender's context.
 * @throws InvalidOptionError for ratios outside of 0 to 1, or without meter and tracer
 */
export function bridgeOpenTelemetry(options: OpenTelemetryBridgeOptions): Disposable {
  checkKnown('options', options, known)
  const { telemetry, meter, tracer } = options
  checkMethods('telemetry', telemetry, ['counters', 'subscribe'])
  if (meter === undefined && tracer === undefined) throw new InvalidOptionError('meter', 'given, or tracer', undefined)
  const ratios = {
    delivered: checkRatio('sampleRatio', options.sampleRatio ?? 0.01),
    others: checkRatio('failureSampleRatio', options.failureSampleRatio ?? 1),
  }
  const random = options.random ?? systemRandom
  const clock = options.clock ?? systemClock
  const metrics = meter === undefined ? undefined : observe(telemetry, meter)
  const spans =
    tracer === undefined
      ? undefined
      : telemetry.subscribe('otp.supervised_send.send.stop', fields => {
          const ratio = fields.status === 'delivered' ? ratios.delivered : ratios.others
          // The comparison before the draw: with a ratio of 0 or 1 a seeded generator is not advanced.
          if (ratio === 0 || (ratio < 1 && random.next() >= ratio)) return
          end(start(tracer, fields, clock.wall()), fields, clock.wall())
        })
  return {
    [Symbol.dispose]: () => {
      metrics?.[Symbol.dispose]()
      spans?.[Symbol.dispose]()
    },
  }
}

function observe(telemetry: Telemetry, meter: Meter): Disposable {
  const observables = new Map<string, Observable>()
  for (const { name, kind, description, unit } of instruments) {
    const options = { description, unit }
    const full = `otp.${name}`
    if (kind === 'counter') observables.set(name, meter.createObservableCounter(full, options))
    else if (kind === 'upDown') observables.set(name, meter.createObservableUpDownCounter(full, options))
    else observables.set(name, meter.createObservableGauge(full, options))
  }
  const read = (result: BatchObservableResult): void => {
    for (const [name, value] of Object.entries(telemetry.counters())) {
      const observable = observables.get(name)
      if (observable !== undefined) result.observe(observable, value)
    }
  }
  const all = [...observables.values()]
  meter.addBatchObservableCallback(read, all)
  return { [Symbol.dispose]: () => meter.removeBatchObservableCallback(read, all) }
}

type Stop = TelemetryEvents['otp.supervised_send.send.stop']

function start(tracer: Tracer, fields: Stop, now: number): Span {
  return tracer.startSpan('otp.supervised_send', {
    kind: producer,
    startTime: now - fields.duration,
    attributes: {
      'messaging.system': 'otp-audit',
      'messaging.operation.type': 'send',
      'messaging.destination.name': fields.recipient,
      'otp.message_type': fields.message_type,
      'otp.result': fields.result,
      'otp.status': fields.status,
      'otp.attempts': fields.attempts,
    },
  })
}

function end(span: Span, fields: Stop, now: number): void {
  if (fields.status !== 'delivered') span.setStatus({ code: statusError, message: fields.result })
  span.end(now)
}

function checkRatio(option: string, value: unknown): number {
  if (typeof value === 'number' && value >= 0 && value <= 1) return value
  throw new InvalidOptionError(option, 'a number from 0 to 1', value)
}
