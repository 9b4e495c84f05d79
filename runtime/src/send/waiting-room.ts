/** Sends that wait for room in a full window, in order; each keeps its own timeout and abort signal meanwhile. */
import { onAbort } from '../core/on-abort.js'
import type { UndeliveredReason } from '../core/results.js'
import type { RuntimeEnv } from '../core/transport.js'
import type { Done } from './ring.js'
import type { ResolvedOptions } from './send-options.js'
import type { Known } from './settling.js'

interface Waiting {
  readonly body: unknown
  readonly done: Done | undefined
  readonly flags: number
  readonly options: ResolvedOptions
  readonly refuse: (reason: UndeliveredReason, known?: Known) => void
  readonly release: () => void
}

type Admit = (body: unknown, done: Done | undefined, flags: number, options: ResolvedOptions) => void

export class WaitingRoom {
  readonly #env: RuntimeEnv
  readonly #admit: Admit
  readonly #queue = new Set<Waiting>()

  constructor(env: RuntimeEnv, admit: Admit) {
    this.#env = env
    this.#admit = admit
  }

  get size(): number {
    return this.#queue.size
  }

  enter(
    body: unknown,
    done: Done | undefined,
    flags: number,
    options: ResolvedOptions,
    refuse: Waiting['refuse'],
  ): void {
    const { clock, wheel } = this.#env
    const { signal } = options
    const leave = (reason: UndeliveredReason, known?: Known): void => {
      if (!this.#queue.delete(waiting)) return
      waiting.release()
      refuse(reason, known)
    }
    const timer = wheel.add(Math.max(0, Math.min(options.timeout, options.deadline - clock.now())), () =>
      leave('expired'),
    )
    const aborting = signal && onAbort(signal, () => leave('aborted', { cause: signal.reason }))
    const waiting: Waiting = {
      body,
      done,
      flags,
      options,
      refuse: leave,
      release: () => {
        wheel.cancel(timer)
        aborting?.[Symbol.dispose]()
      },
    }
    this.#queue.add(waiting)
  }

  /** False if nobody waits. */
  dropOldest(): boolean {
    for (const waiting of this.#queue) {
      waiting.refuse('buffer_full')
      return true
    }
    return false
  }

  admitNext(): void {
    for (const waiting of this.#queue) {
      this.#queue.delete(waiting)
      waiting.release()
      this.#admit(waiting.body, waiting.done, waiting.flags, waiting.options)
      return
    }
  }

  close(): void {
    for (const waiting of [...this.#queue]) waiting.refuse('closed')
  }
}
