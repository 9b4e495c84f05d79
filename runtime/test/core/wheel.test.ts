import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Clock } from '../../src/core/clock.js'
import { createTimerWheel } from '../../src/core/wheel.js'

/** A clock whose time moves only when told; timers fire in order. */
function manualClock(): Clock & { advance(ms: number): void; timers: number } {
  let now = 0
  let timers: { at: number; fn: () => void }[] = []
  return {
    now: () => now,
    wall: () => now,
    setTimer(ms, fn) {
      const timer = { at: now + ms, fn }
      timers.push(timer)
      return {
        cancel: () => {
          timers = timers.filter(t => t !== timer)
        },
      }
    },
    microtask: fn => queueMicrotask(fn),
    immediate: fn => queueMicrotask(fn),
    get timers() {
      return timers.length
    },
    advance(ms) {
      const until = now + ms
      for (;;) {
        const due = timers.filter(t => t.at <= until).sort((a, b) => a.at - b.at)[0]
        if (due === undefined) break
        timers = timers.filter(t => t !== due)
        now = Math.max(now, due.at)
        due.fn()
      }
      now = until
    },
  }
}

describe('timer wheel', () => {
  test('fires every entry exactly in its millisecond, whatever else was added, cancelled or re-added', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.record({
              op: fc.constant('add' as const),
              ms: fc.oneof(fc.nat(600), fc.nat(70_000), fc.nat(20_000_000)),
            }),
            fc.record({ op: fc.constant('cancel' as const), ms: fc.nat(50) }),
            fc.record({ op: fc.constant('advance' as const), ms: fc.oneof(fc.nat(700), fc.nat(100_000)) }),
          ),
          { maxLength: 60 },
        ),
        steps => {
          const clock = manualClock()
          const wheel = createTimerWheel(clock)
          const waiting = new Map<number, { due: number; spare: number; handle: number }>()
          const fired: number[] = []
          let id = 0
          for (const { op, ms } of steps) {
            if (op === 'add') {
              const mine = id++
              const due = clock.now() + ms
              const handle = wheel.add(ms, () => {
                // A span of nothing ends in this millisecond or, if that has been served, in the next.
                expect(clock.now() - due).toBeLessThanOrEqual(ms === 0 ? 1 : 0)
                expect(clock.now()).toBeGreaterThanOrEqual(due)
                waiting.delete(mine)
                fired.push(mine)
              })
              waiting.set(mine, { due, spare: ms === 0 ? 1 : 0, handle })
            } else if (op === 'cancel') {
              const mine = [...waiting.keys()][ms]
              if (mine === undefined) continue
              expect(wheel.cancel(waiting.get(mine)!.handle)).toBe(true)
              expect(wheel.cancel(waiting.get(mine)!.handle)).toBe(false)
              waiting.delete(mine)
            } else {
              clock.advance(ms)
              for (const { due, spare } of waiting.values()) expect(due + spare).toBeGreaterThan(clock.now())
            }
            expect(wheel.size).toBe(waiting.size)
            expect(clock.timers).toBeLessThanOrEqual(1)
          }
          clock.advance(30_000_000)
          expect(waiting.size).toBe(0)
          expect(wheel.size).toBe(0)
          clock.advance(100_000)
          expect(clock.timers).toBe(0)
        },
      ),
      { numRuns: 500 },
    )
  })
  test('where the clock is dear a burst of entries shares readings; none fires early, also when the turn takes long', async () => {
    let now = 0
    let readings = 0
    const timers: { at: number; fn: () => void }[] = []
    const wheel = createTimerWheel({
      now: () => {
        readings++
        return now
      },
      dear: true,
      wall: () => now,
      setTimer(ms, fn) {
        const timer = { at: now + ms, fn }
        timers.push(timer)
        return { cancel: () => void timers.splice(timers.indexOf(timer), 1) }
      },
      microtask: fn => queueMicrotask(fn),
      immediate: fn => queueMicrotask(fn),
    })
    const late: number[] = []
    let early = 0
    const add = (ms: number): number => {
      const due = now + ms
      return wheel.add(ms, () => {
        if (now < due) early++
        late.push(now - due)
      })
    }
    readings = 0
    for (let n = 0; n < 1000; n++) add(100 + (n % 7))
    expect(readings).toBeLessThan(100)
    // The program computes in the middle of the burst, and takes one of its entries back.
    now += 0.4
    const taken = add(100)
    now += 40
    for (let n = 0; n < 10; n++) add(100)
    expect(wheel.cancel(taken)).toBe(true)
    await null
    now += 300
    const before = readings
    add(50)
    expect(readings).toBe(before + 1)
    while (wheel.size > 0) {
      timers.sort((a, b) => a.at - b.at)
      now = Math.max(now, timers[0]!.at)
      timers.shift()!.fn()
    }
    expect([early, late.length]).toEqual([0, 1011])
  })
  test('an entry may add and cancel others while it fires', () => {
    const clock = manualClock()
    const wheel = createTimerWheel(clock)
    const log: string[] = []
    let victim = 0
    wheel.add(10, () => {
      log.push('first')
      wheel.cancel(victim)
      wheel.add(0, () => log.push('nested'))
    })
    victim = wheel.add(300, () => log.push('victim'))
    clock.advance(1000)
    expect(log).toEqual(['first', 'nested'])
    expect(wheel.size).toBe(0)
  })
  test('Infinity never fires; NaN and negative spans are refused', () => {
    const wheel = createTimerWheel(manualClock())
    expect(wheel.add(Number.POSITIVE_INFINITY, () => {})).toBe(0)
    expect(wheel.size).toBe(0)
    expect(() => wheel.add(Number.NaN, () => {})).toThrow('milliseconds')
    expect(() => wheel.add(-1, () => {})).toThrow('milliseconds')
  })
})
