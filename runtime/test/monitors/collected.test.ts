import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import type { MonitorManager } from '../../src/monitors/contracts.js'
import { Mortal, setup } from './fixtures.js'

setFlagsFromString('--expose-gc')
const gc = runInNewContext('gc') as () => void

/**
 * Collects until `done`. Finalizers run in tasks of their own after a collection, and a WeakRef that was looked at keeps
 * its object to the end of that task.
 */
async function collectUntil(done: () => boolean): Promise<void> {
  for (let round = 0; round < 50 && !done(); round++) {
    await new Promise(resolve => setImmediate(resolve))
    gc()
    await new Promise(resolve => setImmediate(resolve))
  }
}

/** In a function of its own, so that no variable of the test keeps the owner. */
function makeOwned(monitors: MonitorManager, target: Mortal, count: number): WeakRef<object> {
  const owner = { downs: 0, big: new Uint8Array(1000) }
  for (let i = 0; i < count; i++) {
    monitors.monitor(target, {
      tag: 'owned',
      owner,
      // Closes over its owner, as callbacks do.
      onDown: () => {
        owner.downs++
      },
    })
  }
  return new WeakRef(owner)
}

it('an owner that is garbage-collected takes its monitors along, though their callbacks point at it', async () => {
  const { monitors } = setup()
  const target = new Mortal()
  const owner = makeOwned(monitors, target, 100)
  expect(monitors.getStats().active).toBe(100)
  await collectUntil(() => monitors.getStats().active === 0)
  expect(owner.deref()).toBeUndefined()
  expect(monitors.getStats()).toMatchObject({ active: 0, cleanedBy: { collected: 100, ownerDown: 0 } })
  expect(target.listeners.size).toBe(0)
})

it('an owner that is still used keeps its monitors and is told', async () => {
  const { monitors } = setup()
  const target = new Mortal()
  const owner = { downs: 0 }
  monitors.monitor(target, { owner, onDown: () => owner.downs++ })
  await collectUntil(() => false)
  target.end()
  await Promise.resolve()
  expect(owner.downs).toBe(1)
})

it('a monitor does not keep its target: one that is garbage-collected is reported unreachable', async () => {
  const { monitors } = setup()
  const downs: unknown[] = []
  const make = (): void => {
    monitors.monitor(new Mortal('gone'), { tag: 'lost', onDown: down => downs.push([down.reason, down.target]) })
  }
  make()
  await collectUntil(() => downs.length > 0)
  expect(downs).toEqual([[{ kind: 'unreachable' }, undefined]])
  expect(monitors.getStats()).toMatchObject({ active: 0, cleanedBy: { collected: 1 } })
})

it('an owner that was taken care of by hand is not counted again when it is collected', async () => {
  const { monitors } = setup()
  const target = new Mortal()
  const owner = makeOwned(monitors, target, 3)
  for (const { ref } of monitors.listMonitors()) monitors.demonitor(ref)
  await collectUntil(() => owner.deref() === undefined)
  await collectUntil(() => false)
  expect(owner.deref()).toBeUndefined()
  expect(monitors.getStats()).toMatchObject({ cleaned: 3, cleanedBy: { demonitor: 3, collected: 0 } })
})

it('a monitor that was taken back keeps its callback no longer, though its owner lives on', async () => {
  const { monitors } = setup()
  const target = new Mortal()
  const owner = {}
  const make = (): WeakRef<object> => {
    const onDown = (): void => {}
    const result = monitors.monitor(target, { owner, onDown })
    monitors.monitor(target, { owner, tag: 'stays' })
    if (result.status === 'ok') monitors.demonitor(result.ref)
    return new WeakRef(onDown)
  }
  const callback = make()
  await collectUntil(() => callback.deref() === undefined)
  expect(callback.deref()).toBeUndefined()
  expect(monitors.listMonitors({ owner })).toHaveLength(1)
})
