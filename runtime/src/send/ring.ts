/**
 * Messages in flight, in parallel arrays indexed by number and mask: a message without options costs four slots and
 * no object. Grows by doubling with the span from the oldest unsettled message to the newest.
 */
import type { Millis } from '../core/clock.js'
import type { Failed, SendResult, Seq, Unknown } from '../core/results.js'
import * as Flag from './flags.js'
import type { ResolvedOptions } from './send-options.js'

/** Gets the final result, and for asks the handler's value. */
export type Done = (result: SendResult, value?: unknown) => void

/** What only some messages have. */
export interface Extra {
  readonly options: ResolvedOptions
  attempts: number
  /** The last backoff, for decorrelated jitter. */
  delay: Millis | undefined
  /** Entry in the timer wheel, for a timeout of its own. */
  timer: number
  startedAt: Millis
  key: string | undefined
  /** The next write runs the handler again. */
  again: boolean
  /** What an earlier attempt came to, which no later one can undo: the handler may have run, or has. */
  doubt: Unknown | Failed | undefined
  abort: Disposable | undefined
}

export function newExtra(options: ResolvedOptions, startedAt: Millis, key: string | undefined): Extra {
  return {
    options,
    attempts: 0,
    delay: undefined,
    timer: 0,
    startedAt,
    key,
    again: false,
    doubt: undefined,
    abort: undefined,
  }
}

const initialSize = 64

export class MessageRing {
  /** The oldest number that is not settled; equal to `tail` when all are. */
  head: Seq = 0
  /** The next number to be written. */
  written: Seq = 0
  /** The number the next message will get. */
  tail: Seq = 0
  /** Messages not settled. */
  open = 0
  /** Of those, with state of their own: while there are none, nobody need look for it. */
  extras = 0
  /** Of the open ones, those that ask for no more than the hand-over. */
  eager = 0
  #mask = initialSize - 1
  #bodies: unknown[] = emptied(initialSize)
  #dones: (Done | undefined)[] = emptied(initialSize)
  #extras: (Extra | undefined)[] = emptied(initialSize)
  #due: Float64Array = new Float64Array(initialSize)
  #flags: Uint8Array = new Uint8Array(initialSize)

  push(body: unknown, done: Done | undefined, flags: number, due: Millis, extra: Extra | undefined): Seq {
    if (this.tail - this.head > this.#mask) this.#grow()
    const seq = this.tail++
    const at = seq & this.#mask
    this.#bodies[at] = body
    this.#dones[at] = done
    this.#extras[at] = extra
    this.#due[at] = due
    this.#flags[at] = flags
    this.open++
    if (extra !== undefined) this.extras++
    return seq
  }

  flags(seq: Seq): number {
    return this.#flags[seq & this.#mask]!
  }
  setFlags(seq: Seq, flags: number): void {
    this.#flags[seq & this.#mask] = flags
  }
  body(seq: Seq): unknown {
    return this.#bodies[seq & this.#mask]
  }
  due(seq: Seq): Millis {
    return this.#due[seq & this.#mask]!
  }
  setDue(seq: Seq, due: Millis): void {
    this.#due[seq & this.#mask] = due
  }
  extra(seq: Seq): Extra | undefined {
    return this.#extras[seq & this.#mask]
  }
  /** A message without options gets state of its own; its timeout is no longer the channel's. */
  promote(seq: Seq, extra: Extra): void {
    this.extras++
    this.#extras[seq & this.#mask] = extra
    this.#flags[seq & this.#mask]! &= ~Flag.commonTimeout
  }
  /** In the ring and not settled. */
  isOpen(seq: Seq): boolean {
    return seq >= this.head && seq < this.tail && (this.#flags[seq & this.#mask]! & Flag.settled) === 0
  }

  /** Anything written that is not settled? */
  get inFlight(): boolean {
    return this.head < this.written && this.open > 0
  }
  /** Times it was tried so far. */
  attempts(seq: Seq): number {
    return this.extra(seq)?.attempts ?? (seq < this.written ? 1 : 0)
  }

  /** Frees the message; answers who waits for it. */
  settle(seq: Seq): Done | undefined {
    const at = seq & this.#mask
    const done = this.#dones[at]
    this.#bodies[at] = undefined
    this.#dones[at] = undefined
    if (this.extras > 0 && this.#extras[at] !== undefined) {
      this.#extras[at] = undefined
      this.extras--
    }
    this.#flags[at]! |= Flag.settled
    this.open--
    return done
  }

  /** Moves `head` over what is settled. */
  advance(): void {
    while (this.head < this.tail && (this.#flags[this.head & this.#mask]! & Flag.settled) !== 0) this.head++
  }

  #grow(): void {
    const from = this.#mask
    const to = 2 * from + 1
    const moved = <A extends { [at: number]: unknown }>(old: A, larger: A): A => {
      for (let seq = this.head; seq < this.tail; seq++) larger[seq & to] = old[seq & from]
      return larger
    }
    this.#bodies = moved(this.#bodies, emptied(to + 1))
    this.#dones = moved(this.#dones, emptied(to + 1))
    this.#extras = moved(this.#extras, emptied(to + 1))
    this.#due = moved(this.#due, new Float64Array(to + 1))
    this.#flags = moved(this.#flags, new Uint8Array(to + 1))
    this.#mask = to
  }
}

/** Without holes, which would make every access slower. */
function emptied<T>(size: number): (T | undefined)[] {
  return new Array(size).fill(undefined)
}
