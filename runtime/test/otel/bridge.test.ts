/** The bridge against the real SDK 2. */
import { SpanKind, SpanStatusCode } from '@opentelemetry/api'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { afterEach, describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/core/random.js'
import { createTelemetry, type Telemetry } from '../../src/core/telemetry.js'
import { createDeadLetterQueue } from '../../src/dead-letters/index.js'
import { createMonitorManager } from '../../src/monitor-manager.js'
import { instruments } from '../../src/otel/instruments.js'
import { bridgeOpenTelemetry } from '../../src/otel.js'
import { createSupervisedSend } from '../../src/supervised-send.js'
import { SimulatedClock } from '../../src/testing/simulated-clock.js'
import { createTimeoutConfig } from '../../src/timeouts/index.js'
import { spawnActor } from '../../src/transports/actor.js'
import { recordingLogger } from '../monitors/fixtures.js'

const open: AsyncDisposable[] = []
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each[Symbol.asyncDispose]()
})

/** All parts of a runtime on one telemetry. */
function runtime(telemetry: Telemetry) {
  const shared = { telemetry, logger: recordingLogger() }
  const deadLetters = createDeadLetterQueue(shared)
  const monitors = createMonitorManager(shared)
  const timeouts = createTimeoutConfig(shared)
  const sender = createSupervisedSend({ ...shared, deadLetters })
  open.push(deadLetters, monitors, sender, { [Symbol.asyncDispose]: async () => timeouts[Symbol.dispose]() })
  return { deadLetters, monitors, timeouts, sender }
}

function metering() {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })
  const provider = new MeterProvider({ readers: [reader] })
  open.push({ [Symbol.asyncDispose]: () => provider.shutdown() })
  const collect = async (): Promise<Record<string, unknown>> => {
    const { resourceMetrics, errors } = await reader.collect()
    expect(errors).toEqual([])
    const metrics = resourceMetrics.scopeMetrics.flatMap(scope => scope.metrics)
    return Object.fromEntries(metrics.map(metric => [metric.descriptor.name, metric.dataPoints[0]?.value]))
  }
  return { meter: provider.getMeter('test'), collect }
}

function tracing() {
  const exporter = new InMemorySpanExporter()
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
  open.push({ [Symbol.asyncDispose]: () => provider.shutdown() })
  return { tracer: provider.getTracer('test'), spans: () => exporter.getFinishedSpans() }
}

describe('metrics', () => {
  it('are the counters, read when they are collected', async () => {
    const telemetry = createTelemetry({ local: true })
    const { sender, monitors, deadLetters, timeouts } = runtime(telemetry)
    const { meter, collect } = metering()
    using _ = bridgeOpenTelemetry({ telemetry, meter })
    const alive = spawnActor(() => {})
    const dead = spawnActor(() => {})
    dead.stop()
    await sender.sendSupervised(alive, 1)
    await sender.sendSupervised(dead, 2, { onError: 'deadLetter' })
    await deadLetters.listMessages()
    monitors.monitor(alive)
    await timeouts.callWithTimeout('s', null, () => 1)
    expect(await collect()).toMatchObject({
      'otp.supervised_send.sent': 2,
      'otp.supervised_send.delivered': 1,
      'otp.supervised_send.undelivered': 1,
      'otp.supervised_send.in_flight': 0,
      'otp.dead_letter_queue.added': 1,
      'otp.dead_letter_queue.size': 1,
      'otp.monitor_manager.created': 1,
      'otp.monitor_manager.active': 1,
      'otp.timeout_config.ok': 1,
    })
    await sender.sendSupervised(alive, 3)
    expect(await collect()).toMatchObject({ 'otp.supervised_send.sent': 3 })
  })

  it('leave out no counter, and name none that is not there', () => {
    const telemetry = createTelemetry({ local: true })
    runtime(telemetry)
    expect(Object.keys(telemetry.counters()).sort()).toEqual(instruments.map(each => each.name).sort())
  })

  it('end with the bridge', async () => {
    const telemetry = createTelemetry({ local: true })
    const { monitors } = runtime(telemetry)
    const { meter, collect } = metering()
    const bridge = bridgeOpenTelemetry({ telemetry, meter })
    bridge[Symbol.dispose]()
    monitors.monitor(new AbortController().signal)
    expect((await collect())['otp.monitor_manager.created']).toBeUndefined()
  })
})

