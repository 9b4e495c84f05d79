/**
 * Channels by name. A program may make up names without end (one for each session), so beyond `kept` of them those that
 * are idle are only held weakly: whoever has such a channel in hand, or sends to its name soon again, gets the same one.
 */
import { InvalidOptionError } from '../core/errors.js'
import type { Channel } from './channel.js'

const kept = 1000

/** Nothing in flight, nobody who listens, nothing that the circuit breaker has to remember. */
export function isForgettable({ inFlight, listeners, breaker, shared }: Channel<never>): boolean {
  if (inFlight > 0 || listeners.size > 0) return false
  return breaker === undefined || breaker.state === 'closed' || breaker.retryAt <= shared.env.clock.now()
}

export class NamedChannels<C extends object> {
  readonly #isForgettable: (channel: C) => boolean
  readonly #held = new Map<string, C>()
  readonly #loose = new Map<string, WeakRef<C>>()
  #limit = kept

  constructor(isForgettable: (channel: C) => boolean) {
    this.#isForgettable = isForgettable
  }

  /** Throws InvalidOptionError. */
  get(name: string): C | undefined {
    if (name === '') throw new InvalidOptionError('target', 'a recipient or a name that is not empty', name)
    return this.#held.get(name) ?? this.#hold(name, this.#loose.get(name)?.deref())
  }

  set(name: string, channel: C): void {
    this.#hold(name, channel)
  }

  #hold(name: string, channel: C | undefined): C | undefined {
    if (channel === undefined) return undefined
    if (this.#held.size >= this.#limit) this.#loosen()
    this.#loose.delete(name)
    this.#held.set(name, channel)
    return channel
  }

  #loosen(): void {
    for (const [name, ref] of this.#loose) if (ref.deref() === undefined) this.#loose.delete(name)
    for (const [name, channel] of this.#held) {
      if (!this.#isForgettable(channel)) continue
      this.#held.delete(name)
      this.#loose.set(name, new WeakRef(channel))
    }
    // With many that are busy the next look is as far away as they are many.
    this.#limit = Math.max(kept, this.#held.size * 2)
  }
}
