/** What is known of a peer that can be greeted without a message going out. */
import type { PeerFinder } from '../core/transport.js'

export class PeerState implements PeerFinder {
  #state: PeerFinder['state'] = 'unknown'
  readonly #listeners = new Set<() => void>()
  readonly #ask: () => boolean
  readonly needs: (body: unknown) => boolean

  whileUnknown: 'hold' | 'raw'

  /** @param ask sends the question; false where the link is gone */
  constructor(whileUnknown: 'hold' | 'raw', ask: () => boolean, needs: (body: unknown) => boolean) {
    this.whileUnknown = whileUnknown
    this.#ask = ask
    this.needs = needs
  }

  get state(): PeerFinder['state'] {
    return this.#state
  }

  set(state: PeerFinder['state']): void {
    if (state === this.#state) return
    this.#state = state
    this.#tell()
  }

  /** The link is open: what can go raw need not wait for the verdict. */
  loosen(whileUnknown: 'hold' | 'raw'): void {
    this.whileUnknown = whileUnknown
    if (this.#state === 'unknown') this.#tell()
  }

  #tell(): void {
    for (const fn of [...this.#listeners]) fn()
  }

  seek(): boolean {
    return this.#ask()
  }

  onChange(fn: () => void): Disposable {
    this.#listeners.add(fn)
    return { [Symbol.dispose]: () => void this.#listeners.delete(fn) }
  }
}
