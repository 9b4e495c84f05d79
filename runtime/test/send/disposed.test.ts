/** After disposal a send is a loss like any other: it has a result, is counted, and goes where `onError` says. */
import { describe, expect, test } from 'vitest'
import { ClosedError, SendFailedError, UnknownRecipientError } from '../../src/core/errors.js'
import { silentLogger } from '../../src/core/logger.js'
import { createDeadLetterQueue } from '../../src/dead-letters/index.js'
import { createRuntime } from '../../src/runtime.js'
import { SimulatedClock } from '../../src/testing/simulated-clock.js'
import { spawnActor } from '../../src/transports/actor.js'
import { gate, lab } from './fixtures.js'

describe.each(['that was sent to before', 'that was not'])('to a recipient %s', which => {
  const known = which === 'that was sent to before'

  test('each loss is logged, kept, or left alone, as onError says', async () => {
    const clock = new SimulatedClock()
    await using deadLetters = createDeadLetterQueue({ clock })
    await using at = lab({ clock, deadLetters })
    const actor = spawnActor(() => {})
    if (known) await at.send.sendSupervised(actor, 'before')
    await at.send[Symbol.asyncDispose]()
    const closed = { status: 'undelivered', reason: 'closed', attempts: 0 }
    await expect(at.send.sendSupervised(actor, 1)).resolves.toMatchObject(closed)
    await expect(at.send.sendSupervised(actor, 2, { onError: 'deadLetter' })).resolves.toMatchObject(closed)
    await expect(at.send.sendSupervised(actor, 3, { onError: 'ignore' })).resolves.toMatchObject(closed)
    expect(at.send.postSupervised(actor, 4)).toBe(-1)
    expect(at.send.postSupervised(actor, 5, { onError: 'deadLetter' })).toBe(-1)
    expect(at.send.postBroadcast([actor], 6)).toEqual([-1])
    await expect(at.send.broadcastSupervised([actor], 7, { strategy: 'all_or_nothing' })).resolves.toMatchObject({
      status: 'all_failed',
    })
    expect(at.log.map(({ fields }) => fields.reason)).toEqual(['closed', 'closed', 'closed', 'closed'])
    const { items } = await deadLetters.listMessages()
    expect(items.map(({ message, reason }) => [message, reason])).toEqual([
      [2, 'closed'],
      [5, 'closed'],
    ])
    expect(at.send.getStats()).toMatchObject({ undelivered: 7, rejected: 7 })
  })

  test('raise rejects as it does for every loss, by option or by default; a call throws ClosedError', async () => {
    await using at = lab({ defaults: { onError: 'raise' } })
    const actor = spawnActor(() => {})
    if (known) await at.send.sendSupervised(actor, 'before')
    await at.send[Symbol.asyncDispose]()
    await expect(at.send.sendSupervised(actor, 1)).rejects.toBeInstanceOf(SendFailedError)
    await expect(at.send.sendSupervised(actor, 1, { onError: 'raise' })).rejects.toBeInstanceOf(SendFailedError)
    await expect(at.send.call(actor, 1)).rejects.toBeInstanceOf(ClosedError)
    expect(at.send.channel(actor).state).toBe('closed')
    await expect(at.send.sendSupervised({} as never, 1)).rejects.toBeInstanceOf(UnknownRecipientError)
  })
})

test('while what is in flight comes to its end nothing new is taken, also by channels that were there before', async () => {
  await using at = lab()
  const { promise, open } = gate()
  const seen: unknown[] = []
  const actor = spawnActor(message => {
    seen.push(message)
    return promise
  })
  const channel = at.send.channel(actor)
  const first = channel.send('first', { stage: 'processed' })
  const disposed = at.send[Symbol.asyncDispose]()
  expect(channel).toMatchObject({ state: 'closed', writable: false })
  expect(channel.post('second', { onError: 'ignore' })).toBe(-1)
  await expect(channel.ready()).rejects.toBeInstanceOf(ClosedError)
  open()
  await disposed
  await expect(first).resolves.toMatchObject({ status: 'delivered', stage: 'processed' })
  expect(seen).toEqual(['first'])
})

test('who disposes a second time waits as well, so that what fails meanwhile still becomes a dead letter', async () => {
  const clock = new SimulatedClock()
  const runtime = createRuntime({ clock, logger: silentLogger })
  const stuck = spawnActor(() => new Promise(() => {}))
  const sent = runtime.send.sendSupervised(stuck, 1, { stage: 'processed', timeout: 100, onError: 'deadLetter' })
  await clock.advance(1)
  const over: string[] = []
  const disposed = ['first', 'second'].map(name => runtime[Symbol.asyncDispose]().then(() => over.push(name)))
  const letters = runtime.deadLetters
  await clock.advance(50)
  expect(over).toEqual([])
  await clock.advance(100)
  await Promise.all(disposed)
  await expect(sent).resolves.toMatchObject({ status: 'unknown', reason: 'timeout' })
  expect(letters.getStats()).toMatchObject({ added: 1, dropped: 0 })
})

test('two streams into one window lose nothing: each waits until there is room for itself', async () => {
  await using at = lab({ window: 1 })
  const gates: (() => void)[] = []
  const seen: unknown[] = []
  const actor = spawnActor(message => {
    seen.push(message)
    return new Promise<void>(resolve => gates.push(resolve))
  })
  const channel = at.send.channel(actor, { stage: 'processed' })
  const writers = [channel.toWritable().getWriter(), channel.toWritable().getWriter()]
  const all = Promise.all(writers.flatMap((writer, n) => [0, 1, 2].map(m => writer.write(`${n}.${m}`))))
  for (let step = 0; step < 6; step++) {
    await at.clock.advance(1)
    gates.shift()?.()
  }
  await all
  await at.clock.advance(1)
  gates.shift()?.()
  await at.clock.advance(1)
  expect(seen.toSorted()).toEqual(['0.0', '0.1', '0.2', '1.0', '1.1', '1.2'])
  expect(at.send.getStats()).toMatchObject({ delivered: 6, undelivered: 0 })
})
