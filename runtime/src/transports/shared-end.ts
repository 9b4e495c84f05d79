/** The end of a target, watched with one set of listeners however many ask; none once nobody asks any more. */
import type { DownReason } from '../core/transport.js'
import { OneShot } from './link-state.js'

interface Watched {
  readonly end: OneShot<DownReason>
  readonly uninstall: () => void
}

export class SharedEnds<T extends object> {
  readonly #install: (target: T, ended: (reason: DownReason) => void) => () => void
  readonly #watched = new WeakMap<T, Watched>()

  /** `install` adds the listeners and answers how to take them off again. */
  constructor(install: (target: T, ended: (reason: DownReason) => void) => () => void) {
    this.#install = install
  }

  /** Known only if somebody was watching when it happened. */
  isKnown(target: T): boolean {
    return this.#watched.get(target)?.end.fired === true
  }

  watch(target: T, fn: (reason: DownReason) => void): Disposable {
    const watched = this.#watched.get(target) ?? this.#start(target)
    const { end } = watched
    const listening = end.listen(reason => fn(reason))
    return {
      [Symbol.dispose]: () => {
        listening[Symbol.dispose]()
        if (end.fired || end.isAwaited || this.#watched.get(target) !== watched) return
        this.#watched.delete(target)
        watched.uninstall()
      },
    }
  }

  #start(target: T): Watched {
    const end = new OneShot<DownReason>()
    const uninstall = this.#install(target, reason => {
      uninstall()
      end.fire(reason)
    })
    const watched = { end, uninstall }
    this.#watched.set(target, watched)
    return watched
  }
}
