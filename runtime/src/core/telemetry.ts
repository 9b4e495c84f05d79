/**
 * Events and counters. Events are published on `node:diagnostics_channel` (channel names below) where it exists,
 * else to the subscribers of this object. Publishing costs nothing while nobody listens: look at `enabled` first.
 * Names and fields are the original plan's, its segments joined by dots; those that it lacked are marked "added".
 */

import { lazyBuiltin } from './builtin.js'
import type { Millis } from './clock.js'
import type { DownReason } from './transport.js'

/** Every event and its fields. `count` and `duration` (ms) are measurements, the rest is metadata. */
export interface TelemetryEvents {
  'otp.supervised_send.send.start': {
    monotonic_time: Millis
    system_time: Millis
    recipient: string
    message_type: string
    metadata: unknown
  }
  'otp.supervised_send.send.stop': {
    duration: Millis
    monotonic_time: Millis
    recipient: string
    message_type: string
    metadata: unknown
    /** 'delivered', or the reason. */
    result: string
    status: string
    attempts: number
  }
  'otp.supervised_send.send.exception': {
    duration: Millis
    recipient: string
    message_type: string
    metadata: unknown
    kind: 'error'
    reason: unknown
    stacktrace: string | undefined
  }
  'otp.supervised_send.retry': { attempt: number; max: number; delay: Millis; reason: string; recipient: string }
  /** added */
  'otp.supervised_send.broadcast': {
    count: number
    delivered: number
    failed: number
    strategy: string
    status: string
  }
  /** added */
  'otp.supervised_send.late_ack': { count: number; recipient: string }
  /** added: the crash fence named the message that was running when its peer died */
  'otp.supervised_send.poison': {
    recipient: string
    message_type: string
    seq: number
    metadata: unknown
    down: DownReason
  }
  /** added */
  'otp.supervised_send.pressure': { recipient: string; level: 'high' | 'low'; in_flight: number; window: number }
  /** added */
  'otp.circuit_breaker.state_changed': {
    recipient: string
    state: 'closed' | 'open' | 'half_open'
    previous: 'closed' | 'open' | 'half_open'
  }
  'otp.dead_letter_queue.message_added': { count: number; reason: string; recipient: string }
  /** added */
  'otp.dead_letter_queue.message_retried': { count: number; id: string; attempt: number; recipient: string }
  /** added */
  'otp.dead_letter_queue.message_delivered': { count: number; id: string; attempts: number; recipient: string }
  /** added */
  'otp.dead_letter_queue.message_exhausted': { count: number; id: string; attempts: number; recipient: string }
  /** added */
  'otp.dead_letter_queue.messages_purged': { count: number; cause: 'purge' | 'expired' }
  /** added */
  'otp.dead_letter_queue.message_dropped': { count: number; reason: string; recipient: string }
  /** added: an alarm; letters that could not be stored stay in memory */
  'otp.dead_letter_queue.store_failed': { count: number; operation: string; error: unknown }
  'otp.monitor_manager.monitor_created': { count: number; tag: string; caller: string | undefined }
  'otp.monitor_manager.monitor_cleaned': {
    duration: Millis
    tag: string
    reason: 'demonitor' | 'target_down' | 'owner_down' | 'signal' | 'collected' | 'disposed'
    automatic: boolean
    manual_cleanup: boolean
  }
  'otp.monitor_manager.leaks_detected': { count: number; tags: readonly string[] }
  'otp.monitor_manager.caller_cleanup': { monitor_count: number; caller: string }
  'otp.monitor_manager.terminated': { monitor_count: number; reason: string }
  /** added */
  'otp.timeout_config.timeout_hit': { timeout: Millis; service: string; operation: string | undefined }
  /** added */
  'otp.timeout_config.late_reply': {
    count: number
    late_by: Millis
    status: 'ok' | 'error'
    service: string
    operation: string | undefined
  }
}

export type TelemetryName = keyof TelemetryEvents

export interface TelemetryChannel<N extends TelemetryName> {
  readonly name: N
  /** False while nobody listens: then don't build the fields. */
  readonly enabled: boolean
  publish(fields: TelemetryEvents[N]): void
}

