/** What every transport needs to keep its word: callbacks once, at once when late, and an identity. */

/** Nothing to take back. */
export const nothing: Disposable = { [Symbol.dispose]: () => {} }

/** Something that happens at most once, and is told at once to those who ask late. */
export class OneShot<T> {
  #value: { readonly of: T } | undefined
  #listeners = new Set<(value: T) => void>()

  get fired(): boolean {
    return this.#value !== undefined
  }

  get isAwaited(): boolean {
    return this.#listeners.size > 0
  }

  fire(value: T): void {
    if (this.#value !== undefined) return
    this.#value = { of: value }
    const listeners = this.#listeners
    this.#listeners = new Set()
    for (const fn of listeners) fn(value)
  }

  listen(fn: (value: T) => void): Disposable {
    if (this.#value !== undefined) {
      fn(this.#value.of)
      return nothing
    }
    this.#listeners.add(fn)
    return { [Symbol.dispose]: () => void this.#listeners.delete(fn) }
  }
}

let transports = 0

/** Unique in the process; for logs and telemetry. */
export function nextTransportId(kind: string): string {
  return `${kind}-${++transports}`
}
