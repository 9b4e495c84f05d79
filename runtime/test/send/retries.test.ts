import { describe, expect, test } from 'vitest'
import type { SendOptions } from '../../src/core/options.js'
import { createNameRegistry } from '../../src/names/registry.js'
import { spawnActor } from '../../src/transports/actor.js'
import { gate, lab, quiet } from './fixtures.js'

describe('retries', () => {
  test('wait with backoff for a name to be registered, keep the order, and count each message once', async () => {
    const names = createNameRegistry()
    await using at = lab({ names })
    const retries: unknown[] = []
    at.telemetry.subscribe('otp.supervised_send.retry', fields => retries.push(fields))
    const seen: number[] = []
    const options: SendOptions = { retries: 5, backoff: { kind: 'exponential', initial: 100, jitter: 'none' } }
    const results = [1, 2, 3].map(n => at.send.sendSupervised('late', n, options))
    await at.clock.advance(650)
    names.register(
      'late',
      spawnActor<number>(n => void seen.push(n)),
    )
    results.push(at.send.sendSupervised('late', 4))
    await at.clock.advance(1000)
    expect((await Promise.all(results)).map(({ status }) => status)).toEqual(Array(4).fill('delivered'))
    expect(seen).toEqual([1, 2, 3, 4])
    expect(at.send.getStats()).toMatchObject({ sent: 4, delivered: 4 })
    expect(retries[0]).toMatchObject({ attempt: 1, max: 5, delay: 100, reason: 'noproc', recipient: 'late' })
  })

  test.each([
    { retries: 1100, backoff: 0 },
    { retries: 5, backoff: { kind: 'exponential', initial: 0, factor: 1e300 } },
  ] as const)('are as many as were asked for where no delay grows without end: $backoff', async options => {
    await using at = lab()
    const sent = at.send.sendSupervised('nobody', 1, { ...quiet, ...options, timeout: Number.POSITIVE_INFINITY })
    await at.clock.runAll()
    await expect(sent).resolves.toMatchObject({ reason: 'noproc', attempts: options.retries + 1 })
  })

  test('a message with no attempts left is not held by one that waits for its next', async () => {
    await using at = lab()
    const patient = at.send.sendSupervised('nobody', 1, {
      ...quiet,
      retries: 1,
      backoff: { kind: 'constant', initial: 1000 },
    })
    const hasty = at.send.sendSupervised('nobody', 2, quiet)
    await expect(hasty).resolves.toMatchObject({ reason: 'noproc' })
    await at.clock.advance(1000)
    await expect(patient).resolves.toMatchObject({ reason: 'noproc', attempts: 2 })
  })

  test('a failed handler is run again only if retryOn says so, before anything behind it', async () => {
    await using at = lab()
    const seen: string[] = []
    let failures = 2
    const actor = spawnActor<string>(message => {
      seen.push(message)
      if (message === 'flaky' && failures-- > 0) throw new Error('not yet')
    })
    const retrying: SendOptions = { ...quiet, retries: 3, backoff: 10, retryOn: result => result.status === 'failed' }
    const results = Promise.all([
      at.send.sendSupervised(actor, 'before'),
      at.send.sendSupervised(actor, 'flaky', retrying),
      at.send.sendSupervised(actor, 'behind'),
    ])
    await at.clock.advance(1000)
    expect((await results).map(({ status, attempts }) => [status, attempts])).toEqual([
      ['delivered', 1],
      ['delivered', 3],
      ['delivered', 1],
    ])
    expect(seen).toEqual(['before', 'flaky', 'flaky', 'flaky', 'behind'])
    await expect(at.send.sendSupervised(actor, 'ok')).resolves.toMatchObject({ status: 'delivered' })
    failures = 1
    await expect(at.send.sendSupervised(actor, 'flaky', { ...quiet, retries: 3 })).resolves.toMatchObject({
      status: 'failed',
      error: { message: 'not yet' },
    })
  })

  test('what is unknown is sent again only with retryUnknown, and a handler that is still at it is not run twice', async () => {
    await using at = lab()
    const work = gate()
    let runs = 0
    const actor = spawnActor(() => {
      runs++
      return work.promise
    })
    const options: SendOptions = {
      ...quiet,
      stage: 'processed',
      timeout: 100,
      retries: 3,
      backoff: { kind: 'constant', initial: 50 },
    }
    const given = at.send.sendSupervised(actor, 1, options)
    await at.clock.advance(100)
    await expect(given).resolves.toMatchObject({ status: 'unknown', attempts: 1 })
    const again = at.send.sendSupervised(actor, 2, { ...options, retryUnknown: true })
    await at.clock.advance(200)
    work.open()
    await at.clock.advance(100)
    await expect(again).resolves.toMatchObject({ status: 'delivered', attempts: 2 })
    expect(runs).toBe(2)
  })

  test('the plan’s flaky server: restarted under its name, it gets the message until the third attempt', async () => {
    const names = createNameRegistry({ isDown: recipient => !isAlive(recipient) })
    await using at = lab({ names })
    let attempts = 0
    const alive = new WeakSet<object>()
    function isAlive(recipient: object): boolean {
      return alive.has(recipient)
    }
    function startFlaky(): void {
      const flaky = spawnActor(() => {
        attempts++
        if (attempts <= 2) {
          alive.delete(flaky)
          flaky.stop({ kind: 'crashed', error: new Error('induced failure') })
          startFlaky()
          throw new Error('induced failure')
        }
      })
      alive.add(flaky)
      names.register('flaky', flaky)
    }
    startFlaky()
    const result = at.send.sendSupervised(
      'flaky',
      { process: 'data' },
      { retries: 3, backoff: 10, retryOn: () => true },
    )
    await at.clock.advance(1000)
    await expect(result).resolves.toMatchObject({ status: 'delivered' })
    expect(attempts).toBe(3)
  })
})
