/** Timeouts of calls by recipient and message, through SupervisedSend. */
import { afterEach, expect, it } from 'vitest'
import { createEnv } from '../../src/core/env.js'
import { silentLogger } from '../../src/core/logger.js'
import type { SendOptions } from '../../src/core/options.js'
import type { TargetAdapter } from '../../src/core/transport.js'
import { createRuntime, type Runtime, spawnActor } from '../../src/index.js'
import { SimulatedClock } from '../../src/testing/simulated-clock.js'

let runtime: Runtime
afterEach(() => runtime[Symbol.asyncDispose]())

function start(options: Parameters<typeof createRuntime>[0] = {}): SimulatedClock {
  const clock = new SimulatedClock()
  const rules = { services: { store: 200 }, patterns: { 'store:*': 50 } } as const
  runtime = createRuntime({ ...createEnv({ clock, logger: silentLogger }), timeouts: { rules }, ...options })
  return clock
}

async function timeoutOf(
  clock: SimulatedClock,
  target: Parameters<Runtime['send']['call']>[0],
  message: unknown,
): Promise<number> {
  const call = runtime.send.call(target, message as never).catch((error: { timeoutMs: number }) => error.timeoutMs)
  await clock.advance(100_000)
  return (await call) as number
}

it('a call without a timeout of its own has that of its recipient’s name, its request, or the default (G 102)', async () => {
  const clock = start()
  const silent = spawnActor(() => new Promise(() => {}))
  runtime.names.register('store', silent)
  expect(await timeoutOf(clock, 'store', { type: 'put' })).toBe(200)
  expect(await timeoutOf(clock, silent, { type: 'put' })).toBe(200)
  expect(await timeoutOf(clock, silent, ['store', 'get'])).toBe(50)
  expect(await timeoutOf(clock, silent, ['batch', 1])).toBe(30_000)
  expect(
    await timeoutOf(
      clock,
      spawnActor(() => new Promise(() => {})),
      {},
    ),
  ).toBe(5_000)
})

it('an override at run time holds for the next call', async () => {
  const clock = start()
  const silent = spawnActor(() => new Promise(() => {}))
  runtime.names.register('store', silent)
  const override = runtime.timeouts.setTimeout('store', 7)
  expect(await timeoutOf(clock, 'store', {})).toBe(7)
  override[Symbol.dispose]()
  expect(await timeoutOf(clock, 'store', {})).toBe(200)
})

it('a timeout that was said to SupervisedSend or to the call is stronger', async () => {
  const clock = start({ send: { defaults: { timeout: 33 } } })
  const silent = spawnActor(() => new Promise(() => {}))
  expect(await timeoutOf(clock, silent, ['batch', 1])).toBe(33)
  const call = runtime.send.call(silent, 1, { timeout: 11 }).catch((error: { timeoutMs: number }) => error.timeoutMs)
  await clock.advance(11)
  expect(await call).toBe(11)
})

/** Takes everything and never says a word again. */
const silence: TargetAdapter<{ silent: true }> = {
  name: 'silence',
  accepts: (target): target is { silent: true } => (target as { silent?: unknown }).silent === true,
  liveness: () => 'alive',
  watch: () => undefined,
  open: () => ({
    id: 'silence',
    capabilities: {
      ackStages: ['handed_over', 'received'],
      ordered: true,
      batching: false,
      transferables: false,
      downDetection: 'none',
      crashFence: false,
      clones: 'reference',
    },
    write: () => ({ ok: true, pressure: 'ok' }),
    onAck: () => ({ [Symbol.dispose]() {} }),
    onDown: () => ({ [Symbol.dispose]() {} }),
    async [Symbol.asyncDispose]() {},
  }),
}

it('an override holds for the next send as well, also one that is shorter than what is under way', async () => {
  const clock = start({ adapters: [silence] })
  const target = { silent: true } as const
  const ends: [string, number][] = []
  const began = clock.now()
  const send = (name: string, options?: SendOptions): void => {
    void runtime.send.sendSupervised(target, name as never, options).then(result => {
      ends.push([name, clock.now() - began])
      expect(result).toMatchObject({ status: 'unknown', reason: 'timeout', attempts: 1 })
    })
  }
  send('usual')
  const override = runtime.timeouts.setTimeout('supervised_send', 70)
  send('shorter')
  send('shorter, with options', { metadata: {} })
  override[Symbol.dispose]()
  send('usual again')
  await clock.advance(10_000)
  expect(ends.sort(([, a], [, b]) => a - b).sort(([a], [b]) => (a < b ? -1 : 1))).toEqual([
    ['shorter', 70],
    ['shorter, with options', 70],
    ['usual', 5000],
    ['usual again', 5000],
  ])
})
