/**
 * On a lossy transport nothing may come back at all: what is not acknowledged in time is written again, after a wait
 * that doubles from 50 ms to a second and starts again with every progress.
 */
import type { RuntimeEnv } from '../core/transport.js'

const first = 50
const longest = 1000

export class Retransmission {
  readonly #env: RuntimeEnv
  readonly #rewrite: () => boolean
  #timer = 0
  #wait = first

  /** `rewrite` answers whether anything is still in flight. */
  constructor(env: RuntimeEnv, rewrite: () => boolean) {
    this.#env = env
    this.#rewrite = rewrite
  }

  arm(): void {
    if (this.#timer !== 0) return
    this.#timer = this.#env.wheel.add(this.#wait, () => {
      this.#timer = 0
      this.#wait = Math.min(longest, this.#wait * 2)
      if (this.#rewrite()) this.arm()
    })
  }

  relax(): void {
    this.#wait = first
  }

  stop(): void {
    this.#env.wheel.cancel(this.#timer)
    this.#timer = 0
    this.#wait = first
  }
}
