/** The manager against a model of plain arrays: any order of makings, ends, take-backs, flushes and checks. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createTelemetry } from '../../src/core/telemetry.js'
import type { Down, MonitorManager, MonitorRef } from '../../src/monitors/contracts.js'
import { createMonitorManagerWith } from '../../src/monitors/index.js'
import { SimulatedClock } from '../../src/testing/simulated-clock.js'
import { Mortal, mortalSource, recordingLogger } from './fixtures.js'

interface ModelMonitor {
  ref: MonitorRef
  target: number
  owner: number
  at: number
  state: 'active' | 'told' | 'ended'
  reported: boolean
}

/** `down` of a place: the Mortal there has ended; a new one takes its place when one is needed. */
interface Model {
  monitors: ModelMonitor[]
  now: number
  nextCheck: number
  created: number
  cleanedBy: { demonitor: number; targetDown: number; ownerDown: number }
  expectedDowns: number
  expectedLeaks: number
}

interface Real {
  manager: MonitorManager
  clock: SimulatedClock
  targets: Mortal[]
  owners: Mortal[]
  downs: Down[]
  leaks: number
}

const places = 4
const leakAge = 100
const interval = 70

class Monitor implements fc.AsyncCommand<Model, Real> {
  constructor(
    readonly target: number,
    readonly owner: number,
  ) {}
  check = (): boolean => true
  async run(model: Model, real: Real): Promise<void> {
    const target = real.targets[this.target]!
    const owner = real.owners[this.owner]!
    const result = real.manager.monitor(target, {
      tag: `t${this.target}`,
      owner: owner,
      onDown: down => real.downs.push(down),
    })
    if (owner.reason !== undefined) {
      expect(result).toEqual({ status: 'error', reason: 'owner_down' })
      return
    }
    if (result.status !== 'ok') throw new Error(result.reason)
    model.created++
    const monitor: ModelMonitor = {
      ref: result.ref,
      target: this.target,
      owner: this.owner,
      at: model.now,
      state: 'active',
      reported: false,
    }
    if (model.monitors.every(each => each.state !== 'active')) model.nextCheck = model.now + interval
    model.monitors.push(monitor)
    if (target.reason !== undefined) {
      monitor.state = 'told'
      model.cleanedBy.targetDown++
      model.expectedDowns++
    }
    await real.clock.settle()
    compare(model, real)
  }
  toString = (): string => `monitor(${this.target}, owner ${this.owner})`
}

class Demonitor implements fc.AsyncCommand<Model, Real> {
  constructor(readonly pick: number) {}
  check = (model: Readonly<Model>): boolean => model.monitors.length > 0
  async run(model: Model, real: Real): Promise<void> {
    const monitor = model.monitors[this.pick % model.monitors.length]!
    const expected = monitor.state === 'active' ? 'ok' : 'not_found'
    expect(real.manager.demonitor(monitor.ref).status).toBe(expected)
    if (monitor.state === 'active') {
      monitor.state = 'ended'
      model.cleanedBy.demonitor++
    }
    compare(model, real)
  }
  toString = (): string => `demonitor(${this.pick})`
}

class End implements fc.AsyncCommand<Model, Real> {
  constructor(
    readonly what: readonly (readonly ['target' | 'owner', number])[],
    readonly flush: boolean,
  ) {}
  check = (): boolean => true
  /** All in one tick, so that owners and targets end together. */
  async run(model: Model, real: Real): Promise<void> {
    const ended = model.monitors.filter(each => each.state === 'active')
    const deadOwners = new Set(this.what.filter(([kind]) => kind === 'owner').map(([, place]) => place))
    for (const [kind, place] of this.what) (kind === 'target' ? real.targets : real.owners)[place]!.end()
    for (const [kind, place] of this.what) {
      for (const monitor of ended) {
        if (monitor.state !== 'active') continue
        if (kind === 'target' && monitor.target === place) {
          monitor.state = 'told'
          model.cleanedBy.targetDown++
          if (deadOwners.has(monitor.owner)) continue
          if (this.flush) expect(real.manager.demonitor(monitor.ref, { flush: true }).status).toBe('ok')
          else model.expectedDowns++
        } else if (kind === 'owner' && monitor.owner === place) {
          monitor.state = 'ended'
          model.cleanedBy.ownerDown++
        }
      }
    }
    await real.clock.settle()
    compare(model, real)
  }
  toString = (): string => `end(${this.what.map(([kind, place]) => `${kind} ${place}`)}${this.flush ? ', flush' : ''})`
}

