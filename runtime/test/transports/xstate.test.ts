import { afterEach, describe, expect, it } from 'vitest'
import { type AnyActorRef, assign, createActor, fromCallback, fromTransition, sendTo, setup } from 'xstate'
import { createEnv } from '../../src/core/env.js'
import type { DownReason, Transport } from '../../src/core/transport.js'
import { createSupervisedSend } from '../../src/supervised-send.js'
import { type XStateActor, xstateAdapter } from '../../src/transports/xstate.js'
import { collect, frameOf } from './collect.js'

const adapter = xstateAdapter()
const env = createEnv()
const open: Transport[] = []

function opened(actor: unknown) {
  const transport = adapter.open(actor as XStateActor, env)
  open.push(transport)
  return { transport, seen: collect(transport) }
}

afterEach(async () => {
  for (const transport of open.splice(0)) await transport[Symbol.asyncDispose]()
})

const counter = setup({
  types: { context: {} as { count: number }, events: {} as { type: 'add' | 'boom' | 'end' } },
}).createMachine({
  context: { count: 0 },
  initial: 'on',
  states: {
    on: {
      on: {
        add: { actions: assign({ count: ({ context }) => context.count + 1 }) },
        boom: {
          actions: () => {
            throw new RangeError('in an action')
          },
        },
        end: 'off',
      },
    },
    off: { type: 'final' },
  },
})

