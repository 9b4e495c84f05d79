import type { Clock, Millis, TimerHandle } from '../core/clock.js'

interface SimulatedTimer {
  readonly due: Millis
  readonly fn: () => void
  done: boolean
}

/** What {@link SimulatedClock.pending} counts. */
export interface PendingWork {
  readonly timers: number
  readonly immediates: number
}

/**
 * A {@link Clock} that stands still until a test moves it, after XState's `SimulatedClock` and sinon's fake timers.
 * Timers and immediates run only inside {@link advance}, {@link advanceSync}, {@link settle} or {@link runAll}, in order
 * of their due time and then of their making. Microtasks are real: they take no time, so there is nothing to simulate.
 * An exception thrown by a timer leaves `advance` at the moment of that timer, so a test sees it.
 */
export class SimulatedClock implements Clock {
  #now: Millis
  #wall: Millis
  #timers: SimulatedTimer[] = []
  #immediates: (() => void)[] = []

  /**
   * @param start what {@link now} reads first, in milliseconds; default 0
   * @param wall what {@link wall} reads first, in milliseconds since 1970; default 2026-01-01
   */
  constructor(start: Millis = 0, wall: Millis = Date.UTC(2026, 0, 1)) {
    if (!Number.isFinite(start) || !Number.isFinite(wall)) {
      throw new RangeError(`SimulatedClock: start and wall must be finite numbers, got ${start} and ${wall}`)
    }
    this.#now = start
    this.#wall = wall - start
  }

  now(): Millis {
    return this.#now
  }

  wall(): Millis {
    return this.#wall + this.#now
  }

  /** Moves the wall clock alone, also backwards: what NTP and summer time do to a real one. */
  jumpWall(ms: Millis): void {
    if (!Number.isFinite(ms)) throw new RangeError(`SimulatedClock: the wall clock cannot jump by ${ms} ms`)
    this.#wall += ms
  }

  setTimer(ms: Millis, fn: () => void): TimerHandle {
    if (!Number.isFinite(ms)) throw new RangeError(`SimulatedClock: a timer of ${ms} ms would never be due`)
    const timer: SimulatedTimer = { due: this.#now + Math.max(0, ms), fn, done: false }
    let at = this.#timers.length
    while (at > 0 && this.#timers[at - 1]!.due > timer.due) at--
    this.#timers.splice(at, 0, timer)
    return {
      cancel: () => {
        if (timer.done) return
        timer.done = true
        this.#timers.splice(this.#timers.indexOf(timer), 1)
      },
      unref: () => {},
    }
  }

  microtask(fn: () => void): void {
    queueMicrotask(fn)
  }

  immediate(fn: () => void): void {
    this.#immediates.push(fn)
  }

  /** Timers and immediates that have not run. Two zeros are a quiet clock. */
  get pending(): PendingWork {
    return { timers: this.#timers.length, immediates: this.#immediates.length }
  }

  /** When the next timer is due, on this clock; undefined without one. */
  get nextDue(): Millis | undefined {
    return this.#timers[0]?.due
  }

  /** Moves time on by `ms`, letting promise reactions run before and after each immediate and timer. */
  async advance(ms: Millis): Promise<void> {
    const end = this.#target(ms)
    await this.settle()
    for (let due = this.nextDue; due !== undefined && due <= end; due = this.nextDue) {
      this.#fire()
      await this.settle()
    }
    this.#now = end
  }

  /** As {@link advance}, in one go: promise reactions and microtasks run only when the caller yields. */
  advanceSync(ms: Millis): void {
    const end = this.#target(ms)
    this.#drainImmediates()
    for (let due = this.nextDue; due !== undefined && due <= end; due = this.nextDue) {
      this.#fire()
      this.#drainImmediates()
    }
    this.#now = end
  }

  /** Runs promise reactions and immediates until neither is left, without moving time. */
  async settle(): Promise<void> {
    await reactions()
    while (this.#immediates.length > 0) {
      this.#drainImmediates()
      await reactions()
    }
  }

  /**
   * Moves time on from timer to timer until none is left.
   * @throws RangeError after `limit` timers (default 10 000): something re-arms itself for ever
   */
  async runAll(limit = 10_000): Promise<void> {
    await this.settle()
    for (let ran = 0; this.#timers.length > 0; ran++) {
      if (ran === limit) throw new RangeError(`SimulatedClock: still ${this.#timers.length} timers after ${limit} ran`)
      this.#fire()
      await this.settle()
    }
  }

  #target(ms: Millis): Millis {
    if (!(ms >= 0) || ms === Number.POSITIVE_INFINITY) {
      throw new RangeError(`SimulatedClock: cannot advance by ${ms} ms; time is finite and does not run back`)
    }
    return this.#now + ms
  }

  #fire(): void {
    const timer = this.#timers.shift()!
    timer.done = true
    this.#now = Math.max(this.#now, timer.due)
    timer.fn()
  }

  #drainImmediates(): void {
    // One made while these run waits for the next round, as with setImmediate.
    const batch = this.#immediates
    this.#immediates = []
    for (const [at, fn] of batch.entries()) {
      try {
        fn()
      } catch (error) {
        this.#immediates.unshift(...batch.slice(at + 1))
        throw error
      }
    }
  }
}

/** Taken before a test replaces it with a fake. */
const macrotask: (fn: () => void) => void =
  (globalThis as { setImmediate?: (fn: () => void) => void }).setImmediate ?? (fn => void setTimeout(fn, 0))

/** A chain of promise reactions may be any number of microtasks long; a macrotask comes after all of them. */
function reactions(): Promise<void> {
  return new Promise(resolve => macrotask(resolve))
}
