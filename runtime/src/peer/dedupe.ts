/**
 * Idempotency keys seen by one peer, over all its senders and their restarts. Numbers tell duplicates apart within a
 * link; a key does across links. Bounded: the oldest settled key goes first.
 */
export type Outcome = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown }

export class Dedupe {
  readonly #limit: number
  readonly #known = new Map<string, Outcome | ((outcome: Outcome) => void)[]>()

  constructor(limit: number) {
    this.#limit = limit
  }

  /**
   * True for the first that comes with this key: it must run, and `settle`. For the others `late` is called with the
   * first one's outcome, at once if that is known.
   */
  claim(key: string, late: (outcome: Outcome) => void): boolean {
    if (this.#limit === 0) return true
    const known = this.#known.get(key)
    if (known === undefined) {
      this.#known.set(key, [])
      return true
    }
    if (Array.isArray(known)) known.push(late)
    else late(known)
    return false
  }

  /** A key whose handler failed may be tried again. */
  settle(key: string, outcome: Outcome): void {
    const waiting = this.#known.get(key)
    this.#known.delete(key)
    if (outcome.ok) {
      this.#known.set(key, outcome)
      if (this.#known.size > this.#limit) this.#dropOldest()
    }
    if (Array.isArray(waiting)) for (const late of waiting) late(outcome)
  }

  #dropOldest(): void {
    for (const [key, known] of this.#known) {
      if (Array.isArray(known)) continue
      this.#known.delete(key)
      return
    }
  }
}
