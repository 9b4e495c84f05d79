import { once } from 'node:events'
import { createServer } from 'node:net'
import { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../src/core/clock.js'
import { InvalidOptionError } from '../../src/core/errors.js'
import { silentLogger } from '../../src/core/logger.js'
import type { BroadcastResult, SendResult } from '../../src/core/results.js'
import { createTimerWheel } from '../../src/core/wheel.js'
import { createSupervisedSend } from '../../src/supervised-send.js'
import '../../src/testing-vitest.js'
import { activeResources, assertQuiet, leftovers } from '../../src/testing/quiet.js'
import { SimulatedClock } from '../../src/testing/simulated-clock.js'
import { spawnActor } from '../../src/transports/actor.js'

const base = { seq: 1, attempts: 1 }
const delivered: SendResult = { status: 'delivered', stage: 'received', ...base }
const undelivered: SendResult = { status: 'undelivered', reason: 'down', ...base }
const unknown: SendResult = { status: 'unknown', reason: 'timeout', ...base }
const failed: SendResult = {
  status: 'failed',
  reason: 'handler_error',
  error: { name: 'RangeError', message: 'too far', code: 'E_FAR' },
  ...base,
}

function messageOf(assertion: () => void): string {
  try {
    assertion()
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('the assertion passed')
}

describe('the matchers', () => {
  it('tell the four outcomes apart', () => {
    expect(delivered).toBeDelivered()
    expect(delivered).toBeDelivered('handed_over')
    expect(delivered).toBeDelivered('received')
    expect(delivered).not.toBeDelivered('processed')
    expect(undelivered).toBeUndelivered('down')
    expect(undelivered).not.toBeUndelivered('closed')
    expect(unknown).toBeUnknown()
    expect(unknown).not.toBeUnknown('aborted')
    for (const error of [undefined, 'RangeError', 'E_FAR', 'far']) expect(failed).toHaveFailed(error)
    expect(failed).not.toHaveFailed('TypeError')
    for (const other of [undelivered, unknown, failed]) expect(other).not.toBeDelivered()
  })

  it('say what was found instead', () => {
    expect(messageOf(() => expect(undelivered).toBeDelivered('received'))).toBe(
      'expected the send to be delivered, at least received, but it was undelivered (down)',
    )
    expect(messageOf(() => expect(delivered).not.toBeDelivered())).toContain('not to be delivered')
    expect(messageOf(() => expect(failed).toBeUnknown())).toContain('failed (RangeError: too far)')
  })

  it('reject what is no result, with .not as well: a forgotten await must not pass', () => {
    expect(messageOf(() => expect(Promise.resolve(delivered)).toBeDelivered())).toContain('await the send first')
    expect(messageOf(() => expect(Promise.resolve(delivered)).not.toBeDelivered())).toContain('await the send first')
    expect(messageOf(() => expect(Promise.resolve()).not.toHaveReachedAll())).toContain('await the send first')
    for (const value of [undefined, null, 1, {}]) {
      expect(() => expect(value).not.toBeUnknown()).toThrow(TypeError)
      expect(() => expect(value).not.toHaveReachedAll()).toThrow(TypeError)
      expect(() => expect(value).not.toBeQuiet()).toThrow(TypeError)
    }
  })

  it('reject a slip, which would pass whatever there is to see', () => {
    expect(() => expect(delivered).toBeDelivered('procesed' as never)).toThrow(InvalidOptionError)
    const monitors = { getStats: () => ({ active: 1, byTag: { link: 1 } }) }
    expect(() => expect({ monitor: monitors }).toBeQuiet()).toThrow(InvalidOptionError)
  })

  it('name whom a broadcast has missed', () => {
    const ok: BroadcastResult = { status: 'ok', delivered: [{ id: 'a', result: delivered }], failed: [] }
    const partial: BroadcastResult = {
      status: 'partial_failure',
      delivered: [],
      failed: [{ id: 'b', result: undelivered }],
    }
    expect(ok).toHaveReachedAll()
    const one: BroadcastResult = { ...partial, status: 'ok', delivered: [{ id: 'a', result: delivered }] }
    expect(messageOf(() => expect(one).toHaveReachedAll())).toContain('missed: b')
    expect(messageOf(() => expect(partial).toHaveReachedAll())).toContain('missed: b (undelivered (down))')
    const blocked: BroadcastResult = { status: 'not_sent', delivered: [], blocked: [{ id: 'c', result: undelivered }] }
    expect(messageOf(() => expect(blocked).toHaveReachedAll())).toContain('not_sent; missed: c')
  })
})

describe('assertQuiet', () => {
  it('finds what is in flight, and the timeout that watches it', async () => {
    const clock = new SimulatedClock()
    const wheel = createTimerWheel(clock)
    const sender = createSupervisedSend({ clock, wheel, logger: silentLogger })
    const parts = { sender, wheel, clock }
    let finish!: () => void
    const actor = spawnActor(
      () =>
        new Promise<void>(resolve => {
          finish = resolve
        }),
    )
    const sent = sender.sendSupervised(actor, 'x', { stage: 'processed' })
    await clock.settle()
    expect(leftovers(parts)).toEqual([
      expect.stringMatching(/^1 messages in flight/),
      expect.stringMatching(/timer wheel/),
    ])
    await expect(assertQuiet(parts)).rejects.toThrow('left behind: 1 messages in flight')
    expect(messageOf(() => expect(parts).toBeQuiet())).toContain('in flight')
    finish()
    await clock.settle()
    expect(await sent).toBeDelivered('processed')
    await clock.settle()
    await assertQuiet(parts)
    expect(parts).toBeQuiet()
    await sender[Symbol.asyncDispose]()
  })

  it('finds monitors by their tags', () => {
    const monitors = { getStats: () => ({ active: 3, byTag: { link: 2, worker: 1, gone: 0 } }) }
    expect(leftovers({ monitors })).toEqual(['3 monitors (link: 2, worker: 1)'])
  })

  it('finds a handle that was opened and not closed, and waits for one that is closing', async () => {
    const resources = activeResources()
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    await expect(assertQuiet({}, { resources, grace: 20 })).rejects.toThrow('an active TCPServerWrap')
    server.close()
    await assertQuiet({}, { resources })
    const worker = new Worker('setInterval(() => {}, 1000)', { eval: true })
    worker.on('message', () => {})
    await expect(assertQuiet({}, { resources, grace: 20 })).rejects.toThrow('an active MessagePort')
    void worker.terminate()
    await assertQuiet({}, { resources })
  })

  it('is quiet about a wheel that is empty', async () => {
    await assertQuiet({ wheel: createTimerWheel(systemClock) })
  })
})
