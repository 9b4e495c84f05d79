import { describe, expect, it } from 'vitest'
import { SimulatedClock } from '../../src/testing/simulated-clock.js'

describe('SimulatedClock', () => {
  it('stands still until it is moved', async () => {
    const clock = new SimulatedClock(5)
    let fired = false
    clock.setTimer(1, () => {
      fired = true
    })
    await clock.settle()
    expect([clock.now(), fired]).toEqual([5, false])
  })

  it('fires timers in the order of their due time, then of their making, each at its own moment', async () => {
    const clock = new SimulatedClock()
    const seen: [string, number][] = []
    clock.setTimer(20, () => seen.push(['late', clock.now()]))
    clock.setTimer(10, () => seen.push(['first', clock.now()]))
    clock.setTimer(10, () => seen.push(['second', clock.now()]))
    await clock.advance(30)
    expect(seen).toEqual([
      ['first', 10],
      ['second', 10],
      ['late', 20],
    ])
    expect(clock.now()).toBe(30)
  })

  it('lets promise reactions of one timer run before the next timer', async () => {
    const clock = new SimulatedClock()
    const seen: string[] = []
    const sleep = (ms: number) => new Promise<void>(resolve => void clock.setTimer(ms, resolve))
    const chain = (async () => {
      await sleep(10)
      seen.push('woke')
      await sleep(10)
      seen.push('woke again')
    })()
    clock.setTimer(15, () => seen.push('between'))
    await clock.advance(20)
    await chain
    expect(seen).toEqual(['woke', 'between', 'woke again'])
  })

  it('runs immediates before any time passes, and those made by them in the next round', async () => {
    const clock = new SimulatedClock()
    const seen: string[] = []
    clock.setTimer(0, () => seen.push('timer'))
    clock.immediate(() => {
      seen.push('immediate')
      clock.immediate(() => seen.push('nested'))
    })
    await clock.advance(0)
    expect(seen).toEqual(['immediate', 'nested', 'timer'])
    expect(clock.pending).toEqual({ timers: 0, immediates: 0 })
  })

  it('does not fire a cancelled timer, and cancelling twice is harmless', async () => {
    const clock = new SimulatedClock()
    let fired = 0
    const handle = clock.setTimer(1, () => fired++)
    clock.setTimer(1, () => fired++)
    handle.cancel()
    handle.cancel()
    await clock.advance(1)
    handle.cancel()
    expect([fired, clock.pending.timers]).toEqual([1, 0])
  })

  it('moves in one go with advanceSync', () => {
    const clock = new SimulatedClock()
    const seen: number[] = []
    clock.setTimer(1, () => {
      seen.push(clock.now())
      clock.setTimer(1, () => seen.push(clock.now()))
    })
    clock.advanceSync(2)
    expect(seen).toEqual([1, 2])
  })

  it('lets the wall clock jump back while the monotonic one runs on', async () => {
    const clock = new SimulatedClock(0, 1_000_000)
    await clock.advance(10)
    clock.jumpWall(-500)
    expect([clock.now(), clock.wall()]).toEqual([10, 999_510])
  })

  it('shows the error of a timer to whoever advances, and goes on after it', async () => {
    const clock = new SimulatedClock()
    let after = false
    clock.setTimer(1, () => {
      throw new Error('from a timer')
    })
    clock.setTimer(2, () => {
      after = true
    })
    await expect(clock.advance(5)).rejects.toThrow('from a timer')
    await clock.advance(5)
    expect(after).toBe(true)
  })

  it('refuses to run back, to NaN and to infinity', async () => {
    const clock = new SimulatedClock()
    for (const ms of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      await expect(clock.advance(ms)).rejects.toThrow(RangeError)
      expect(() => clock.advanceSync(ms)).toThrow(RangeError)
    }
    expect(() => clock.setTimer(Number.NaN, () => {})).toThrow(RangeError)
  })

  it('runAll ends with an error where something re-arms itself for ever', async () => {
    const clock = new SimulatedClock()
    const again = (): void => void clock.setTimer(1, again)
    again()
    await expect(clock.runAll(100)).rejects.toThrow('after 100 ran')
  })
})
