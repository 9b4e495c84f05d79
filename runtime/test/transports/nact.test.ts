import * as nact from 'nact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEnv } from '../../src/core/env.js'
import type { DownReason, Transport } from '../../src/core/transport.js'
import { SimulatedClock } from '../../src/testing/simulated-clock.js'
import { type NactModule, type NactRef, nactAdapter, spawnServed } from '../../src/transports/nact.js'
import { collect, frameOf } from './collect.js'

const module = nact as unknown as NactModule
const adapter = nactAdapter(module)
const clock = new SimulatedClock()
const env = createEnv({ clock })
let system: never
const open: Transport[] = []
const stopOnCrash = { onCrash: (_message: unknown, _error: unknown, ctx: { stop: symbol }) => ctx.stop }

beforeEach(() => {
  system = nact.start() as never
})
afterEach(async () => {
  for (const transport of open.splice(0)) await transport[Symbol.asyncDispose]()
  nact.stop(system)
})

function opened(ref: unknown) {
  const transport = adapter.open(ref as NactRef, env)
  open.push(transport)
  return { transport, seen: collect(transport) }
}

function downOf(ref: unknown): Promise<DownReason> {
  return new Promise(resolve => void adapter.watch(ref as NactRef, env, resolve))
}

/** An actor that says when it has taken so many messages. */
function listener(spawn: (behaviour: (state: unknown, message: unknown) => unknown) => unknown, count: number) {
  const heard: unknown[] = []
  let done!: () => void
  const all = new Promise<void>(resolve => {
    done = resolve
  })
  const ref = spawn((_state, message) => {
    heard.push(message)
    if (heard.length === count) done()
  })
  return { ref, heard, all }
}
const plain = (behaviour: (state: unknown, message: unknown) => unknown): unknown =>
  nact.spawn(system, behaviour as never, 'plain')
const serving = (behaviour: (state: unknown, message: unknown) => unknown): unknown =>
  spawnServed(module, system, behaviour, 'served')

