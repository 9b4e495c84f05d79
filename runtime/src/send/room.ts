/** Who waits for room in a window, or for its last message to settle; and when its pressure has been told. */
import { AbortedError, ClosedError } from '../core/errors.js'
import { onAbort } from '../core/on-abort.js'

export class Room {
  #forRoom: ((closed: boolean) => void)[] = []
  #forRest: (() => void)[] = []
  /** The window was more than half full, and has not been less than a quarter full since. */
  #pressed = false

  whenRoom(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const aborting =
        signal &&
        onAbort(signal, () => {
          this.#forRoom = this.#forRoom.filter(fn => fn !== proceed)
          reject(new AbortedError('waiting for room', signal.reason))
        })
      const proceed = (closed: boolean): void => {
        aborting?.[Symbol.dispose]()
        if (closed) reject(new ClosedError('the channel'))
        else resolve()
      }
      this.#forRoom.push(proceed)
    })
  }

  whenAtRest(): Promise<void> {
    return new Promise(resolve => this.#forRest.push(resolve))
  }

  thereIsRoom(closed: boolean): void {
    if (this.#forRoom.length > 0) for (const proceed of this.#forRoom.splice(0)) proceed(closed)
  }

  atRest(): void {
    if (this.#forRest.length > 0) for (const resolve of this.#forRest.splice(0)) resolve()
  }

  /** The level to be told, if it has changed. */
  pressure(open: number, window: number): 'high' | 'low' | undefined {
    if (this.#pressed ? open * 4 >= window : open * 2 <= window) return undefined
    this.#pressed = !this.#pressed
    return this.#pressed ? 'high' : 'low'
  }
}
