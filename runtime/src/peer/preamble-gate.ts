/**
 * In browsers nobody can look into a port: the message that says whose port it is comes as an event of its own. Until
 * then the message that brought the port waits, and those behind it, so that none overtakes it.
 */
import type { Millis } from '../core/clock.js'
import type { RuntimeEnv } from '../core/transport.js'
import type { Port, PortEvent } from '../transports/control-port.js'

/** The runtime's own preamble is on the port before it is sent; a port that is silent for so long is the user's. */
const patience: Millis = 50

export class PreambleGate {
  readonly #env: RuntimeEnv
  readonly #greet: (control: Port, preamble: unknown, event: PortEvent) => void
  readonly #take: (event: PortEvent) => void
  readonly #held: PortEvent[] = []
  #decide: ((preamble: unknown) => void) | undefined

  constructor(
    env: RuntimeEnv,
    greet: (control: Port, preamble: unknown, event: PortEvent) => void,
    take: (event: PortEvent) => void,
  ) {
    this.#env = env
    this.#greet = greet
    this.#take = take
  }

  /** True when the event has to wait behind one whose port is being looked at. */
  holds(event: PortEvent): boolean {
    if (this.#decide === undefined) return false
    this.#held.push(event)
    return true
  }

  await(control: Port, event: PortEvent): void {
    const onFirst = (first: PortEvent): void => this.#decide?.(first.data)
    const timer = this.#env.wheel.add(patience, () => this.#decide?.(undefined), undefined, false)
    this.#decide = preamble => {
      this.#decide = undefined
      this.#env.wheel.cancel(timer)
      control.removeEventListener('message', onFirst)
      this.#greet(control, preamble, event)
      while (this.#decide === undefined && this.#held.length > 0) this.#take(this.#held.shift()!)
    }
    control.addEventListener('message', onFirst)
    control.start?.()
  }

  /** Nobody waits any longer: what is held goes its way as it is. */
  open(): void {
    while (this.#decide !== undefined) this.#decide(undefined)
  }
}
