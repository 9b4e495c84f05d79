/**
 * One timer for everything that waits: a hierarchical timing wheel (Varghese and Lauck 1987) on typed arrays.
 * Adding and cancelling are O(1) and allocate nothing once warm; the host sees one timer, none while the wheel is
 * empty. Entries fire in their millisecond, never early, however far away they were when added.
 */
import type { Clock, Millis, TimerHandle } from './clock.js'
import { checkSpan } from './options-check.js'

/** Identifies an entry; a handle of an entry that fired or was cancelled is stale and harmless. 0 is never given. */
export type WheelHandle = number

export interface TimerWheel {
  /**
   * Calls `fn(arg)` after `ms` (at least; rounded up to whole milliseconds). `held: false` lets the process end
   * although the entry waits. Infinity never fires and gives 0. An `fn` that throws does not stop the others.
   */
  add(ms: Millis, fn: (arg: unknown) => void, arg?: unknown, held?: boolean): WheelHandle
  /** False if the entry has fired, was cancelled, or never was. */
  cancel(handle: WheelHandle): boolean
  readonly size: number
  /** Cancels everything. The wheel can be used again. */
  clear(): void
}

const levelBits = 8
const slots = 1 << levelBits
const slotMask = slots - 1
const levels = 4
const none = -1
const indexBits = 24
const indexSize = 1 << indexBits
/** Entries further away than the coarsest level reaches wait in its last slot, and are looked at again there. */
const reach = 2 ** 31 - 1
const maxHostDelay = 0x7fffffff

/** A wheel on `clock`, which it reads once when made. */
export function createTimerWheel(clock: Clock): TimerWheel {
  return new Wheel(clock)
}

class Wheel implements TimerWheel {
  readonly #clock: Clock
  readonly #origin: Millis
  readonly #heads = new Int32Array(levels * slots).fill(none)
  readonly #occupied = new Uint32Array((levels * slots) / 32)
  #due = new Float64Array(64)
  #next = new Int32Array(64)
  #previous = new Int32Array(64)
  #slot = new Int32Array(64).fill(none)
  #generation = new Uint32Array(64)
  #held = new Uint8Array(64)
  readonly #fns: (((arg: unknown) => void) | undefined)[] = []
  readonly #args: unknown[] = []
  #free = none
  #used = 0
  #size = 0
  #heldCount = 0
  /** Ticks up to here have been served. */
  #now = 0
  #timer: TimerHandle | undefined
  #armedFor = Number.POSITIVE_INFINITY
  #refed = true
  #serving = false

  constructor(clock: Clock) {
    this.#clock = clock
    this.#origin = clock.now()
  }

  get size(): number {
    return this.#size
  }

