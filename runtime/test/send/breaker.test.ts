import { describe, expect, test } from 'vitest'
import { CircuitOpenError } from '../../src/core/errors.js'
import { spawnActor } from '../../src/transports/actor.js'
import { lab, quiet } from './fixtures.js'

describe('25: the circuit breaker', () => {
  const never = { ...quiet, stage: 'processed', timeout: 10 } as const

  test('opens after five timeouts in a row, refuses at once with retryAt, lets one probe through after 30 s', async () => {
    await using at = lab()
    const states: string[] = []
    at.telemetry.subscribe('otp.circuit_breaker.state_changed', ({ previous, state }) =>
      states.push(`${previous} ${state}`),
    )
    let hangs = true
    const actor = spawnActor(() => new Promise(resolve => !hangs && setImmediate(resolve)))
    for (let n = 0; n < 5; n++) {
      const sent = at.send.sendSupervised(actor, n, never)
      await at.clock.advance(10)
      await expect(sent).resolves.toMatchObject({ reason: 'timeout' })
    }
    const refused = await at.send.sendSupervised(actor, 5, never)
    expect(refused).toMatchObject({ status: 'undelivered', reason: 'circuit_open', retryAt: at.clock.now() + 30_000 })
    await expect(at.send.call(actor, 5)).rejects.toThrow(CircuitOpenError)
    expect(at.send.channel(actor).state).toBe('circuit_open')
    expect(Object.values(at.send.getStats().circuits)).toEqual(['open'])
    await at.clock.advance(30_000)
    hangs = false
    const slow = { ...quiet, stage: 'processed' } as const
    const results = await Promise.all(Array.from({ length: 1000 }, (_, n) => at.send.sendSupervised(actor, n, slow)))
    expect(results.filter(({ status }) => status === 'delivered')).toHaveLength(1)
    expect(results.filter(result => result.status === 'undelivered' && result.reason === 'circuit_open')).toHaveLength(
      999,
    )
    await expect(at.send.sendSupervised(actor, 1)).resolves.toMatchObject({ status: 'delivered' })
    expect(states).toEqual(['closed open', 'open half_open', 'half_open closed'])
  })

  test('stops a retry loop', async () => {
    await using at = lab({ breaker: { consecutive: 2 } })
    const actor = spawnActor(() => new Promise(() => {}))
    const looping = at.send.sendSupervised(actor, 1, { ...never, retries: 100, retryUnknown: true, backoff: 1 })
    await at.clock.advance(1000)
    const result = await looping
    expect(result.attempts).toBeLessThan(4)
    expect(at.send.channel(actor).state).toBe('circuit_open')
  })

  test('a success in between starts the count again; a failing handler is no failing recipient', async () => {
    await using at = lab({ breaker: { consecutive: 2 } })
    const actor = spawnActor<string>(message => {
      if (message === 'hang') return new Promise(() => {})
      if (message === 'fail') throw new Error('no')
      return undefined
    })
    for (const message of ['hang', 'ok', 'hang', 'fail', 'fail', 'fail', 'ok']) {
      const sent = at.send.sendSupervised(actor, message, never)
      await at.clock.advance(10)
      await sent
    }
    expect(at.send.channel(actor).state).toBe('open')
  })

  test('a probe that says nothing of the recipient makes way for the next', async () => {
    await using at = lab({ breaker: { consecutive: 1 } })
    let hangs = true
    const actor = spawnActor(() => new Promise(resolve => !hangs && setImmediate(resolve)))
    const first = at.send.sendSupervised(actor, 1, never)
    await at.clock.advance(30_010)
    await first
    const controller = new AbortController()
    const probe = at.send.sendSupervised(actor, 2, { ...quiet, stage: 'processed', signal: controller.signal })
    await at.clock.settle()
    controller.abort()
    await expect(probe).resolves.toMatchObject({ status: 'unknown', reason: 'aborted' })
    hangs = false
    await expect(at.send.sendSupervised(actor, 3)).resolves.toMatchObject({ status: 'delivered' })
    expect(at.send.channel(actor).state).toBe('open')
  })

  test('is shown for each recipient, also for two that are described alike', async () => {
    await using at = lab({ breaker: { consecutive: 1 } })
    const [hangs, works] = [new Promise(() => {}), undefined].map(value => spawnActor(() => value, { name: 'twin' }))
    const sent = at.send.sendSupervised(hangs!, 1, never)
    await at.clock.advance(10)
    await sent
    await at.send.sendSupervised(works!, 1)
    expect(at.send.getStats().circuits).toEqual({ twin: 'open', 'twin (2)': 'closed' })
  })

  test('can be turned off', async () => {
    await using at = lab({ breaker: false })
    const actor = spawnActor(() => new Promise(() => {}))
    for (let n = 0; n < 20; n++) {
      const sent = at.send.sendSupervised(actor, n, never)
      await at.clock.advance(10)
      await expect(sent).resolves.toMatchObject({ status: 'unknown', reason: 'timeout' })
    }
  })
})