class Revive implements fc.AsyncCommand<Model, Real> {
  constructor(readonly place: number) {}
  check = (): boolean => true
  async run(_model: Model, real: Real): Promise<void> {
    for (const list of [real.targets, real.owners]) if (list[this.place]!.reason) list[this.place] = new Mortal()
  }
  toString = (): string => `revive(${this.place})`
}

class Advance implements fc.AsyncCommand<Model, Real> {
  constructor(readonly ms: number) {}
  check = (): boolean => true
  async run(model: Model, real: Real): Promise<void> {
    await real.clock.advance(this.ms)
    const end = model.now + this.ms
    const active = model.monitors.filter(each => each.state === 'active')
    if (active.length > 0) {
      for (; model.nextCheck <= end; model.nextCheck += interval) {
        for (const monitor of active) {
          if (monitor.reported || model.nextCheck - monitor.at < leakAge) continue
          monitor.reported = true
          model.expectedLeaks++
        }
      }
    }
    model.now = end
    compare(model, real)
  }
  toString = (): string => `advance(${this.ms})`
}

function compare(model: Model, real: Real): void {
  const active = model.monitors.filter(each => each.state === 'active')
  const { created, cleaned, cleanedBy, leaked, active: count } = real.manager.getStats()
  expect({ created, cleanedBy, leaked, count }).toEqual({
    created: model.created,
    cleanedBy: { ...model.cleanedBy, signal: 0, collected: 0, disposed: 0 },
    leaked: model.expectedLeaks,
    count: active.length,
  })
  expect(created).toBe(cleaned + count)
  expect(real.leaks).toBe(model.expectedLeaks)
  expect(real.downs).toHaveLength(model.expectedDowns)
  expect(new Set(real.downs.map(down => down.ref.id)).size).toBe(real.downs.length)
  const listed = real.manager.listMonitors()
  expect(listed.map(info => info.ref.id)).toEqual(active.map(each => each.ref.id))
  expect(real.manager.findLeaks(leakAge).map(info => info.ref.id)).toEqual(
    active.filter(each => model.now - each.at >= leakAge).map(each => each.ref.id),
  )
  for (let place = 0; place < places; place++) {
    const has = (key: 'target' | 'owner'): number => (active.some(each => each[key] === place) ? 1 : 0)
    expect(real.targets[place]!.listeners.size).toBe(has('target'))
    expect(real.owners[place]!.listeners.size).toBe(has('owner'))
  }
}

it('agrees with the model in any order of events', async () => {
  const place = fc.nat(places - 1)
  const side = fc.tuple(fc.constantFrom('target' as const, 'owner' as const), place)
  const commands = [
    fc.tuple(place, place).map(([target, owner]) => new Monitor(target, owner)),
    fc.nat().map(pick => new Demonitor(pick)),
    fc
      .tuple(fc.uniqueArray(side, { minLength: 1, maxLength: 3, selector: String }), fc.boolean())
      .map(([what, flush]) => new End(what, flush)),
    place.map(where => new Revive(where)),
    fc.integer({ min: 1, max: 150 }).map(ms => new Advance(ms)),
  ]
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { size: '+1' }), async cmds => {
      const clock = new SimulatedClock()
      const manager = createMonitorManagerWith([], {
        clock,
        telemetry: createTelemetry({ local: true }),
        logger: recordingLogger(),
        sources: [mortalSource],
        leakAge,
        leakCheckInterval: interval,
      })
      const real: Real = {
        manager,
        clock,
        targets: Array.from({ length: places }, () => new Mortal()),
        owners: Array.from({ length: places }, () => new Mortal()),
        downs: [],
        leaks: 0,
      }
      manager.onLeak(leaks => {
        real.leaks += leaks.length
      })
      const model: Model = {
        monitors: [],
        now: 0,
        nextCheck: 0,
        created: 0,
        cleanedBy: { demonitor: 0, targetDown: 0, ownerDown: 0 },
        expectedDowns: 0,
        expectedLeaks: 0,
      }
      await fc.asyncModelRun(() => ({ model, real }), cmds)
      await manager[Symbol.asyncDispose]()
      expect([...real.targets, ...real.owners].every(each => each.listeners.size === 0)).toBe(true)
    }),
    { numRuns: 300 },
  )
})
