/**
 * A purge and a redelivery may meet at a letter. Each letter leaves once, and is counted as what took it out: what was
 * purged while it was being sent is not counted as redelivered as well, and what waits behind it is not sent any more.
 */
export class Departures {
  readonly #underWay = new Map<string, 'sending' | 'delivered' | 'purged'>()

  /** A run has taken the letter on. */
  begin(id: string): void {
    this.#underWay.set(id, 'sending')
  }

  end(id: string): void {
    this.#underWay.delete(id)
  }

  isPurged(id: string): boolean {
    return this.#underWay.get(id) === 'purged'
  }

  /** False for one that has been delivered and is about to be removed as such. */
  purge(id: string): boolean {
    const state = this.#underWay.get(id)
    if (state === 'sending') this.#underWay.set(id, 'purged')
    return state !== 'delivered'
  }

  /** False for one that has been purged. */
  deliver(id: string): boolean {
    if (this.isPurged(id)) return false
    this.#underWay.set(id, 'delivered')
    return true
  }
}
