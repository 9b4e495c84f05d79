/** When the periodic work runs: as soon as something is due, at the latest after the interval, never twice at once. */
import type { Millis } from '../core/clock.js'
import type { RuntimeEnv } from '../core/transport.js'
import type { WheelHandle } from '../core/wheel.js'

/** Letters that fall due one after the other are not worth a run each. */
const shortestPause = 1_000

export class RetrySchedule {
  readonly #env: RuntimeEnv
  readonly #interval: Millis
  readonly #now: () => number
  readonly #work: () => Promise<number | undefined>
  #timer: WheelHandle = 0
  #armedFor = Number.POSITIVE_INFINITY
  #earliest = Number.NEGATIVE_INFINITY
  #running: Promise<void> | undefined
  /** Asked for while a run was under way. */
  #missed = Number.POSITIVE_INFINITY
  #stopped = false

  /** `work` gives the moment at which it should run again, or nothing if there is nothing to wait for. */
  constructor(env: RuntimeEnv, interval: Millis, now: () => number, work: () => Promise<number | undefined>) {
    this.#env = env
    this.#interval = interval
    this.#now = now
    this.#work = work
  }

  /** There is work from `due` on. */
  wake(due: number): void {
    if (this.#stopped || this.#interval === Number.POSITIVE_INFINITY) return
    if (this.#running !== undefined) {
      this.#missed = Math.min(this.#missed, due)
      return
    }
    const now = this.#now()
    const at = Math.max(this.#earliest, Math.min(due, now + this.#interval))
    if (at >= this.#armedFor) return
    this.#env.wheel.cancel(this.#timer)
    this.#armedFor = at
    this.#timer = this.#env.wheel.add(Math.max(0, at - now), () => this.#fire(), undefined, false)
  }

  /** Nothing to wait for any more. */
  rest(): void {
    this.#env.wheel.cancel(this.#timer)
    this.#armedFor = Number.POSITIVE_INFINITY
  }

  #fire(): void {
    this.#armedFor = Number.POSITIVE_INFINITY
    this.#running = this.#work().then(next => {
      this.#running = undefined
      this.#earliest = this.#now() + Math.min(shortestPause, this.#interval / 10)
      const missed = this.#missed
      this.#missed = Number.POSITIVE_INFINITY
      if (next !== undefined || missed !== Number.POSITIVE_INFINITY) this.wake(Math.min(next ?? missed, missed))
    })
  }

  /** Settles when the run that is under way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.rest()
    await this.#running
  }
}