export type TelemetryListener<N extends TelemetryName> = (fields: TelemetryEvents[N], name: N) => void

export interface Telemetry {
  /** The same object for the same name: keep it, and look at `enabled` before every publish. */
  channel<N extends TelemetryName>(name: N): TelemetryChannel<N>
  subscribe<N extends TelemetryName>(name: N, fn: TelemetryListener<N>): Disposable
  /** Registers a reader of plain numbers; names are prefixed by their owner ('supervised_send.sent'). */
  observe(fn: () => Readonly<Record<string, number>>): Disposable
  /** All counters of all readers; equal names are added up. */
  counters(): Record<string, number>
}

interface HostChannel {
  readonly hasSubscribers: boolean
  publish(message: unknown): void
  subscribe(fn: (message: unknown, name: string | symbol) => void): void
  unsubscribe(fn: (message: unknown, name: string | symbol) => void): boolean
}

/** A throwing subscriber must not break a send; diagnostics_channel gives the same promise by reporting it later. */
class LocalChannel implements HostChannel {
  readonly #listeners = new Set<(message: unknown, name: string) => void>()
  readonly #name: string
  constructor(name: string) {
    this.#name = name
  }
  get hasSubscribers(): boolean {
    return this.#listeners.size > 0
  }
  publish(message: unknown): void {
    for (const listener of this.#listeners) {
      try {
        listener(message, this.#name)
      } catch (error) {
        queueMicrotask(() => {
          throw error
        })
      }
    }
  }
  subscribe(fn: (message: unknown, name: string) => void): void {
    this.#listeners.add(fn)
  }
  unsubscribe(fn: (message: unknown, name: string) => void): boolean {
    return this.#listeners.delete(fn)
  }
}

class NamedChannel<N extends TelemetryName> implements TelemetryChannel<N> {
  readonly name: N
  readonly #host: HostChannel
  constructor(name: N, host: HostChannel) {
    this.name = name
    this.#host = host
  }
  get enabled(): boolean {
    return this.#host.hasSubscribers
  }
  publish(fields: TelemetryEvents[N]): void {
    this.#host.publish(fields)
  }
  subscribe(fn: TelemetryListener<N>): Disposable {
    const listener = (message: unknown): void => fn(message as TelemetryEvents[N], this.name)
    this.#host.subscribe(listener)
    return { [Symbol.dispose]: () => void this.#host.unsubscribe(listener) }
  }
}

const hostChannels = /* @__PURE__ */ lazyBuiltin<{ channel(name: string): HostChannel }>('node:diagnostics_channel')

/** Of a program that has no telemetry: nobody listens, nothing is counted. */
export function noTelemetry(): Telemetry {
  const nothing = (): Disposable => ({ [Symbol.dispose]() {} })
  return {
    channel: name => ({ name, enabled: false, publish() {} }),
    subscribe: nothing,
    observe: nothing,
    counters: () => ({}),
  }
}

/**
 * Telemetry over `node:diagnostics_channel`, or over listeners of its own with `{ local: true }` and in browsers.
 * On diagnostics_channel all runtimes of a process share the channels; counters are per object.
 */
export function createTelemetry(options: { local?: boolean } = {}): Telemetry {
  const channels = new Map<TelemetryName, NamedChannel<TelemetryName>>()
  const readers = new Set<() => Readonly<Record<string, number>>>()
  const shared = options.local === true ? undefined : hostChannels()
  function channel<N extends TelemetryName>(name: N): NamedChannel<N> {
    let found = channels.get(name) as NamedChannel<N> | undefined
    if (found === undefined) {
      found = new NamedChannel(name, shared?.channel(name) ?? new LocalChannel(name))
      channels.set(name, found as unknown as NamedChannel<TelemetryName>)
    }
    return found
  }
  return {
    channel,
    subscribe: (name, fn) => channel(name).subscribe(fn),
    observe: fn => {
      readers.add(fn)
      return { [Symbol.dispose]: () => void readers.delete(fn) }
    },
    counters: () => {
      const sums: Record<string, number> = {}
      for (const read of readers) {
        for (const [name, value] of Object.entries(read())) sums[name] = (sums[name] ?? 0) + value
      }
      return sums
    },
  }
}
