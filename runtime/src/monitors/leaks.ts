/** Monitors that have grown old. The age list is in order of creation: the search stops at the first young one. */
import type { Millis } from '../core/clock.js'
import type { RuntimeEnv } from '../core/transport.js'
import type { WheelHandle } from '../core/wheel.js'
import { hasEnded } from './deliveries.js'
import { type Ends, hasMaxAge, type MonitorRecord, reported, type TargetNode } from './record.js'

export class Leaks {
  readonly #ages: Ends
  /** Monitors with an age of their own, which the order of the list says nothing about. */
  readonly #maxAges = new Map<MonitorRecord, Millis>()

  constructor(ages: Ends) {
    this.#ages = ages
  }

  setMaxAge(record: MonitorRecord, age: Millis): void {
    record.flags |= hasMaxAge
    this.#maxAges.set(record, age)
  }

  forget(record: MonitorRecord): void {
    if ((record.flags & hasMaxAge) !== 0) this.#maxAges.delete(record)
  }

  /** Everything at least `age` old at `now`, whatever its own `maxAge`. */
  olderThan(age: Millis, now: Millis): MonitorRecord[] {
    const found: MonitorRecord[] = []
    for (let record = this.#ages.head; record !== undefined; record = record.younger) {
      if (now - record.at < age) break
      if (alive(record)) found.push(record)
    }
    return found
  }

  /** What the periodic check reports now and never again. */
  unreported(age: Millis, now: Millis): MonitorRecord[] {
    const found: MonitorRecord[] = []
    const take = (record: MonitorRecord): void => {
      if ((record.flags & reported) !== 0 || !alive(record)) return
      record.flags |= reported
      found.push(record)
    }
    for (let record = this.#ages.head; record !== undefined; record = record.younger) {
      if (now - record.at < age) break
      if ((record.flags & hasMaxAge) === 0) take(record)
    }
    for (const [record, maxAge] of this.#maxAges) if (now - record.at >= maxAge) take(record)
    return found.sort((a, b) => a.id - b.id)
  }
}

/** The end of either side cleans the monitor up by itself: it is no leak, even if the news has not come yet. */
function alive(record: MonitorRecord): boolean {
  return record.owner !== undefined && !hasEnded(record.owner) && isAlive(record.target)
}

export function isAlive(target: TargetNode | undefined): boolean {
  if (target === undefined || target.reason !== undefined) return false
  if (typeof target.ref === 'string') return false
  const object = target.ref.deref()
  return object !== undefined && target.source?.liveness(object) !== 'down'
}

/** Calls `check` every `interval` while there is something to check; its timer never holds the process. */
export class LeakCheck {
  readonly #env: RuntimeEnv
  readonly #interval: Millis
  readonly #check: () => void
  #handle: WheelHandle = 0

  constructor(env: RuntimeEnv, interval: Millis, check: () => void) {
    this.#env = env
    this.#interval = interval
    this.#check = check
  }

  start(): void {
    if (this.#handle !== 0) return
    this.#handle = this.#env.wheel.add(this.#interval, () => this.#tick(), undefined, false)
  }

  stop(): void {
    this.#env.wheel.cancel(this.#handle)
    this.#handle = 0
  }

  #tick(): void {
    this.#handle = 0
    this.start()
    this.#check()
  }
}