describe('spans', () => {
  const sent = {
    monotonic_time: 0,
    recipient: 'worker 1',
    message_type: 'job',
    metadata: {},
    attempts: 1,
    duration: 40,
  }

  it('carry times, result and recipient; failures are errors', () => {
    const telemetry = createTelemetry({ local: true })
    const { tracer, spans } = tracing()
    const clock = new SimulatedClock()
    using _ = bridgeOpenTelemetry({ telemetry, tracer, clock, sampleRatio: 1 })
    const stop = telemetry.channel('otp.supervised_send.send.stop')
    stop.publish({ ...sent, result: 'delivered', status: 'delivered' })
    stop.publish({ ...sent, result: 'noproc', status: 'undelivered' })
    const [first, second] = spans()
    expect(first!.name).toBe('otp.supervised_send')
    expect(first!.kind).toBe(SpanKind.PRODUCER)
    expect(first!.duration).toEqual([0, 40_000_000])
    expect(first!.endTime[0]).toBe(Math.floor(clock.wall() / 1000))
    expect(first!.attributes).toMatchObject({ 'messaging.destination.name': 'worker 1', 'otp.message_type': 'job' })
    expect(first!.status.code).toBe(SpanStatusCode.UNSET)
    expect(second!.status).toEqual({ code: SpanStatusCode.ERROR, message: 'noproc' })
  })

  it('are sampled: one delivered message in so many, all of the others', () => {
    const telemetry = createTelemetry({ local: true })
    const { tracer, spans } = tracing()
    using _ = bridgeOpenTelemetry({ telemetry, tracer, sampleRatio: 0.1, random: seededRandom(1) })
    const stop = telemetry.channel('otp.supervised_send.send.stop')
    for (let i = 0; i < 2000; i++) stop.publish({ ...sent, result: 'delivered', status: 'delivered' })
    const some = spans().length
    expect(some).toBeGreaterThan(150)
    expect(some).toBeLessThan(250)
    for (let i = 0; i < 20; i++) stop.publish({ ...sent, result: 'timeout', status: 'unknown' })
    expect(spans().length).toBe(some + 20)
  })

  it('are made of real sends, and of none once the bridge is gone: then nobody listens', async () => {
    const telemetry = createTelemetry({ local: true })
    const { sender } = runtime(telemetry)
    const { tracer, spans } = tracing()
    const bridge = bridgeOpenTelemetry({ telemetry, tracer, sampleRatio: 1 })
    const actor = spawnActor(() => {})
    await sender.sendSupervised(actor, { type: 'job' })
    expect(spans()).toHaveLength(1)
    expect(spans()[0]!.attributes).toMatchObject({ 'otp.message_type': 'job', 'otp.status': 'delivered' })
    bridge[Symbol.dispose]()
    await sender.sendSupervised(actor, { type: 'job' })
    expect(spans()).toHaveLength(1)
    expect(telemetry.channel('otp.supervised_send.send.stop').enabled).toBe(false)
  })
})

it.each([
  [{}, 'meter'],
  [{ tracer: {}, sampleRatio: 2 }, 'sampleRatio'],
  [{ tracer: {}, failureSampleRatio: Number.NaN }, 'failureSampleRatio'],
])('refuses %j', (options, option) => {
  const telemetry = createTelemetry({ local: true })
  expect(() => bridgeOpenTelemetry({ telemetry, ...options } as never)).toThrow(expect.objectContaining({ option }))
})
