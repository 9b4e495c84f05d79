/**
 * Channels by name. A program may make up names without end (one for each session), so beyond `kept` of them those that
 * are idle are only held weakly: whoever has such a channel in hand, or sends to its name soon again, gets the same one.
 */
import { InvalidOptionError } from '../core/errors.js'

export interface Forgettable {
  /** Nothing in flight, nobody who listens, nothing that the circuit breaker has to remember. */
  readonly forgettable: boolean
}

const kept = 1000

export class NamedChannels<C extends object & Forgettable> {
  readonly #held = new Map<string, C>()
  readonly #loose = new Map<string, WeakRef<C>>()
  #limit = kept

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
      if (!channel.forgettable) continue
      this.#held.delete(name)
      this.#loose.set(name, new WeakRef(channel))
    }
    // With many that are busy the next look is as far away as they are many.
    this.#limit = Math.max(kept, this.#held.size * 2)
  }
}
