/**
 * Time, injected. Nothing in the runtime reads the system's clock or sets a timer except through this port,
 * so that a simulated clock can drive every test.
 */

/** A span or a point of time in milliseconds. */
export type Millis = number

/** A timer that can be taken back. Cancelling twice, or after it fired, does nothing. */
export interface TimerHandle {
  cancel(): void
  /** Lets the process end although this timer is pending. Absent where the platform has no such notion. */
  unref?(): void
  ref?(): void
}

export interface Clock {
  /** Monotonic milliseconds from an arbitrary origin: for intervals and deadlines. Never runs backwards. */
  now(): Millis
  /** Reading it costs as much as what it is read for: the wheel reads it less often while many timeouts begin at once. */
  readonly dear?: boolean
  /** Milliseconds since 1970: for records that outlive the process. May jump. */
  wall(): Millis
  /** Calls `fn` once, not earlier than `ms` from now. */
  setTimer(ms: Millis, fn: () => void): TimerHandle
  microtask(fn: () => void): void
  /** After the I/O that is pending now: where an acknowledgement of a whole tick is sent. */
  immediate(fn: () => void): void
}

interface HostTimer {
  ref?(): void
  unref?(): void
}

class SystemTimer implements TimerHandle {
  readonly #timer: ReturnType<typeof setTimeout>
  constructor(ms: Millis, fn: () => void) {
    this.#timer = setTimeout(fn, ms)
  }
  cancel(): void {
    clearTimeout(this.#timer)
  }
  ref(): void {
    ;(this.#timer as HostTimer).ref?.()
  }
  unref(): void {
    ;(this.#timer as HostTimer).unref?.()
  }
}

const host = globalThis as { setImmediate?: (fn: () => void) => unknown; MessageChannel?: typeof MessageChannel }

/** Browsers lack setImmediate; a zero timer there waits four milliseconds once nested, a port message does not. */
function portImmediate(): (fn: () => void) => void {
  if (host.MessageChannel === undefined) return fn => void setTimeout(fn, 0)
  const { port1, port2 } = new host.MessageChannel()
  const queue: (() => void)[] = []
  port1.addEventListener('message', () => queue.shift()?.())
  port1.start()
  return fn => {
    queue.push(fn)
    port2.postMessage(0)
  }
}

let immediateOf: ((fn: () => void) => void) | undefined

/** Node's global is a getter: reading it for every message would cost as much as the clock itself. */
const timeline = performance

/** The clock of the machine: `performance.now`, `Date.now`, `setTimeout`, `queueMicrotask`, `setImmediate`. */
export const systemClock: Clock = {
  now: () => timeline.now(),
  dear: true,
  wall: () => Date.now(),
  setTimer: (ms, fn) => new SystemTimer(ms, fn),
  microtask: fn => queueMicrotask(fn),
  immediate: fn => {
    if (host.setImmediate !== undefined) host.setImmediate(fn)
    else {
      immediateOf ??= portImmediate()
      immediateOf(fn)
    }
  },
}
