/** Run-time overrides: a stack for each key or pattern, the latest on top. */
import type { Millis } from '../core/clock.js'
import type { TimerWheel, WheelHandle } from '../core/wheel.js'
import type { Timeout } from './contracts.js'
import { findPattern } from './keys.js'

interface Override {
  readonly timeout: Timeout
  readonly timer: WheelHandle
}

export class Overrides {
  readonly #wheel: TimerWheel
  readonly #stacks = new Map<string, Override[]>()
  #size = 0

  constructor(wheel: TimerWheel) {
    this.#wheel = wheel
  }

  get size(): number {
    return this.#size
  }

  /** Disposing of the result twice, or after it ran out, does nothing. */
  add(key: string, timeout: Timeout, ttl: Millis | undefined): Disposable {
    const stack = this.#stacks.get(key) ?? []
    this.#stacks.set(key, stack)
    const end = (): void => this.#remove(key, stack, override)
    // The end of an override is no reason to keep the process.
    const timer = ttl === undefined ? 0 : this.#wheel.add(ttl, end, undefined, false)
    const override: Override = { timeout, timer }
    stack.push(override)
    this.#size++
    return { [Symbol.dispose]: end }
  }

  #remove(key: string, stack: Override[], override: Override): void {
    const at = stack.indexOf(override)
    if (at === -1) return
    stack.splice(at, 1)
    this.#size--
    this.#wheel.cancel(override.timer)
    if (stack.length === 0) this.#stacks.delete(key)
  }

  find(key: string): { rule: string; timeout: Timeout } | undefined {
    if (this.#size === 0) return undefined
    const exact = this.#stacks.get(key)
    if (exact !== undefined) return { rule: key, timeout: exact.at(-1)!.timeout }
    const found = findPattern(this.#stacks, key)
    return found === undefined ? undefined : { rule: found.pattern, timeout: found.value.at(-1)!.timeout }
  }

  clear(): void {
    for (const stack of this.#stacks.values()) for (const { timer } of stack.splice(0)) this.#wheel.cancel(timer)
    this.#stacks.clear()
    this.#size = 0
  }
}
