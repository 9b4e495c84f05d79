/** The end of a target, watched with one set of listeners however many ask; none once nobody asks any more. */
import type { DownReason } from '../core/transport.js'

type Listener = (reason: DownReason) => void

export class SharedEnds<T extends object> {
  readonly #install: (target: T, ended: Listener) => () => void
  readonly #watched = new WeakMap<T, { readonly listeners: Set<Listener>; readonly uninstall: () => void }>()
  readonly #ended = new WeakMap<T, DownReason>()

  /** `install` adds the listeners and answers how to take them off again. */
  constructor(install: (target: T, ended: Listener) => () => void) {
    this.#install = install
  }

  /** Known only if somebody was watching when it happened. */
  reason(target: T): DownReason | undefined {
    return this.#ended.get(target)
  }

  watch(target: T, fn: Listener): Disposable {
    const known = this.#ended.get(target)
    if (known !== undefined) {
      fn(known)
      return { [Symbol.dispose]: () => {} }
    }
    const watched = this.#watched.get(target) ?? this.#start(target)
    const listener: Listener = reason => fn(reason)
    watched.listeners.add(listener)
    return {
      [Symbol.dispose]: () => {
        if (!watched.listeners.delete(listener) || watched.listeners.size > 0) return
        this.#watched.delete(target)
        watched.uninstall()
      },
    }
  }

  #start(target: T): { readonly listeners: Set<Listener>; readonly uninstall: () => void } {
    const listeners = new Set<Listener>()
    const uninstall = this.#install(target, reason => {
      if (this.#ended.has(target)) return
      this.#ended.set(target, reason)
      this.#watched.delete(target)
      uninstall()
      for (const listener of [...listeners]) listener(reason)
    })
    const watched = { listeners, uninstall }
    this.#watched.set(target, watched)
    return watched
  }
}
