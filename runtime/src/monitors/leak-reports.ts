/** Leaks as they are told: a line in the log, with the places where they were made, and everybody who asked to know. */
import type { Logger } from '../core/logger.js'
import type { MonitorInfo } from './contracts.js'

type LeakListener = (leaks: readonly MonitorInfo[]) => void

/** Places named in one line of the log. */
const placesShown = 10

export class LeakReports {
  readonly #logger: Logger
  readonly #failed: (error: unknown) => void
  readonly #listeners = new Set<LeakListener>()

  constructor(logger: Logger, failed: (error: unknown) => void) {
    this.#logger = logger
    this.#failed = failed
  }

  add(fn: LeakListener): Disposable {
    const own: LeakListener = leaks => fn(leaks)
    this.#listeners.add(own)
    return { [Symbol.dispose]: () => void this.#listeners.delete(own) }
  }

  tell(leaks: readonly MonitorInfo[]): void {
    const byTag: Record<string, number> = {}
    for (const { tag } of leaks) byTag[tag] = (byTag[tag] ?? 0) + 1
    const callSites = [...new Set(leaks.flatMap(leak => leak.callSite ?? []))].slice(0, placesShown)
    this.#logger.warn('monitors that look leaked', { count: leaks.length, byTag, callSites })
    for (const listener of this.#listeners) {
      try {
        listener(leaks)
      } catch (error) {
        this.#failed(error)
      }
    }
  }

  clear(): void {
    this.#listeners.clear()
  }
}