  add(ms: Millis, fn: (arg: unknown) => void, arg?: unknown, held = true): WheelHandle {
    if (ms === Number.POSITIVE_INFINITY) return 0
    if (!(ms >= 0)) checkSpan('ms', ms)
    const elapsed = this.#clock.now() - this.#origin
    if (this.#size === 0 && !this.#serving) this.#now = Math.max(this.#now, Math.floor(elapsed))
    const index = this.#free === none ? this.#grow() : this.#free
    this.#free = this.#next[index]!
    this.#fns[index] = fn
    if (arg !== undefined) this.#args[index] = arg
    const due = Math.max(this.#now + 1, Math.ceil(elapsed + ms))
    this.#due[index] = due
    this.#held[index] = held ? 1 : 0
    this.#size++
    if (held) this.#heldCount++
    this.#link(index)
    const start = due - (due & this.#widthMaskOf(index))
    if (start < this.#armedFor && !this.#serving) this.#armAt(Math.min(start, this.#now + reach))
    else if (held && !this.#refed) this.#settleReference()
    return this.#generation[index]! * indexSize + index + 1
  }

  cancel(handle: WheelHandle): boolean {
    if (handle <= 0) return false
    const generation = Math.floor((handle - 1) / indexSize)
    const index = handle - 1 - generation * indexSize
    if (index >= this.#used || this.#slot[index] === none || this.#generation[index] !== generation) return false
    this.#unlink(index)
    this.#release(index)
    if (this.#heldCount === 0 && !this.#serving) this.#settleReference()
    return true
  }

  clear(): void {
    for (let index = 0; index < this.#used; index++) {
      if (this.#slot[index] === none) continue
      this.#unlink(index)
      this.#release(index)
    }
    this.#disarm()
  }

  /** Which bits of a tick lie within one slot of the entry's level. */
  #widthMaskOf(index: number): number {
    return (1 << ((this.#slot[index]! >>> levelBits) * levelBits)) - 1
  }

  #grow(): number {
    const index = this.#used++
    if (index === this.#due.length) {
      const size = index * 2
      this.#due = enlarge(this.#due, new Float64Array(size))
      this.#next = enlarge(this.#next, new Int32Array(size))
      this.#previous = enlarge(this.#previous, new Int32Array(size))
      this.#slot = enlarge(this.#slot, new Int32Array(size).fill(none))
      this.#generation = enlarge(this.#generation, new Uint32Array(size))
      this.#held = enlarge(this.#held, new Uint8Array(size))
    }
    this.#next[index] = none
    this.#fns.push(undefined)
    this.#args.push(undefined)
    return index
  }

  #link(index: number): void {
    const slot = slotOf(this.#due[index]!, this.#now)
    const head = this.#heads[slot]!
    this.#next[index] = head
    this.#previous[index] = none
    if (head !== none) this.#previous[head] = index
    else this.#occupied[slot >>> 5]! |= 1 << (slot & 31)
    this.#heads[slot] = index
    this.#slot[index] = slot
  }

  #unlink(index: number): void {
    const slot = this.#slot[index]!
    const next = this.#next[index]!
    const previous = this.#previous[index]!
    if (next !== none) this.#previous[next] = previous
    if (previous !== none) this.#next[previous] = next
    else {
      this.#heads[slot] = next
      if (next === none) this.#occupied[slot >>> 5]! &= ~(1 << (slot & 31))
    }
    this.#slot[index] = none
  }

  #release(index: number): void {
    this.#fns[index] = undefined
    if (this.#args[index] !== undefined) this.#args[index] = undefined
    this.#generation[index] = (this.#generation[index]! + 1) & 0xffffff
    if (this.#held[index] === 1) this.#heldCount--
    this.#next[index] = this.#free
    this.#free = index
    this.#size--
  }

  /** The first tick at which a slot has to be looked at; Infinity when empty. */
  #wake(): number {
    if (this.#size === 0) return Number.POSITIVE_INFINITY
    let best = Number.POSITIVE_INFINITY
    for (let level = 0; level < levels; level++) {
      const width = 2 ** (level * levelBits)
      const base = Math.floor(this.#now / width)
      const distance = this.#distance(level, base % slots)
      if (distance !== none) best = Math.min(best, (base + distance) * width)
    }
    return best
  }

  /** Slots from `from` (exclusive) to the next occupied one of this level, going round; `none` if all are empty. */
  #distance(level: number, from: number): number {
    const start = (from + 1) & slotMask
    for (let step = 0; step < slots; ) {
      const slot = (start + step) & slotMask
      const word = this.#occupied[(level * slots + slot) >>> 5]! >>> (slot & 31)
      if (word !== 0) return step + 1 + (31 - Math.clz32(word & -word))
      step += 32 - (slot & 31)
    }
    return none
  }

  #armAt(wake: number): void {
    if (wake < this.#armedFor) {
      this.#timer?.cancel()
      this.#armedFor = wake
      const delay = Math.max(0, wake - (this.#clock.now() - this.#origin))
      this.#timer = this.#clock.setTimer(Math.min(maxHostDelay, delay), () => this.#serve())
      this.#refed = true
    }
    this.#settleReference()
  }

  /** The process may end while only entries wait that do not hold it; an early wake-up of an empty wheel is harmless. */
  #settleReference(): void {
    const wanted = this.#heldCount > 0
    if (wanted === this.#refed || this.#timer === undefined) return
    this.#refed = wanted
    if (wanted) this.#timer.ref?.()
    else if (this.#size > 0 || this.#timer.unref !== undefined) this.#timer.unref?.()
    else this.#disarm()
  }

  #disarm(): void {
    this.#timer?.cancel()
    this.#timer = undefined
    this.#armedFor = Number.POSITIVE_INFINITY
  }

  #serve(): void {
    this.#timer = undefined
    this.#armedFor = Number.POSITIVE_INFINITY
    const until = Math.floor(this.#clock.now() - this.#origin)
    this.#serving = true
    try {
      for (let wake = this.#wake(); wake <= until; wake = this.#wake()) {
        this.#now = wake
        this.#cascade(wake)
        this.#fire(wake & slotMask)
      }
      this.#now = Math.max(this.#now, until)
    } finally {
      this.#serving = false
      if (this.#size > 0) this.#armAt(this.#wake())
    }
  }

  /** Entries of a coarse slot whose turn has come move to finer ones. */
  #cascade(tick: number): void {
    for (let level = levels - 1; level > 0; level--) {
      const width = 2 ** (level * levelBits)
      if (tick % width !== 0) continue
      const slot = level * slots + (Math.floor(tick / width) % slots)
      for (let index = this.#heads[slot]!; index !== none; index = this.#heads[slot]!) {
        this.#unlink(index)
        this.#link(index)
      }
    }
  }

  #fire(slot: number): void {
    for (let index = this.#heads[slot]!; index !== none; index = this.#heads[slot]!) {
      const fn = this.#fns[index]!
      const arg = this.#args[index]
      this.#unlink(index)
      this.#release(index)
      try {
        fn(arg)
      } catch (error) {
        this.#clock.microtask(() => {
          throw error
        })
      }
    }
  }
}

/**
 * Level by distance; an entry due now lands in level 0's current slot, which is fired after the cascade. Only the low 32
 * bits of a tick matter for its slot, so shifts do.
 */
function slotOf(due: number, now: number): number {
  const distance = due - now
  if (distance < slots) return due & slotMask
  if (distance < 1 << 16) return slots + ((due >>> 8) & slotMask)
  if (distance < 1 << 24) return 2 * slots + ((due >>> 16) & slotMask)
  return 3 * slots + (((distance <= reach ? due : now + reach) >>> 24) & slotMask)
}

function enlarge<T extends Float64Array | Int32Array | Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from)
  return to
}
