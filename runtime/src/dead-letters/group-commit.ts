/** Gathers the work of a tick, and whatever comes while a commit is under way, into one call. */

interface Waiting<T, R> {
  readonly item: T
  resolve(result: R): void
  reject(error: unknown): void
}

export class GroupCommit<T, R> {
  readonly #commit: (items: readonly T[]) => Promise<readonly R[]>
  readonly #schedule: (fn: () => void) => void
  readonly #largest: number
  #waiting: Waiting<T, R>[] = []
  #running: Promise<void> | undefined

  /** `commit` gives one result per item; if it rejects, all of its items do. */
  constructor(
    schedule: (fn: () => void) => void,
    commit: (items: readonly T[]) => Promise<readonly R[]>,
    largest = 1000,
  ) {
    this.#schedule = schedule
    this.#commit = commit
    this.#largest = largest
  }

  add(item: T): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject })
      this.#running ??= new Promise(done => this.#schedule(() => void this.#run().then(done)))
    })
  }

  /** Settles when nothing waits. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, this.#largest)
      try {
        const results = await this.#commit(group.map(waiting => waiting.item))
        for (const [index, waiting] of group.entries()) waiting.resolve(results[index] as R)
      } catch (error) {
        for (const waiting of group) waiting.reject(error)
      }
    }
    this.#running = undefined
  }
}