describe('nactAdapter', () => {
  it('accepts references of actors and nothing else', () => {
    expect(adapter.accepts(plain(() => {}))).toBe(true)
    for (const other of [system, null, {}, { type: 'actor' }, process]) expect(adapter.accepts(other)).toBe(false)
  })

  it('hands over to an ordinary actor exactly the raw message, and claims no more', async () => {
    const { ref, heard, all } = listener(plain, 2)
    const { transport } = opened(ref)
    expect(transport.capabilities.ackStages).toEqual(['handed_over'])
    const message = { type: 'work' }
    expect(transport.write(frameOf(0, message, 'text'))).toEqual({ ok: true, pressure: 'ok' })
    await all
    expect(heard[0]).toBe(message)
    expect(heard[1]).toBe('text')
  })

  it('proves processing by a served actor, which still sees the raw message', async () => {
    const { ref, heard } = listener(serving, 2)
    const { transport, seen } = opened(ref)
    expect(transport.capabilities.ackStages).toEqual(['handed_over', 'received', 'processed'])
    const message = { type: 'work' }
    transport.write(frameOf(0, message))
    nact.dispatch(ref as never, 'from unmigrated code')
    await seen.acked(1)
    expect(heard[0]).toBe(message)
    transport.write(frameOf(1, 'more'))
    await seen.acked(2)
    expect(heard).toEqual([message, 'from unmigrated code', 'more'])
  })

  it('acknowledges an asynchronous behaviour only once its promise is fulfilled', async () => {
    let finish!: () => void
    const gate = new Promise<void>(resolve => {
      finish = resolve
    })
    const log: string[] = []
    const ref = spawnServed(module, system, async () => {
      log.push('started')
      await gate
      log.push('finished')
    })
    const { transport, seen } = opened(ref)
    transport.onAck(() => log.push('ack'))
    transport.write(frameOf(0, 1))
    finish()
    await seen.acked(1)
    expect(log).toEqual(['started', 'finished', 'ack'])
  })

  it('reports a behaviour that throws as a failure, then the end of the actor that it cost', async () => {
    const behaviour = (_state: unknown, message: unknown): void => {
      if (message === 'bad') throw new RangeError('in the behaviour')
    }
    const ref = spawnServed(module, system, behaviour, 'served', stopOnCrash)
    const { transport, seen } = opened(ref)
    transport.write(frameOf(0, 'good', 'bad', 'never'))
    await expect(seen.down()).resolves.toEqual({ kind: 'crashed', error: expect.any(RangeError) })
    expect(seen.acks.at(-1)?.failures).toEqual([[1, expect.objectContaining({ name: 'RangeError' })]])
    expect(transport.progress?.()).toEqual({ started: 2, finished: 2 })
  })

  it('goes on after a failure that the actor survives', async () => {
    const resume = { onCrash: (_message: unknown, _error: unknown, ctx: { resume: symbol }) => ctx.resume }
    const behaviour = (_state: unknown, message: unknown): void => {
      if (message === 'bad') throw new RangeError('in the behaviour')
    }
    const { transport, seen } = opened(spawnServed(module, system, behaviour, 'served', resume))
    transport.write(frameOf(0, 'bad', 'good'))
    await seen.acked(2)
    expect(seen.acks.map(ack => ack.failures?.length ?? 0)).toEqual([1, 0])
    expect(seen.downs).toEqual([])
  })

  it('refuses an actor that has stopped, where nact itself is silent', () => {
    const ref = plain(() => {})
    nact.stop(ref as never)
    const { transport } = opened(ref)
    expect(transport.write(frameOf(0, 1))).toEqual({ ok: false, reason: 'closed' })
    expect(adapter.liveness(ref as NactRef)).toBe('down')
  })

  it('notices a stop in the same tick', () => {
    const ref = plain(() => {})
    const { transport } = opened(ref)
    expect(transport.write(frameOf(0, 1))).toMatchObject({ ok: true })
    nact.stop(ref as never)
    expect(transport.write(frameOf(1, 1))).toEqual({ ok: false, reason: 'closed' })
  })

  it('tells the end of a served actor at once, and calls the afterStop that it was given', async () => {
    let state: unknown
    const ref = spawnServed(module, system, s => s, 'served', {
      initialState: 7,
      afterStop: (last: unknown) => {
        state = last
      },
    } as never)
    const down = downOf(ref)
    nact.stop(ref as never)
    await expect(down).resolves.toEqual({ kind: 'closed' })
    expect(state).toBe(7)
    await expect(downOf(ref)).resolves.toEqual({ kind: 'closed' })
  })

  it('tells the end of an ordinary actor within a heartbeat: after a stop, a crash, and with its system', async () => {
    const downs: string[] = []
    const watch = (name: string, ref: unknown) =>
      adapter.watch(ref as NactRef, env, reason => downs.push(`${name} ${reason.kind}`))
    const stopped = plain(() => {})
    watch('stopped', stopped)
    const crashed = new Promise<void>(resolve => {
      const onCrash = (_message: unknown, _error: unknown, ctx: { stop: symbol }): symbol => {
        setImmediate(resolve)
        return ctx.stop
      }
      const throwing = (): void => {
        throw new Error('crash')
      }
      const ref = nact.spawn(system, throwing as never, 'crashing', { onCrash } as never)
      watch('crashed', ref)
      nact.dispatch(ref as never, 1 as never)
    })
    const orphan = nact.spawn(system, (() => {}) as never, 'orphan')
    watch('orphan', orphan)
    nact.stop(stopped as never)
    await crashed
    await clock.advance(1001)
    expect(downs.sort()).toEqual(['crashed closed', 'stopped closed'])
    nact.stop(system)
    await clock.advance(1001)
    expect(downs).toContain('orphan closed')
    await expect(downOf(orphan)).resolves.toEqual({ kind: 'never_existed' })
    expect(clock.pending.timers).toBe(0)
  })

  it('takes its heartbeat away with the watch', async () => {
    const watch = adapter.watch(plain(() => {}) as NactRef, env, () => {})
    expect(env.wheel.size).toBe(1)
    watch?.[Symbol.dispose]()
    expect(env.wheel.size).toBe(0)
  })

  it('leaves no child behind in the actor that it probes', async () => {
    const childrenOf = (behaviour: (state: unknown, message: unknown) => unknown): unknown =>
      nact.spawn(system, ((state: unknown, _message: unknown, ctx: { children: Map<string, unknown> }) =>
        behaviour(state, [...ctx.children.keys()])) as never)
    const { ref, heard, all } = listener(childrenOf, 1)
    expect(adapter.liveness(ref as NactRef)).toBe('alive')
    const { transport } = opened(ref)
    transport.write(frameOf(0, 1))
    await all
    expect(heard).toEqual([[]])
  })

  it('refuses a heartbeat that is no span', () => {
    for (const heartbeat of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => nactAdapter(module, { heartbeat })).toThrow('heartbeat')
    }
  })
})
