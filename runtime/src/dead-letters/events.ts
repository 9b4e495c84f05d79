/** What happens to letters, counted and announced in one place, so that no count goes without its event. */
import type { Logger } from '../core/logger.js'
import { messageType } from '../core/serialize.js'
import type { Telemetry, TelemetryEvents, TelemetryName } from '../core/telemetry.js'
import type { RuntimeEnv } from '../core/transport.js'
import type { DeadLetter, DeadLetterStats } from './contracts.js'
import { addressText } from './filter.js'

export type DeadLetterCounters = {
  -readonly [K in Exclude<keyof DeadLetterStats, 'size' | 'unstored' | 'oldestAge'>]: number
}

export class DeadLetterEvents {
  readonly counters: DeadLetterCounters = {
    added: 0,
    duplicates: 0,
    retried: 0,
    redelivered: 0,
    exhausted: 0,
    purged: 0,
    expired: 0,
    dropped: 0,
    storeFailures: 0,
  }
  readonly #telemetry: Telemetry
  readonly #logger: Logger

  constructor(env: RuntimeEnv) {
    this.#telemetry = env.telemetry
    this.#logger = env.logger
  }

  #publish<N extends TelemetryName>(name: N, fields: () => TelemetryEvents[N]): void {
    const channel = this.#telemetry.channel(name)
    if (channel.enabled) channel.publish(fields())
  }

  added(entry: DeadLetter): void {
    this.counters.added++
    const { id, reason } = entry
    const recipient = addressText(entry)
    this.#publish('otp.dead_letter_queue.message_added', () => ({ count: 1, reason, recipient }))
    this.#logger.info('message added to the dead letter queue', {
      id,
      recipient,
      reason,
      messageType: messageType(entry.message),
    })
  }

  duplicate(): void {
    this.counters.duplicates++
  }

  retried(entry: DeadLetter): void {
    this.counters.retried++
    this.#publish('otp.dead_letter_queue.message_retried', () => ({
      count: 1,
      id: entry.id,
      attempt: entry.attempts + 1,
      recipient: addressText(entry),
    }))
  }

  redelivered(entry: DeadLetter): void {
    this.counters.redelivered++
    this.#publish('otp.dead_letter_queue.message_delivered', () => ended(entry))
  }

  exhausted(entry: DeadLetter, reason: string): void {
    this.counters.exhausted++
    this.#publish('otp.dead_letter_queue.message_exhausted', () => ended(entry))
    this.#logger.warn('dead letter exhausted', { ...ended(entry), reason })
  }

  purged(count: number): void {
    this.counters.purged += count
    if (count > 0) this.#publish('otp.dead_letter_queue.messages_purged', () => ({ count, cause: 'purge' }))
  }

  expired(count: number): void {
    this.counters.expired += count
    this.#publish('otp.dead_letter_queue.messages_purged', () => ({ count, cause: 'expired' }))
    this.#logger.warn('dead letters expired', { count })
  }

  /** One line in the log for all that are dropped together. */
  dropped(entries: readonly Pick<DeadLetter, 'recipient'>[], reason: 'full' | 'not_serializable'): void {
    if (entries.length === 0) return
    this.counters.dropped += entries.length
    for (const entry of entries) {
      const recipient = addressText(entry)
      this.#publish('otp.dead_letter_queue.message_dropped', () => ({ count: 1, reason, recipient }))
    }
    this.#logger.warn('dead letters dropped', { count: entries.length, reason })
  }

  storeFailed(operation: string, count: number, error: unknown): void {
    this.counters.storeFailures++
    this.#publish('otp.dead_letter_queue.store_failed', () => ({ count, operation, error }))
    this.#logger.error('the dead letter store failed', { operation, count, error })
  }
}

function ended(entry: DeadLetter): { count: number; id: string; attempts: number; recipient: string } {
  return { count: 1, id: entry.id, attempts: entry.attempts + 1, recipient: addressText(entry) }
}

/** Statistics under the names of counters: `storeFailures` is `dead_letter_queue.store_failures`. */
export function plainCounters(stats: DeadLetterStats): Record<string, number> {
  const counters: Record<string, number> = {}
  for (const [name, value] of Object.entries(stats)) {
    counters[`dead_letter_queue.${name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)}`] = value
  }
  return counters
}
