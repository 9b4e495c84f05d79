import { describe, expect, test } from 'vitest'
import { BroadcastFailedError, InvalidOptionError, UnknownRecipientError } from '../../src/core/errors.js'
import type { SendResult } from '../../src/core/results.js'
import { createDeadLetterQueue } from '../../src/dead-letters/index.js'
import { spawnActor } from '../../src/transports/actor.js'
import { gate, lab, quiet } from './fixtures.js'

describe('broadcast', () => {
  const live = () => spawnActor(() => {})
  const dead = () => {
    const actor = live()
    actor.stop()
    return actor
  }

  test('best effort tries everybody at once and keeps every result with id and meta', async () => {
    await using at = lab()
    const result = await at.send.broadcastSupervised(
      [{ id: 'a', target: live(), meta: { zone: 1 } }, ['b', dead()], live(), 'nobody'],
      'news',
      quiet,
    )
    expect(result.status).toBe('partial_failure')
    expect(result.delivered.map(({ id }) => id)).toEqual(['a', 2])
    expect(result.delivered[0]!.meta).toEqual({ zone: 1 })
    expect((result as { failed: readonly { id: unknown; result: SendResult }[] }).failed.map(({ id }) => id)).toEqual([
      'b',
      'nobody',
    ])
  })

  test('all or nothing sends to nobody if somebody is known to be down', async () => {
    await using at = lab()
    let received = 0
    const counting = spawnActor(() => void received++)
    const result = await at.send.broadcastSupervised([counting, dead()], 'news', {
      ...quiet,
      strategy: 'all_or_nothing',
    })
    expect(result).toMatchObject({ status: 'not_sent', blocked: [{ id: 1, result: { reason: 'down' } }] })
    expect(received).toBe(0)
    await expect(
      at.send.broadcastSupervised([counting, live()], 'news', { strategy: 'all_or_nothing' }),
    ).resolves.toMatchObject({ status: 'ok' })
  })

  test('all or nothing sends to nobody if somebody is known to have no room, and nobody waits for it', async () => {
    await using at = lab({ window: 1 })
    let received = 0
    const counting = spawnActor(() => void received++)
    const work = gate()
    const full = spawnActor(() => work.promise)
    const strategy = 'all_or_nothing' as const
    const first = at.send.sendSupervised(full, 1, { stage: 'processed' })
    await at.clock.advance(1)
    const refused = await at.send.broadcastSupervised([counting, full], 'news', {
      ...quiet,
      strategy,
      overflow: 'reject',
    })
    expect(refused).toMatchObject({ status: 'not_sent', blocked: [{ id: 1, result: { reason: 'buffer_full' } }] })
    // A post cannot wait.
    expect(at.send.postBroadcast([counting, full], 'news', { ...quiet, strategy })).toEqual([-1, -1])
    expect(received).toBe(0)
    const waits = at.send.broadcastSupervised([counting, full], 'news', { strategy })
    work.open()
    await at.clock.advance(1)
    await expect(waits).resolves.toMatchObject({ status: 'ok' })
    expect(received).toBe(1)
    await first
  })

  test('posted, all or nothing: each loss has its own reason, also where recipients bear one id', async () => {
    await using at = lab()
    const recipients = [
      { id: 'twin', target: dead() },
      { id: 'twin', target: live() },
    ]
    at.send.postBroadcast(recipients, 1, { strategy: 'all_or_nothing' })
    expect(at.log.map(({ fields }) => fields.reason)).toEqual(['down', 'aborted'])
  })

  test('at least one is ok with one, all_failed with none; nobody to send to is ok', async () => {
    await using at = lab()
    const strategy = 'at_least_one' as const
    const one = await at.send.broadcastSupervised([dead(), live()], 1, { ...quiet, strategy })
    expect([one.status, one.delivered.length]).toEqual(['ok', 1])
    const none = await at.send.broadcastSupervised([dead(), dead()], 1, { ...quiet, strategy })
    expect(none.status).toBe('all_failed')
    await expect(at.send.broadcastSupervised([], 1, { strategy })).resolves.toMatchObject({ status: 'ok' })
  })

  test('raise throws once, after all have been tried; a recipient listed twice gets one message', async () => {
    await using at = lab()
    let received = 0
    const counting = spawnActor(() => void received++)
    const raising = at.send.broadcastSupervised([dead(), counting, counting], 1, { onError: 'raise' })
    await expect(raising).rejects.toThrow(BroadcastFailedError)
    expect(received).toBe(1)
  })

  test('posted: everybody has it when the call returns, once each, and losses go where onError says', async () => {
    await using at = lab()
    const seen: string[] = []
    const [left, right] = ['left', 'right'].map(name => spawnActor(() => void seen.push(name)))
    const numbers = at.send.postBroadcast([left!, { id: 'r', target: right! }, ['again', left!], dead(), 'nobody'], 1)
    expect(seen).toEqual(['left', 'right'])
    expect(numbers).toEqual([0, 0, 0, 0, 0])
    await at.send.drain()
    expect(at.send.getStats()).toMatchObject({ sent: 4, delivered: 2, undelivered: 2 })
    expect(at.log.map(({ message, fields }) => [message, fields.reason])).toEqual([
      ['supervised send failed', 'down'],
      ['supervised send failed', 'noproc'],
    ])
  })

  test('posted, all or nothing: with somebody down nobody has it, and everybody’s message is kept', async () => {
    const deadLetters = createDeadLetterQueue()
    await using at = lab({ deadLetters })
    let received = 0
    const counting = spawnActor(() => void received++)
    const options = { strategy: 'all_or_nothing', onError: 'deadLetter' } as const
    expect(at.send.postBroadcast([counting, dead()], 'news', options)).toEqual([-1, -1])
    expect(received).toBe(0)
    const { items } = await deadLetters.listMessages()
    expect(items.map(({ reason }) => reason).sort()).toEqual(['aborted', 'down'])
    expect(at.send.getStats()).toMatchObject({ sent: 2, undelivered: 2, rejected: 2 })
    expect(at.send.postBroadcast([counting, live()], 'news', options)).toEqual([0, 0])
    expect(received).toBe(1)
    await deadLetters[Symbol.asyncDispose]()
  })

  test('posted with raise: nobody is there to catch, so the loss is in the log', async () => {
    await using at = lab()
    at.send.postBroadcast([dead()], 1, { onError: 'raise', strategy: 'at_least_one' })
    at.send.postSupervised(dead(), 1, { onError: 'raise' })
    expect(at.log.map(({ message }) => message)).toEqual(['supervised send failed', 'supervised send failed'])
  })

  test('posted: wrong input is thrown at once, and nobody has been sent to', async () => {
    await using at = lab()
    let received = 0
    const counting = spawnActor(() => void received++)
    const post = (recipients: unknown, options?: unknown) => () =>
      at.send.postBroadcast(recipients as never, 1, options as never)
    expect(post([counting, {}])).toThrow(UnknownRecipientError)
    expect(post([counting], { strategy: 'most' })).toThrow(InvalidOptionError)
    expect(post([counting], { concurrency: 4 })).toThrow(InvalidOptionError)
    expect(post(counting)).toThrow(InvalidOptionError)
    expect(received).toBe(0)
    await at.send[Symbol.asyncDispose]()
    expect(post([counting, counting])()).toEqual([-1, -1])
  })

  test('each entry of a recipient listed twice gets the one result', async () => {
    await using at = lab()
    const actor = spawnActor(() => {})
    const result = await at.send.broadcastSupervised([{ id: 'a', target: actor }, ['b', actor, 'meta']], 1)
    expect(result.delivered.map(({ id, meta }) => [id, meta])).toEqual([
      ['a', undefined],
      ['b', 'meta'],
    ])
    expect(at.send.getStats().sent).toBe(1)
  })

  test('takes as long as the slowest, not as the sum', async () => {
    await using at = lab()
    const hang = () => spawnActor(() => new Promise(() => {}))
    const result = at.send.broadcastSupervised([hang(), hang(), hang()], 1, {
      ...quiet,
      stage: 'processed',
      timeout: 200,
    })
    await at.clock.advance(200)
    await expect(result).resolves.toMatchObject({ status: 'all_failed' })
  })
})
