/** Letters that have grown too old go, whatever their state; those that are being sent when they come back. */
import type { Millis } from '../core/clock.js'
import type { DeadLetterEvents } from './events.js'
import { pageSize } from './reader.js'
import type { DeadLetterStore } from './store.js'

/** The oldest come first: it ends at the first page without an old one. */
export async function expire(
  store: DeadLetterStore,
  events: DeadLetterEvents,
  now: number,
  maxAge: Millis,
): Promise<void> {
  if (maxAge === Number.POSITIVE_INFINITY) return
  for (;;) {
    const { items } = await store.scan(undefined, pageSize)
    const old = items.filter(entry => now - entry.firstFailure >= maxAge && entry.state !== 'leased')
    if (old.length === 0) return
    const removed = await store.remove(old.map(entry => entry.id))
    // Another process was faster.
    if (removed === 0) return
    events.expired(removed)
  }
}
