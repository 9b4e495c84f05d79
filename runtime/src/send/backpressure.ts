/**
 * Who waits while a window is full: sends, in order, each with its own timeout and abort signal; and callers of `ready`.
 * Also when the pressure of a window is told.
 */
import { AbortedError, ClosedError } from '../core/errors.js'
import { onAbort } from '../core/on-abort.js'
import { checkSignal } from '../core/options-check.js'
import type { Seq } from '../core/results.js'
import type { Channel } from './channel.js'
import type { Backpressure } from './parts.js'
import type { Done } from './ring.js'
import type { ResolvedOptions } from './send-options.js'
import { WaitingRoom } from './waiting-room.js'

export class Room implements Backpressure {
  readonly #channel: Channel<never>
  readonly #waiting: WaitingRoom
  #forRoom: ((closed: boolean) => void)[] = []
  /** The window was more than half full, and has not been less than a quarter full since. */
  #pressed = false
  #progressing = false

  constructor(channel: Channel<never>) {
    this.#channel = channel
    this.#waiting = new WaitingRoom(channel.shared.env, (body, done, flags, options) =>
      channel.admit(body, done, flags, options),
    )
  }

  get waiting(): number {
    return this.#waiting.size
  }

  full(body: unknown, done: Done | undefined, flags: number, options: ResolvedOptions): Seq {
    const channel = this.#channel
    const { listeners } = channel
    // A post cannot wait: where others do, what is dropped would make room for them, and not for it.
    const mayWait = done !== undefined
    const mayDrop = options.overflow === 'dropOldest' && (mayWait || this.#waiting.size === 0)
    const outer = listeners.inCall
    // Who hears of what is dropped, and sends, comes behind the one that is under way.
    listeners.inCall = true
    const dropped = mayDrop && (this.#dropOldest() || this.#waiting.dropOldest())
    listeners.inCall = outer
    if (dropped && channel.hasRoom) return channel.admit(body, done, flags, options)
    if (!mayWait || !(dropped || options.overflow === 'wait')) {
      return channel.settling.refuse(body, done, options, 'buffer_full')
    }
    channel.setBusy(true)
    this.#waiting.enter(body, done, flags, options, (reason, known) => {
      channel.settling.refuse(body, done, options, reason, known)
      channel.progressed()
    })
    if (dropped) channel.progressed()
    return -1
  }

  /** Gives up the oldest message that has not been written; false if there is none. */
  #dropOldest(): boolean {
    const { ring, settling } = this.#channel
    for (let seq = ring.written; seq < ring.tail; seq++) {
      if (!ring.isOpen(seq)) continue
      const attempts = ring.attempts(seq)
      settling.conclude(seq, { status: 'undelivered', reason: 'buffer_full', seq, attempts }, undefined, true)
      ring.advance()
      return true
    }
    return false
  }

  progressed(): boolean {
    // Those admitted may be over at once: the loop sees to the next, instead of each seeing to the one behind it.
    if (this.#progressing) return false
    const { ring, shared, closed } = this.#channel
    if (this.#waiting.size > 0) {
      this.#progressing = true
      while (this.#waiting.size > 0 && ring.open < shared.window) this.#waiting.admitNext()
      this.#progressing = false
    }
    this.tellPressure()
    if (ring.open < shared.window) this.#thereIsRoom(closed)
    return true
  }

  #thereIsRoom(closed: boolean): void {
    if (this.#forRoom.length > 0) for (const proceed of this.#forRoom.splice(0)) proceed(closed)
  }

  tellPressure(): void {
    const { ring, shared, recipient } = this.#channel
    const { open } = ring
    const { window } = shared
    if (this.#pressed ? open * 4 >= window : open * 2 <= window) return
    this.#pressed = !this.#pressed
    shared.tell?.pressure(recipient, this.#pressed ? 'high' : 'low', open, window)
  }

  async ready(signal: AbortSignal | undefined): Promise<void> {
    checkSignal(signal)
    const channel = this.#channel
    if (channel.closed) throw new ClosedError('the channel')
    if (signal?.aborted) throw new AbortedError('waiting for room', signal.reason)
    if (channel.writable) return
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

  close(): void {
    this.#waiting.close()
  }

  closed(): void {
    this.#thereIsRoom(true)
  }
}