describe('xstateAdapter', () => {
  it('has no replies: a call is refused at once, and the actor sees nothing of it', async () => {
    const actor = createActor(counter).start()
    const sender = createSupervisedSend({ adapters: [adapter] })
    await expect(sender.call(actor, { type: 'add' })).rejects.toMatchObject({ code: 'ERR_UNSUPPORTED_STAGE' })
    expect(actor.getSnapshot().context.count).toBe(0)
    await sender[Symbol.asyncDispose]()
    actor.stop()
  })

  it('accepts actors of XState 5 and nothing else', () => {
    expect(adapter.accepts(createActor(counter))).toBe(true)
    expect(adapter.accepts(createActor(fromTransition(s => s, 0)))).toBe(true)
    for (const other of [null, 1, {}, { send: () => {} }, process, new EventTarget()]) {
      expect(adapter.accepts(other)).toBe(false)
    }
  })

  it('acknowledges an event as processed once its macrostep is over', () => {
    const actor = createActor(counter).start()
    const { transport, seen } = opened(actor)
    expect(transport.write(frameOf(0, { type: 'add' }, { type: 'add' }))).toEqual({ ok: true, pressure: 'ok' })
    expect(actor.getSnapshot().context.count).toBe(2)
    expect(seen.acks).toEqual([expect.objectContaining({ epoch: 1, received: 2, processed: 2 })])
  })

  it('reports an event without a transition as refused, not as delivered', () => {
    const { transport, seen } = opened(createActor(counter).start())
    transport.write(frameOf(0, { type: 'add' }, { type: 'nobody knows' }, { type: 'add' }))
    const [ack] = seen.acks
    expect(ack?.processed).toBe(3)
    expect(ack?.refused).toEqual([[1, expect.objectContaining({ code: 'ERR_UNHANDLED_EVENT' })]])
    expect(ack?.refused?.[0]?.[1].message).toContain('nobody knows')
    expect(ack?.failures).toBeUndefined()
  })

  it('reports a guard that throws as a failure of its event', () => {
    const guarded = setup({}).createMachine({
      on: {
        go: {
          guard: () => {
            throw new RangeError('in a guard')
          },
        },
      },
    })
    const { transport, seen } = opened(createActor(guarded).start())
    transport.write(frameOf(0, { type: 'go' }))
    expect(seen.acks[0]?.failures).toEqual([
      [0, expect.objectContaining({ message: expect.stringContaining('in a guard') })],
    ])
    expect(seen.log).toEqual(['ack 1', 'down crashed'])
  })

  it('takes every event of logic that cannot tell beforehand as handled', () => {
    const { transport, seen } = opened(createActor(fromTransition((s: number) => s + 1, 0)).start())
    transport.write(frameOf(0, { type: 'anything' }))
    expect(seen.acks[0]?.refused).toBeUndefined()
  })

  it('reports an action that throws as a failure of its event, then the end of the actor, and starts nothing after it', () => {
    const actor = createActor(counter).start()
    const { transport, seen } = opened(actor)
    transport.write(frameOf(0, { type: 'add' }, { type: 'boom' }, { type: 'add' }, { type: 'add' }))
    expect(seen.log).toEqual(['ack 2', 'down crashed'])
    expect(seen.acks[0]?.failures).toEqual([
      [1, expect.objectContaining({ name: 'RangeError', message: 'in an action' })],
    ])
    expect(transport.progress?.()).toEqual({ started: 2, finished: 2 })
    expect(transport.write(frameOf(4, { type: 'add' }))).toEqual({ ok: false, reason: 'closed' })
  })

  it('acknowledges the event that ends the actor, then tells of the end', () => {
    const { transport, seen } = opened(createActor(counter).start())
    transport.write(frameOf(0, { type: 'end' }, { type: 'add' }))
    expect(seen.log).toEqual(['ack 1', 'down exit'])
    expect(seen.downs).toEqual([{ kind: 'exit', code: 0 }])
    expect(transport.progress?.()).toEqual({ started: 1, finished: 1 })
  })

  it.each<[string, () => AnyActorRef, DownReason]>([
    ['stopped', () => createActor(counter).start().stop(), { kind: 'closed' }],
    [
      'done',
      () => {
        const actor = createActor(counter).start()
        actor.send({ type: 'end' })
        return actor
      },
      { kind: 'exit', code: 0 },
    ],
    [
      'in error',
      () => {
        const actor = createActor(counter).start()
        actor.subscribe({ error: () => {} })
        actor.send({ type: 'boom' })
        return actor
      },
      { kind: 'crashed', error: expect.any(RangeError) },
    ],
  ])('refuses an actor that is %s, and tells its end at once to those who watch late', (_name, make, reason) => {
    const actor = make()
    const { transport, seen } = opened(actor)
    expect(transport.write(frameOf(0, { type: 'add' }))).toEqual({ ok: false, reason: 'closed' })
    expect(seen.downs).toEqual([reason])
    expect(adapter.liveness(actor as unknown as XStateActor)).toBe('down')
    const watched: DownReason[] = []
    adapter.watch(actor as unknown as XStateActor, env, found => watched.push(found))
    expect(watched).toEqual([reason])
  })

  it('tells watchers of a stop once, and not at all once they have turned away', () => {
    const actor = createActor(counter).start()
    const kept: DownReason[] = []
    const gone: DownReason[] = []
    adapter.watch(actor as unknown as XStateActor, env, reason => kept.push(reason))
    adapter.watch(actor as unknown as XStateActor, env, reason => gone.push(reason))?.[Symbol.dispose]()
    actor.stop()
    actor.stop()
    expect(kept).toEqual([{ kind: 'closed' }])
    expect(gone).toEqual([])
  })

  it('keeps a message unacknowledged that an actor in the middle of a macrostep has only queued', () => {
    let transport!: Transport
    const log: string[] = []
    const busy = setup({}).createMachine({
      on: {
        outer: {
          actions: () => {
            transport.write(frameOf(0, { type: 'inner' }))
            log.push('outer ends')
          },
        },
        inner: { actions: () => void log.push('inner') },
      },
    })
    const actor = createActor(busy).start()
    const found = opened(actor)
    transport = found.transport
    transport.onAck(ack => log.push(`ack ${ack.processed}`))
    actor.send({ type: 'outer' })
    expect(log).toEqual(['ack 0', 'outer ends', 'inner', 'ack 1'])
  })

  it('acknowledges what was sent before the start only after the start', () => {
    const actor = createActor(counter)
    const { transport, seen } = opened(actor)
    transport.write(frameOf(0, { type: 'add' }, { type: 'add' }))
    expect(seen.acks.at(-1)?.processed).toBe(0)
    actor.start()
    expect(seen.acks.at(-1)?.processed).toBe(2)
    expect(actor.getSnapshot().context.count).toBe(2)
  })

  it('refuses what is no event before anything is sent', () => {
    const actor = createActor(counter).start()
    const { transport } = opened(actor)
    for (const body of ['add', null, 7, { kind: 'add' }]) {
      expect(transport.write(frameOf(0, { type: 'add' }, body))).toMatchObject({
        ok: false,
        reason: 'not_serializable',
        index: 1,
      })
    }
    expect(actor.getSnapshot().context.count).toBe(0)
  })

  it('skips holes', () => {
    const actor = createActor(counter).start()
    const { transport, seen } = opened(actor)
    transport.write({ ...frameOf(0, undefined, { type: 'add' }), holes: [0] })
    expect(seen.acks.at(-1)).toMatchObject({ processed: 2 })
    expect(actor.getSnapshot().context.count).toBe(1)
  })

  it('leaves no observer behind', async () => {
    const actor = createActor(counter).start()
    const observers = (actor as unknown as { observers: Set<unknown> }).observers
    const { transport } = opened(actor)
    const watch = adapter.watch(actor as unknown as XStateActor, env, () => {})
    expect(observers.size).toBe(2)
    watch?.[Symbol.dispose]()
    await transport[Symbol.asyncDispose]()
    expect(observers.size).toBe(0)
  })

  it('delivers to children of a machine, which only their parent can stop', () => {
    const heard: string[] = []
    const child = fromCallback(({ receive }) => receive(event => heard.push(event.type)))
    const parent = createActor(
      setup({ actors: { child } }).createMachine({
        initial: 'on',
        states: {
          on: {
            invoke: { src: 'child', id: 'kid' },
            on: { off: 'off', relay: { actions: sendTo('kid', { type: 'relayed' }) } },
          },
          off: {},
        },
      }),
    ).start()
    const kid = parent.getSnapshot().children.kid!
    const { transport, seen } = opened(kid)
    transport.write(frameOf(0, { type: 'direct' }))
    parent.send({ type: 'relay' })
    parent.send({ type: 'off' })
    expect(heard).toEqual(['direct', 'relayed'])
    expect(seen.log).toEqual(['ack 1', 'down closed'])
  })
})
