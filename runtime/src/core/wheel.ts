/**
 * One timer for everything that waits: a hierarchical timing wheel (Varghese and Lauck 1987) on typed arrays.
 * Adding and cancelling are O(1) and allocate nothing once warm; the host sees one timer, none that holds it while the wheel is
 * empty. Entries fire in their millisecond, never early, however far away they were when added.
 */
import type { Clock, Millis, TimerHandle } from './clock.js'
import { checkSpan } from './options-check.js'
import { Readings } from './readings.js'

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
}

const levelBits = 8
const slots = 1 << levelBits
const slotMask = slots - 1
const levels = 4
const none = -1
/** A handle is an index, from 1 on, and above its bits how often the place was used before. */
const indexSize = 1 << 24
const handleEnd = indexSize ** 2
/** Of a slot: its entry keeps the process alive. */
const heldBit = levels * slots
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
  readonly #time: Readings
  readonly #heads = new Int32Array(levels * slots).fill(none)
  /** Of each place its due tick, and the handle of who waits there, else of who will be next. */
  #marks = new Float64Array(2 * 64)
  /** Of each place the next one, the previous one, and the slot, together because they are used together. */
  #links = new Int32Array(4 * 64)
  readonly #fns: (((arg: unknown) => void) | undefined)[] = [undefined]
  readonly #args: unknown[] = [undefined]
  #free = none
  #used = 1
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
    this.#time = new Readings(clock, this.#origin, (handle, by) => this.#postpone(handle, by))
  }

  get size(): number {
    return this.#size
  }

  add(ms: Millis, fn: (arg: unknown) => void, arg?: unknown, held = true): WheelHandle {
    if (ms === Number.POSITIVE_INFINITY) return 0
    if (!(ms >= 0)) checkSpan('ms', ms)
    const elapsed = this.#time.atMost()
    if (this.#size === 0 && !this.#serving) this.#now = Math.max(this.#now, Math.floor(this.#time.last))
    const index = this.#free === none ? this.#grow() : this.#free
    this.#free = this.#links[4 * index]!
    this.#fns[index] = fn
    if (arg !== undefined) this.#args[index] = arg
    const due = Math.max(this.#now + 1, Math.ceil(elapsed + ms))
    this.#marks[2 * index] = due
    this.#size++
    if (held) this.#heldCount++
    const slot = slotOf(due, this.#now)
    this.#link(index, slot, held ? heldBit : 0)
    const start = due - (due & ((1 << ((slot >>> levelBits) * levelBits)) - 1))
    if (start < this.#armedFor && !this.#serving) this.#armAt(Math.min(start, this.#now + reach))
    else if (held && !this.#refed) this.#settleReference()
    const handle = this.#marks[2 * index + 1]!
    this.#time.used(handle)
    return handle
  }

  #postpone(handle: WheelHandle, by: Millis): void {
    const index = this.#indexOf(handle)
    if (index === none) return
    this.#marks[2 * index]! += Math.ceil(by)
    this.#move(index)
  }

  /** The place of a waiting entry, else `none`. */
  #indexOf(handle: WheelHandle): number {
    const index = handle & (indexSize - 1)
    return index > 0 &&
      index < this.#used &&
      this.#marks[2 * index + 1] === handle &&
      this.#links[4 * index + 2] !== none
      ? index
      : none
  }

  cancel(handle: WheelHandle): boolean {
    const index = this.#indexOf(handle)
    if (index === none) return false
    this.#unlink(index)
    this.#release(index)
    if (this.#heldCount === 0 && !this.#serving) this.#settleReference()
    return true
  }

  #grow(): number {
    const index = this.#used++
    if (index * 2 === this.#marks.length) {
      this.#marks = enlarge(this.#marks, new Float64Array(index * 4))
      this.#links = enlarge(this.#links, new Int32Array(index * 8))
    }
    this.#links[4 * index] = none
    this.#links[4 * index + 2] = none
    this.#marks[2 * index + 1] = index
    this.#fns.push(undefined)
    this.#args.push(undefined)
    return index
  }

  #move(index: number): void {
    const held = this.#links[4 * index + 2]! & heldBit
    this.#unlink(index)
    this.#link(index, slotOf(this.#marks[2 * index]!, this.#now), held)
  }

  #link(index: number, slot: number, held: number): void {
    const head = this.#heads[slot]!
    this.#links[4 * index] = head
    this.#links[4 * index + 1] = none
    if (head !== none) this.#links[4 * head + 1] = index
    this.#heads[slot] = index
    this.#links[4 * index + 2] = slot | held
  }

  #unlink(index: number): void {
    const slot = this.#links[4 * index + 2]! & (heldBit - 1)
    const next = this.#links[4 * index]!
    const previous = this.#links[4 * index + 1]!
    if (next !== none) this.#links[4 * next + 1] = previous
    if (previous !== none) this.#links[4 * previous] = next
    else this.#heads[slot] = next
  }

  #release(index: number): void {
    if ((this.#links[4 * index + 2]! & heldBit) !== 0) this.#heldCount--
    this.#links[4 * index + 2] = none
    this.#fns[index] = undefined
    if (this.#args[index] !== undefined) this.#args[index] = undefined
    const handle = this.#marks[2 * index + 1]! + indexSize
    this.#marks[2 * index + 1] = handle < handleEnd ? handle : index
    this.#links[4 * index] = this.#free
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
    for (let step = 1; step <= slots; step++) {
      if (this.#heads[level * slots + ((from + step) & slotMask)] !== none) return step
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
        this.#move(index)
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

function enlarge<T extends Float64Array | Int32Array>(from: T, to: T): T {
  to.set(from)
  return to
}
