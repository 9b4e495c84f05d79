import { describe, expect, test } from 'vitest'
import { ClosedError, InvalidOptionError, UnknownRecipientError } from '../../src/core/errors.js'
import type { SendOptions } from '../../src/core/options.js'
import { createSupervisedSend } from '../../src/supervised-send.js'
import { spawnActor } from '../../src/transports/actor.js'
import { gate, lab, quiet } from './fixtures.js'

describe('bad input', () => {
  test.each<[string, unknown]>([
    ['options.windw', { windw: 5 }],
    ['options', 5],
    ['batch.maxDelay', { batch: { max: 8, maxDelay: 'later' } }],
    ['breaker', { breaker: true }],
    ['breaker.failures', { breaker: { failures: 3 } }],
    ['redact', { redact: 'all' }],
    ['options.tiemout', { defaults: { tiemout: 5 } }],
  ])('a sender with a wrong %s is not made', (option, options) => {
    expect(() => createSupervisedSend(options as never)).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_OPTION', option }),
    )
  })

  test('an actor needs a handler', () => {
    expect(() => spawnActor('no' as never)).toThrow(InvalidOptionError)
  })

  test.each<[string, SendOptions]>([
    ['timeout NaN', { timeout: Number.NaN }],
    ['timeout negative', { timeout: -1 }],
    ['retries fractional', { retries: 1.5 }],
    ['retries Infinity', { retries: Number.POSITIVE_INFINITY }],
    ['backoff NaN', { backoff: Number.NaN }],
    ['backoff kind', { backoff: { kind: 'fibonacci' as never, initial: 1 } }],
    ['backoff factor', { backoff: { kind: 'exponential', initial: 1, factor: '2' as never } }],
    ['deadline NaN', { deadline: Number.NaN }],
    ['stage', { stage: 'stored' as never }],
    ['onError', { onError: 'explode' as never }],
    ['overflow', { overflow: 'spill' as never }],
    ['signal', { signal: {} as never }],
    ['isolate', { isolate: 'yes' as never }],
    ['retryUnknown', { retryUnknown: 1 as never }],
    ['metadata', { metadata: [] as never }],
    ['an option that does not exist', { timeuot: 5 } as never],
  ])('%s is an InvalidOptionError, and nothing is sent', async (_name, options) => {
    await using at = lab()
    let received = 0
    const actor = spawnActor(() => void received++)
    await expect(at.send.sendSupervised(actor, 1, options)).rejects.toThrow(InvalidOptionError)
    expect(() => at.send.postSupervised(actor, 1, options)).toThrow(InvalidOptionError)
    await expect(at.send.call(actor, 1, options)).rejects.toThrow(InvalidOptionError)
    await expect(at.send.broadcastSupervised([actor], 1, options)).rejects.toThrow(InvalidOptionError)
    await at.clock.advance(1)
    expect(received).toBe(0)
  })

  test.each([[undefined], [null], [42], [{}], [() => {}]])(
    'the recipient %s is an UnknownRecipientError',
    async target => {
      await using at = lab()
      await expect(at.send.sendSupervised(target as never, 1)).rejects.toThrow(UnknownRecipientError)
      expect(() => at.send.channel(target as never)).toThrow(UnknownRecipientError)
    },
  )

  test('disposing of a channel does not bar its recipient from other sends', async () => {
    await using at = lab()
    const seen: number[] = []
    const actor = spawnActor((n: number) => void seen.push(n))
    {
      await using channel = at.send.channel(actor, { timeout: 100 })
      channel.post(1)
    }
    await expect(at.send.sendSupervised(actor, 2)).resolves.toMatchObject({ status: 'delivered' })
    expect(seen).toEqual([1, 2])
  })

  test('after dispose: results say closed, call throws ClosedError, and what was in flight has settled', async () => {
    const at = lab()
    const actor = spawnActor(async () => 'done')
    const inFlight = at.send.sendSupervised(actor, 1, { stage: 'processed' })
    const channel = at.send.channel(actor)
    await at.send[Symbol.asyncDispose]()
    await expect(inFlight).resolves.toMatchObject({ status: 'delivered' })
    await expect(at.send.sendSupervised(actor, 2, quiet)).resolves.toMatchObject({
      status: 'undelivered',
      reason: 'closed',
    })
    await expect(channel.send(3, quiet)).resolves.toMatchObject({ status: 'undelivered', reason: 'closed' })
    await expect(at.send.call(actor, 4)).rejects.toThrow(ClosedError)
    await expect(channel.ready()).rejects.toThrow(ClosedError)
    expect(at.send.postSupervised(actor, 5)).toBe(-1)
    await at.send[Symbol.asyncDispose]()
    expect(at.wheel.size).toBe(0)
  })

  test('drain says what is left when its time is over', async () => {
    await using at = lab()
    const hold = gate()
    const actor = spawnActor(() => hold.promise)
    const sent = at.send.sendSupervised(actor, 1, { stage: 'processed' })
    const drained = at.send.drain({ timeout: 100 })
    await at.clock.advance(100)
    await expect(drained).resolves.toEqual({ drained: false, inFlight: 1, unknown: 0 })
    hold.open()
    await sent
    await expect(at.send.drain()).resolves.toEqual({ drained: true, inFlight: 0, unknown: 0 })
  })
})
