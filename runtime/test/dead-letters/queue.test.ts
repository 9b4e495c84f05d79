import { describe, expect, it } from 'vitest'
import type { DeadLetterFilter } from '../../src/dead-letters/contracts.js'
import { createDeadLetterQueue, createMemoryStore } from '../../src/dead-letters/index.js'
import { recorded } from '../monitors/fixtures.js'
import { balance, delivered, ids, messages, setup, undelivered, worker } from './fixtures.js'

const minutes = 60_000

describe('adding', () => {
  it('gives a result, and keeps what happened (B 39, 41)', async () => {
    const { queue, clock, telemetry } = setup()
    const added = recorded(telemetry, 'otp.dead_letter_queue.message_added')
    const result = await queue.addMessage('worker', { type: 'job' }, 'timeout', { job: 7 }, { certainty: 'unknown' })
    expect(result).toMatchObject({ status: 'stored', durable: false })
    const [entry] = (await queue.listMessages()).items
    expect(entry).toEqual({
      id: (result as { id: string }).id,
      recipient: { kind: 'name', name: 'worker' },
      message: { type: 'job' },
      reason: 'timeout',
      certainty: 'unknown',
      metadata: { job: 7 },
      attempts: 0,
      firstFailure: clock.wall(),
      lastAttempt: clock.wall(),
      nextAttempt: clock.wall() + 5 * minutes,
      state: 'pending',
    })
    expect(added).toEqual([{ count: 1, reason: 'timeout', recipient: 'name:worker' }])
    expect(await queue.getMessage(entry!.id)).toEqual(entry)
    expect(await queue.getMessage('nobody')).toBeUndefined()
  })

  it('keeps recipients as addresses: names, addresses, and objects that resolve while they live (B 37)', async () => {
    const sent: unknown[] = []
    const { queue } = setup({
      resolve: undefined as never,
      send: async target => {
        sent.push(target)
        return delivered
      },
    })
    const object = { post: () => {} }
    await queue.addMessage(object, 1, 'down')
    await queue.addMessage('somebody', 2, 'down')
    await queue.addMessage({ kind: 'name', name: 'else' }, 3, 'down')
    const { items } = await queue.listMessages()
    expect(items.map(entry => entry.recipient.kind)).toEqual(['object', 'name', 'name'])
    expect(items.every(entry => typeof entry.recipient.name === 'string')).toBe(true)
    expect((await queue.retryMessages()).map(outcome => outcome.status)).toEqual([
      'redelivered',
      'unresolvable',
      'unresolvable',
    ])
    expect(sent).toEqual([object])
  })

  it('commits the letters of a tick together, and those that come meanwhile together again', async () => {
    const store = createMemoryStore()
    const commits: number[] = []
    let release: (() => void) | undefined
    const append = store.append.bind(store)
    store.append = async entries => {
      commits.push(entries.length)
      if (commits.length === 1) await new Promise<void>(resolve => (release = resolve))
      return append(entries)
    }
    const { queue } = setup({ store, limit: 10_000 })
    const first = Array.from({ length: 500 }, (_, i) => queue.addMessage(worker, i, 'down'))
    await Promise.resolve()
    await Promise.resolve()
    const second = Array.from({ length: 300 }, (_, i) => queue.addMessage(worker, i, 'down'))
    release!()
    await Promise.all([...first, ...second])
    expect(commits).toEqual([500, 300])
    expect(queue.getStats()).toMatchObject({ size: 800, added: 800 })
  })

  it('keeps one letter per idempotency key while it is there', async () => {
    const { queue } = setup()
    const add = (): ReturnType<typeof queue.addMessage> =>
      queue.addMessage(worker, 1, 'down', {}, { idempotencyKey: 'order 12' })
    const [first, second] = await Promise.all([add(), add()])
    expect(second).toEqual({ status: 'duplicate', id: (first as { id: string }).id })
    await queue.purgeMessages()
    expect((await add()).status).toBe('stored')
    expect(queue.getStats()).toMatchObject({ size: 1, added: 2, duplicates: 1, purged: 1 })
  })

  it.each([
    [[null, 1, 'r'], 'recipient'],
    [['', 1, 'r'], 'recipient'],
    [[7, 1, 'r'], 'recipient'],
    [['w', 1, ''], 'reason'],
    [['w', 1, undefined], 'reason'],
    [['w', 1, 'r', 'metadata'], 'metadata'],
  ])('refuses %j with a typed error', async (args, option) => {
    const { queue } = setup()
    const add = queue.addMessage.bind(queue) as (...all: unknown[]) => Promise<unknown>
    await expect(add(...args)).rejects.toMatchObject({ code: 'ERR_INVALID_OPTION', option })
    expect(queue.getStats().added).toBe(0)
  })

  it('refuses what its store cannot keep, and counts it', async () => {
    const { queue, telemetry } = setup({ store: { ...wrap(createMemoryStore()), keeps: 'json' } })
    const dropped = recorded(telemetry, 'otp.dead_letter_queue.message_dropped')
    expect(await queue.addMessage(worker, { big: 1n }, 'down')).toEqual({
      status: 'dropped',
      reason: 'not_serializable',
    })
    expect(await queue.addMessage(worker, new Map(), 'down')).toMatchObject({ status: 'dropped' })
    expect((await queue.addMessage(worker, { fine: [1, 'a', null] }, 'down')).status).toBe('stored')
    expect(dropped).toHaveLength(2)
    expect(queue.getStats()).toMatchObject({ dropped: 2, added: 1, size: 1 })
    const cloning = setup({ store: { ...wrap(createMemoryStore()), keeps: 'structured' } }).queue
    const message = { list: [1] }
    expect((await cloning.addMessage(worker, message, 'down')).status).toBe('stored')
    message.list.push(2)
    expect(await messages(cloning)).toEqual([{ list: [1] }])
    expect(await cloning.addMessage(worker, () => {}, 'down')).toEqual({
      status: 'dropped',
      reason: 'not_serializable',
    })
  })
})

/** A store's methods as own properties, so that one can be replaced. */
function wrap(store: ReturnType<typeof createMemoryStore>): ReturnType<typeof createMemoryStore> {
  return {
    durable: store.durable,
    shared: store.shared,
    keeps: store.keeps,
    append: entries => store.append(entries),
    lease: request => store.lease(request),
    settle: (settlements, owner) => store.settle(settlements, owner),
    remove: all => store.remove(all),
    get: id => store.get(id),
    scan: (cursor, limit) => store.scan(cursor, limit),
    count: () => store.count(),
    nextDue: () => store.nextDue!(),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  }
}

describe('the limit (B 35)', () => {
  it('gives up the oldest by default, counted and announced', async () => {
    const { queue, telemetry, logger } = setup({ limit: 3 })
    const dropped = recorded(telemetry, 'otp.dead_letter_queue.message_dropped')
    for (let i = 0; i < 5; i++) await queue.addMessage(worker, i, 'down')
    expect(await messages(queue)).toEqual([2, 3, 4])
    expect(queue.getStats()).toMatchObject({ size: 3, added: 5, dropped: 2 })
    expect(dropped).toEqual([
      { count: 1, reason: 'full', recipient: 'name:worker' },
      { count: 1, reason: 'full', recipient: 'name:worker' },
    ])
    expect(logger.lines.filter(line => line.level === 'warn')).toHaveLength(2)
  })

  it('holds within one tick too, and says who was given up', async () => {
    const { queue } = setup({ limit: 3 })
    const results = await Promise.all([0, 1, 2, 3, 4].map(i => queue.addMessage(worker, i, 'down')))
    expect(results.map(result => result.status)).toEqual(['dropped', 'dropped', 'stored', 'stored', 'stored'])
    expect(await messages(queue)).toEqual([2, 3, 4])
  })

  it('refuses newcomers, or rejects them, where that was chosen', async () => {
    const newest = setup({ limit: 2, overflow: 'dropNewest' }).queue
    const results = await Promise.all([0, 1, 2].map(i => newest.addMessage(worker, i, 'down')))
    expect(results[2]).toEqual({ status: 'dropped', reason: 'full' })
    expect(await messages(newest)).toEqual([0, 1])
    expect(newest.getStats()).toMatchObject({ size: 2, added: 2, dropped: 1 })
    const reject = setup({ limit: 1, overflow: 'reject' }).queue
    await reject.addMessage(worker, 0, 'down')
    await expect(reject.addMessage(worker, 1, 'down')).rejects.toMatchObject({
      code: 'ERR_QUEUE_FULL',
      retryable: true,
    })
    expect(reject.getStats()).toMatchObject({ size: 1, dropped: 1 })
  })

  it('is 1000 unless something else is said', async () => {
    const { queue } = setup()
    await Promise.all(Array.from({ length: 1500 }, (_, i) => queue.addMessage(worker, i, 'down')))
    expect(queue.getStats()).toMatchObject({ size: 1000, dropped: 500 })
  })
})

describe('retrying by hand', () => {
  it('sends again, in order, with what was kept, and removes what was delivered', async () => {
    const { queue, sent, telemetry } = setup()
    const events = recorded(telemetry, 'otp.dead_letter_queue.message_delivered')
    for (let i = 0; i < 3; i++) await queue.addMessage(worker, i, 'down')
    const outcomes = await queue.retryMessages()
    expect(outcomes.map(outcome => outcome.status)).toEqual(['redelivered', 'redelivered', 'redelivered'])
    expect(sent).toEqual([0, 1, 2])
    expect(await messages(queue)).toEqual([])
    expect(queue.getStats()).toMatchObject({ size: 0, retried: 3, redelivered: 3 })
    expect(events).toHaveLength(3)
    expect(events[0]).toMatchObject({ count: 1, attempts: 1, recipient: 'name:worker' })
  })

  it('sends to recipients side by side, to each one after the other', async () => {
    const world = setup({ retryConcurrency: 2 })
    const running = new Set<string>()
    let most = 0
    const order: string[] = []
    world.answers = async message => {
      const [recipient] = (message as string).split(' ')
      expect(running.has(recipient!)).toBe(false)
      running.add(recipient!)
      most = Math.max(most, running.size)
      await Promise.resolve()
      running.delete(recipient!)
      order.push(message as string)
      return delivered
    }
    for (const name of ['a', 'b', 'c']) {
      for (let i = 0; i < 3; i++) await world.queue.addMessage(name, `${name} ${i}`, 'down')
    }
    await world.queue.retryMessages()
    expect(most).toBe(2)
    for (const name of ['a', 'b', 'c']) {
      expect(order.filter(each => each.startsWith(name))).toEqual([`${name} 0`, `${name} 1`, `${name} 2`])
    }
  })

  it('counts failures, puts the next attempt off, and ends in `exhausted`, which is final (B 34)', async () => {
    const world = setup({ maxAttempts: 3, backoff: { kind: 'linear', initial: 100 } })
    const { queue, clock, telemetry, sent } = world
    const exhausted = recorded(telemetry, 'otp.dead_letter_queue.message_exhausted')
    world.answers = () => undelivered('noproc')
    await queue.addMessage(worker, 1, 'down')
    const [id] = await ids(queue)
    expect(await queue.retryMessages()).toEqual([
      { id, status: 'failed', reason: 'noproc', attempts: 1, nextAttempt: clock.wall() + 200 },
    ])
    expect(await queue.retryMessages()).toMatchObject([{ status: 'failed', attempts: 2 }])
    expect(await queue.retryMessages()).toEqual([{ id, status: 'exhausted', reason: 'noproc' }])
    expect(await queue.retryMessages()).toEqual([{ id, status: 'exhausted' }])
    expect(sent).toHaveLength(3)
    expect(await queue.getMessage(id!)).toMatchObject({ state: 'exhausted', attempts: 3, nextAttempt: null })
    expect(queue.getStats()).toMatchObject({ size: 1, exhausted: 1, retried: 3 })
    expect(exhausted).toMatchObject([{ id, attempts: 3 }])
    await clock.advance(60 * minutes)
    expect(sent).toHaveLength(3)
    world.answers = () => delivered
    expect(await queue.retryMessages({ ids: [id!] }, { includeExhausted: true })).toEqual([
      { id, status: 'redelivered' },
    ])
  })

  it('gives up at once what can never be sent', async () => {
    const world = setup()
    world.answers = () => undelivered('not_serializable')
    await world.queue.addMessage(worker, 1, 'down')
    expect(await world.queue.retryMessages()).toMatchObject([{ status: 'exhausted', reason: 'not_serializable' }])
  })

  it('does not count an attempt where nothing was sent: the circuit is open', async () => {
    const world = setup({ maxAttempts: 2 })
    world.answers = () => undelivered('circuit_open')
    await world.queue.addMessage(worker, 1, 'down')
    for (let i = 0; i < 5; i++) {
      expect(await world.queue.retryMessages()).toMatchObject([
        { status: 'failed', reason: 'circuit_open', attempts: 0 },
      ])
    }
  })

  it('says `unresolvable` of a recipient that is gone for good, until it is exhausted (fault 30)', async () => {
    const { queue, sent } = setup({ resolve: () => undefined, maxAttempts: 2 })
    await queue.addMessage('gone', 1, 'down')
    expect(await queue.retryMessages()).toMatchObject([{ status: 'unresolvable', attempts: 1 }])
    expect(await queue.retryMessages()).toMatchObject([{ status: 'exhausted', reason: 'unresolvable' }])
    expect(sent).toEqual([])
  })

  it('takes a sender or resolver that throws for a failure', async () => {
    const world = setup({
      resolve: address => {
        if (address.name === 'bad') throw new Error('resolver')
        return {}
      },
      send: () => {
        throw new Error('sender')
      },
    })
    await world.queue.addMessage('good', 1, 'down')
    await world.queue.addMessage('bad', 2, 'down')
    expect(await world.queue.retryMessages()).toMatchObject([
      { status: 'failed', reason: 'handler_error' },
      { status: 'unresolvable' },
    ])
  })

  it('waits no longer than `attemptTimeout` for a sender that never answers (B 32)', async () => {
    const world = setup({ attemptTimeout: 1000 })
    world.answers = () => new Promise(() => {})
    await world.queue.addMessage(worker, 1, 'down')
    const outcomes = world.queue.retryMessages()
    await world.clock.advance(1000)
    expect(await outcomes).toMatchObject([{ status: 'failed', reason: 'timeout', attempts: 1 }])
  })

  it('stops at the signal and leaves the rest as it was', async () => {
    const world = setup()
    const controller = new AbortController()
    world.answers = message => {
      if (message === 1) controller.abort()
      return delivered
    }
    for (let i = 0; i < 4; i++) await world.queue.addMessage(worker, i, 'down')
    const before = (await world.queue.listMessages()).items[3]
    const outcomes = await world.queue.retryMessages('all', { signal: controller.signal })
    // Letter 1 was on its way when the signal came: its fate is not known, so it stays.
    expect(outcomes.map(outcome => outcome.status)).toEqual(['redelivered', 'failed'])
    expect(await messages(world.queue)).toEqual([1, 2, 3])
    expect(await world.queue.getMessage(before!.id)).toEqual(before)
  })

  it('tries no more than `limit`', async () => {
    const { queue, sent } = setup()
    for (let i = 0; i < 5; i++) await queue.addMessage(worker, i, 'down')
    expect(await queue.retryMessages('all', { limit: 2 })).toHaveLength(2)
    expect(sent).toEqual([0, 1])
  })

  it('needs something to send with: given, or attached later', async () => {
    const { queue } = setup({ send: undefined as never })
    await queue.addMessage(worker, 1, 'down')
    await expect(queue.retryMessages()).rejects.toMatchObject({ code: 'ERR_INVALID_OPTION', option: 'send' })
    const attached = queue.sendThrough(async () => delivered)
    expect(await queue.retryMessages()).toMatchObject([{ status: 'redelivered' }])
    attached[Symbol.dispose]()
    await expect(queue.retryMessages()).rejects.toMatchObject({ option: 'send' })
  })
})

describe('leases (fault 30)', () => {
  it('let one of two runs have each letter; the other says so and does not wait', async () => {
    const world = setup()
    let release!: () => void
    const held = new Promise<void>(resolve => (release = resolve))
    world.answers = async () => {
      await held
      return delivered
    }
    await world.queue.addMessage(worker, 1, 'down')
    const [id] = await ids(world.queue)
    const first = world.queue.retryMessages()
    await world.clock.settle()
    expect(await world.queue.getMessage(id!)).toMatchObject({ state: 'leased' })
    expect(await world.queue.retryMessages()).toEqual([{ id, status: 'leased_elsewhere' }])
    release()
    expect(await first).toEqual([{ id, status: 'redelivered' }])
    expect(world.sent).toEqual([1])
  })

  it('let a handler retry from within a redelivery: no deadlock', async () => {
    const world = setup()
    let inner: unknown
    world.answers = async () => {
      inner ??= await world.queue.retryMessages()
      return delivered
    }
    await world.queue.addMessage('a', 1, 'down')
    await world.queue.addMessage('b', 2, 'down')
    await world.queue.retryMessages()
    expect(inner).toMatchObject([{ status: 'leased_elsewhere' }, { status: 'leased_elsewhere' }])
    expect(world.queue.getStats()).toMatchObject({ size: 0, redelivered: 2 })
  })

  it('make one winner per letter when two queues retry from one store', async () => {
    const store = createMemoryStore({ shared: true })
    const [a, b] = [setup({ store }), setup({ store })]
    await Promise.all(Array.from({ length: 50 }, (_, i) => a.queue.addMessage(`r${i % 7}`, i, 'down')))
    const outcomes = (await Promise.all([a.queue.retryMessages(), b.queue.retryMessages()])).flat()
    const redelivered = outcomes.filter(outcome => outcome.status === 'redelivered').map(outcome => outcome.id)
    expect(redelivered).toHaveLength(50)
    expect(new Set(redelivered).size).toBe(50)
    expect([...a.sent, ...b.sent].sort((x, y) => Number(x) - Number(y))).toEqual(
      Array.from({ length: 50 }, (_, i) => i),
    )
    expect(a.sent.length + b.sent.length).toBe(50)
  })

  it('run out: letters of a process that died in the middle are handed out again', async () => {
    const store = createMemoryStore({ shared: true })
    const { queue, clock, sent } = setup({ store })
    await queue.addMessage(worker, 1, 'down')
    await store.lease({
      owner: 'dead process',
      now: clock.wall(),
      until: clock.wall() + 1000,
      limit: 10,
      ids: await ids(queue),
    })
    expect(await queue.retryMessages()).toMatchObject([{ status: 'leased_elsewhere' }])
    await clock.advance(1000)
    expect(await queue.retryMessages()).toMatchObject([{ status: 'redelivered' }])
    expect(sent).toEqual([1])
  })

  it('that run out while slow letters wait for their turn are asked for again: nothing is sent twice', async () => {
    const store = createMemoryStore({ shared: true })
    const world = setup({ store, attemptTimeout: 1000 })
    const other = setup({ store })
    world.answers = () => new Promise(resolve => void world.clock.setTimer(900, () => resolve(delivered)))
    for (let i = 0; i < 10; i++) await world.queue.addMessage(worker, i, 'down')
    const run = world.queue.retryMessages()
    for (let i = 0; i < 3; i++) {
      await world.clock.advance(900)
      await other.clock.advance(900)
    }
    // The leases of those that wait ran out after 2000 ms.
    await other.queue.retryMessages({ where: entry => (entry.message as number) >= 7 })
    expect(other.sent).toEqual([7, 8, 9])
    await world.clock.advance(10_000)
    expect((await run).map(outcome => outcome.status)).toEqual([
      ...Array.from({ length: 7 }, () => 'redelivered'),
      ...Array.from({ length: 3 }, () => 'leased_elsewhere'),
    ])
    expect(world.sent).toEqual([0, 1, 2, 3, 4, 5, 6])
  })
})

describe('the periodic retry', () => {
  it('comes after five minutes, not ten (B 38), does not call itself to death (B 31), and tries five times', async () => {
    const world = setup()
    world.answers = () => undelivered('down')
    await world.clock.advance(10_000)
    await world.queue.addMessage(worker, 1, 'down')
    await world.clock.advance(5 * minutes - 1)
    expect(world.sent).toHaveLength(0)
    await world.clock.advance(1)
    expect(world.sent).toHaveLength(1)
    await world.clock.advance(60 * minutes)
    expect(world.sent).toHaveLength(5)
    expect(world.queue.getStats()).toMatchObject({ exhausted: 1, size: 1 })
  })

  it('delivers once the recipient is back', async () => {
    const world = setup()
    world.answers = () => undelivered('noproc')
    await world.queue.addMessage(worker, 1, 'down')
    await world.clock.advance(5 * minutes)
    world.answers = () => delivered
    await world.clock.advance(5 * minutes)
    expect(world.queue.getStats()).toMatchObject({ size: 0, retried: 2, redelivered: 1 })
  })

  it('does not overlap with itself, however slow a run is', async () => {
    const world = setup({ attemptTimeout: 60 * minutes })
    let running = 0
    world.answers = async () => {
      expect(++running).toBe(1)
      await new Promise<void>(resolve => void world.clock.setTimer(12 * minutes, resolve))
      running--
      return undelivered('down')
    }
    await world.queue.addMessage(worker, 1, 'down')
    await world.clock.advance(60 * minutes)
    expect(world.sent.length).toBeGreaterThan(1)
  })

  it('follows the backoff that was chosen', async () => {
    const world = setup({ backoff: { kind: 'exponential', initial: 1000, factor: 2, max: 1e6, jitter: 'none' } })
    const at: number[] = []
    world.answers = () => {
      at.push(world.clock.now())
      return undelivered('down')
    }
    await world.queue.addMessage(worker, 1, 'down')
    await world.clock.advance(60_000)
    expect(at).toEqual([1000, 3000, 7000, 15_000, 31_000])
  })

  it('keeps to elapsed time when the system’s clock jumps back (fault 30)', async () => {
    const world = setup()
    await world.queue.addMessage(worker, 1, 'down')
    world.clock.jumpWall(-60 * minutes)
    await world.clock.advance(5 * minutes)
    expect(world.sent).toEqual([1])
  })

  it('lets no letter expire when the system’s clock jumps ahead', async () => {
    const world = setup()
    await world.queue.addMessage(worker, 1, 'down')
    world.clock.jumpWall(30 * 24 * 60 * minutes)
    expect(await messages(world.queue)).toEqual([1])
    expect(world.queue.getStats()).toMatchObject({ expired: 0, oldestAge: 0 })
  })

  it('finds letters that came during a run, though the store cannot say what is due next', async () => {
    const store = wrap(createMemoryStore())
    delete (store as { nextDue?: unknown }).nextDue
    const world = setup({ store, attemptTimeout: 10 * minutes })
    world.answers = () => new Promise(resolve => void world.clock.setTimer(minutes, () => resolve(delivered)))
    await world.queue.addMessage(worker, 'first', 'down')
    await world.clock.advance(5 * minutes + 1000)
    await world.queue.addMessage(worker, 'during', 'down')
    await world.clock.advance(5 * minutes)
    expect(world.sent).toEqual(['first', 'during'])
    await world.clock.advance(minutes)
  })

  it('tries each letter once a run, even with no backoff at all', async () => {
    const world = setup({
      backoff: { kind: 'constant', initial: 0 },
      maxAttempts: 100,
      retryInterval: Number.POSITIVE_INFINITY,
    })
    world.answers = () => {
      // Time goes on, so that what has failed is due again at once.
      world.clock.advanceSync(5)
      return undelivered('down')
    }
    for (let i = 0; i < 3; i++) await world.queue.addMessage(worker, i, 'down')
    world.clock.advanceSync(1)
    const outcomes = await world.queue.retryMessages('due')
    expect(outcomes.map(outcome => outcome.status)).toEqual(['failed', 'failed', 'failed'])
    const { items } = await world.queue.listMessages()
    expect(items.map(entry => [entry.state, entry.attempts])).toEqual([
      ['pending', 1],
      ['pending', 1],
      ['pending', 1],
    ])
    await world.queue.purgeMessages()
  })

  it('tries letters from a future that never came: the clock was set back while the program was down', async () => {
    const store = createMemoryStore({ shared: true })
    const before = setup({ store })
    before.clock.jumpWall(60 * minutes)
    const ahead = createDeadLetterQueue({ store, clock: before.clock, telemetry: before.telemetry })
    await ahead.addMessage(worker, 'from the future', 'down')
    await ahead[Symbol.asyncDispose]()
    const after = setup({ store })
    await after.clock.advance(5 * minutes)
    expect(after.sent).toEqual(['from the future'])
  })

  it('has no timer without letters, and none at all with an interval of Infinity', async () => {
    const { queue, clock } = setup()
    expect(clock.pending.timers).toBe(0)
    await queue.addMessage(worker, 1, 'down')
    expect(clock.pending.timers).toBe(1)
    await queue.purgeMessages()
    await clock.runAll()
    expect(clock.pending.timers).toBe(0)
    const never = setup({ retryInterval: Number.POSITIVE_INFINITY })
    await never.queue.addMessage(worker, 1, 'down')
    expect(never.clock.pending.timers).toBe(0)
  })

  it('leaves letters alone whose handler may have run, where that was chosen', async () => {
    const careful = setup({ retryUnknown: false })
    const eager = setup()
    for (const { queue, clock } of [careful, eager]) {
      await queue.addMessage(worker, 'may have run', 'timeout', {}, { certainty: 'unknown' })
      await queue.addMessage(worker, 'has not', 'noproc')
      await clock.advance(5 * minutes)
    }
    expect(careful.sent).toEqual(['has not'])
    expect(eager.sent).toEqual(['may have run', 'has not'])
    expect(await careful.queue.retryMessages()).toMatchObject([{ status: 'redelivered' }])
  })

  it('leaves letters alone that are kept for inspection only', async () => {
    const world = setup()
    const { queue, clock, sent } = world
    await queue.addMessage(worker, 1, 'late reply', {}, { retry: false })
    await clock.advance(60 * minutes)
    expect(sent).toEqual([])
    expect((await queue.listMessages()).total).toBe(1)
    world.answers = () => undelivered('down')
    expect(await queue.retryMessages()).toMatchObject([{ status: 'failed', attempts: 1, nextAttempt: null }])
    await clock.advance(60 * minutes)
    expect(sent).toEqual([1])
  })
})

describe('looking at letters', () => {
  it('lists in order of arrival (B 30, 36), by page, with the total', async () => {
    const { queue } = setup()
    for (let i = 0; i < 7; i++) await queue.addMessage(worker, i, 'down')
    const first = await queue.listMessages({ limit: 3 })
    expect(first).toMatchObject({ total: 7, items: [{ message: 0 }, { message: 1 }, { message: 2 }] })
    await queue.purgeMessages({ ids: [first.items[2]!.id] })
    const second = await queue.listMessages({ limit: 3, cursor: first.next! })
    expect(second.items.map(entry => entry.message)).toEqual([3, 4, 5])
    const third = await queue.listMessages({ limit: 3, cursor: second.next! })
    expect(third.items.map(entry => entry.message)).toEqual([6])
    expect(third.next).toBeUndefined()
    expect((await queue.listMessages(2)).items).toHaveLength(2)
    await expect(queue.listMessages({ limit: 0 })).rejects.toMatchObject({ code: 'ERR_INVALID_OPTION' })
  })

  it('iterates over all of them while they come and go', async () => {
    const { queue } = setup()
    for (let i = 0; i < 250; i++) await queue.addMessage(worker, i, 'down')
    const seen: unknown[] = []
    for await (const entry of queue) {
      seen.push(entry.message)
      await queue.purgeMessages({ ids: [entry.id] })
    }
    expect(seen).toEqual(Array.from({ length: 250 }, (_, i) => i))
    expect(queue.getStats().size).toBe(0)
  })

  const filters: [DeadLetterFilter, number[]][] = [
    ['all', [0, 1, 2, 3]],
    ['due', [0, 1]],
    [{}, [0, 1, 2, 3]],
    [{ recipient: 'a' }, [0, 2]],
    [{ recipient: 'name:b' }, [1, 3]],
    [{ reason: 'timeout' }, [1]],
    [{ olderThan: 100 }, [0, 1]],
    [{ attemptsAtLeast: 1 }, [3]],
    [{ state: 'pending', recipient: 'b' }, [1, 3]],
    [{ where: entry => (entry.message as number) > 1 }, [2, 3]],
    [{ recipient: 'a', where: entry => entry.metadata.urgent === true }, [2]],
  ]
  it.each(filters)('lists, retries and purges by %o (B 33)', async (filter, expected) => {
    for (const verb of ['list', 'retry', 'purge'] as const) {
      const world = setup({ backoff: 1000, random: { next: () => 1 }, retryInterval: Number.POSITIVE_INFINITY })
      const { queue, clock } = world
      await queue.addMessage('a', 0, 'down')
      await queue.addMessage('b', 1, 'timeout')
      await clock.advance(1000)
      await queue.addMessage('a', 2, 'down', { urgent: true })
      await queue.addMessage('b', 3, 'down')
      world.answers = () => undelivered('down')
      await queue.retryMessages({ where: entry => entry.message === 3 })
      world.answers = () => delivered
      world.sent.length = 0
      if (verb === 'list') {
        const { items, total } = await queue.listMessages({ filter })
        expect(items.map(entry => entry.message)).toEqual(expected)
        expect(total).toBe(expected.length)
      } else if (verb === 'retry') {
        expect(await queue.retryMessages(filter)).toHaveLength(expected.length)
        expect([...world.sent].sort()).toEqual(expected)
      } else {
        expect(await queue.purgeMessages(filter)).toEqual({ purged: expected.length })
        expect(await messages(queue)).toEqual([0, 1, 2, 3].filter(i => !expected.includes(i)))
      }
    }
  })

  it.each([
    ['auto', 'filter'],
    [null, 'filter'],
    [7, 'filter'],
    [{ recipients: 'a' }, 'filter.recipients'],
    [{ recipient: 7 }, 'filter.recipient'],
    [{ olderThan: Number.NaN }, 'filter.olderThan'],
    [{ attemptsAtLeast: -1 }, 'filter.attemptsAtLeast'],
    [{ ids: 'x' }, 'filter.ids'],
    [{ where: 'x' }, 'filter.where'],
  ])('refuses the filter %j with a typed error, and lives on (B 33)', async (filter, option) => {
    const { queue } = setup()
    await queue.addMessage(worker, 1, 'down')
    const wrong = { code: 'ERR_INVALID_OPTION', option }
    await expect(queue.listMessages({ filter: filter as never })).rejects.toMatchObject(wrong)
    await expect(queue.retryMessages(filter as never)).rejects.toMatchObject(wrong)
    await expect(queue.purgeMessages(filter as never)).rejects.toMatchObject(wrong)
    expect(queue.getStats().size).toBe(1)
  })

  it('redacts payloads on request, and never logs them (B 42)', async () => {
    const { queue, logger, sent } = setup({ redact: () => '***' })
    await queue.addMessage(worker, { type: 'login', password: 'hunter2' }, 'down')
    const [entry] = (await queue.listMessages()).items
    expect(entry!.message).toBe('***')
    expect((await queue.getMessage(entry!.id))!.message).toBe('***')
    for await (const each of queue) expect(each.message).toBe('***')
    expect((await queue.getMessage(entry!.id, { reveal: true }))!.message).toMatchObject({ password: 'hunter2' })
    expect((await queue.listMessages({ reveal: true })).items[0]!.message).toMatchObject({ password: 'hunter2' })
    await queue.retryMessages()
    expect(sent).toEqual([{ type: 'login', password: 'hunter2' }])
    expect(JSON.stringify(logger.lines)).not.toContain('hunter2')
    expect(logger.lines[0]).toMatchObject({ level: 'info', fields: { messageType: 'login', reason: 'down' } })
  })
})

describe('expiry', () => {
  it('removes what is too old, exhausted or not, counted and announced (B 34)', async () => {
    const world = setup({ maxAge: 20 * minutes, maxAttempts: 1 })
    const purged = recorded(world.telemetry, 'otp.dead_letter_queue.messages_purged')
    world.answers = () => undelivered('down')
    await world.queue.addMessage(worker, 'old', 'down')
    await world.clock.advance(10 * minutes)
    await world.queue.addMessage(worker, 'young', 'down')
    expect(world.queue.getStats()).toMatchObject({ size: 2, exhausted: 1, oldestAge: 10 * minutes })
    await world.clock.advance(10 * minutes)
    expect(await messages(world.queue)).toEqual(['young'])
    expect(world.queue.getStats()).toMatchObject({ size: 1, expired: 1 })
    expect(purged).toEqual([{ count: 1, cause: 'expired' }])
    await world.clock.advance(30 * minutes)
    expect(world.queue.getStats()).toMatchObject({ size: 0, expired: 2, oldestAge: 0 })
  })
})

describe('a store that fails', () => {
  it('rejects with a typed error, raises the alarm, keeps a copy, and stores it later', async () => {
    const store = createMemoryStore()
    const failing = wrap(store)
    let full = true
    failing.append = async entries => {
      if (full) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
      return store.append(entries)
    }
    const { queue, clock, telemetry, logger } = setup({ store: failing })
    const alarms = recorded(telemetry, 'otp.dead_letter_queue.store_failed')
    await expect(queue.addMessage(worker, 1, 'down')).rejects.toMatchObject({
      code: 'ERR_STORE_FAILED',
      cause: { code: 'ENOSPC' },
    })
    expect(alarms).toMatchObject([{ count: 1, operation: 'append' }])
    expect(logger.lines.at(-1)).toMatchObject({ level: 'error' })
    expect(queue.getStats()).toMatchObject({ size: 1, added: 1, unstored: 1, storeFailures: 1 })
    expect(await messages(queue)).toEqual([1])
    await clock.advance(5 * minutes)
    expect(queue.getStats()).toMatchObject({ unstored: 1 })
    full = false
    await queue.addMessage(worker, 2, 'down')
    expect(queue.getStats()).toMatchObject({ size: 2, added: 2, unstored: 0 })
    expect(await messages(queue)).toEqual([1, 2])
    expect(balance(queue.getStats())).toBe(0)
  })

  it('stores kept letters by itself when it works again', async () => {
    const store = createMemoryStore()
    const failing = wrap(store)
    failing.append = () => Promise.reject(new Error('offline'))
    const { queue, clock } = setup({ store: failing })
    await expect(queue.addMessage(worker, 1, 'down')).rejects.toMatchObject({ code: 'ERR_STORE_FAILED' })
    failing.append = entries => store.append(entries)
    await clock.advance(5 * minutes)
    expect(queue.getStats()).toMatchObject({ unstored: 0, redelivered: 1, size: 0 })
  })

  it('keeps a letter whose delivery could not be settled: at least once', async () => {
    const store = createMemoryStore()
    const failing = wrap(store)
    const { queue, clock, sent } = setup({ store: failing, attemptTimeout: 1000 })
    await queue.addMessage(worker, 1, 'down')
    failing.settle = () => Promise.reject(new Error('offline'))
    expect(await queue.retryMessages()).toMatchObject([{ status: 'failed', reason: 'store_failed' }])
    failing.settle = (settlements, owner) => store.settle(settlements, owner)
    await clock.advance(2000)
    expect(await queue.retryMessages()).toMatchObject([{ status: 'redelivered' }])
    expect(sent).toEqual([1, 1])
  })
})

describe('disposal (B 40)', () => {
  it('ends runs under way, refuses letters with a result and retries with an error, and leaves no timer', async () => {
    const world = setup()
    world.answers = () => new Promise(() => {})
    await world.queue.addMessage(worker, 1, 'down')
    const run = world.queue.retryMessages()
    await world.clock.settle()
    await world.queue[Symbol.asyncDispose]()
    await world.queue[Symbol.asyncDispose]()
    expect((await run).length).toBeLessThanOrEqual(1)
    expect(await world.queue.addMessage(worker, 2, 'down')).toEqual({ status: 'dropped', reason: 'closed' })
    await expect(world.queue.retryMessages()).rejects.toMatchObject({ code: 'ERR_CLOSED' })
  })

  it('waits for letters that are on their way to the store, and leaves a given store alone', async () => {
    const store = createMemoryStore()
    const { queue } = setup({ store })
    const adding = queue.addMessage(worker, 1, 'down')
    await queue[Symbol.asyncDispose]()
    expect((await adding).status).toBe('stored')
    expect(await store.count()).toBe(1)
  })

  it('lets there be several queues (A 24), readable as plain numbers', async () => {
    const [a, b] = [setup(), setup()]
    await a.queue.addMessage(worker, 1, 'down')
    expect([a.queue.getStats().size, b.queue.getStats().size]).toEqual([1, 0])
    expect(a.telemetry.counters()).toMatchObject({ 'dead_letter_queue.size': 1, 'dead_letter_queue.added': 1 })
  })
})

describe('wrong options', () => {
  it.each([
    [{ limit: 0 }, 'limit'],
    [{ limit: Number.NaN }, 'limit'],
    [{ overflow: 'drop' }, 'overflow'],
    [{ maxAttempts: 0 }, 'maxAttempts'],
    [{ retryInterval: 0 }, 'retryInterval'],
    [{ retryInterval: -1 }, 'retryInterval'],
    [{ backoff: Number.NaN }, 'backoff'],
    [{ retryConcurrency: 0 }, 'retryConcurrency'],
    [{ attemptTimeout: Number.POSITIVE_INFINITY }, 'attemptTimeout'],
    [{ maxAge: -1 }, 'maxAge'],
    [{ redact: true }, 'redact'],
    [{ resolve: {} }, 'resolve'],
    [{ maxAttempt: 3 }, 'options.maxAttempt'],
  ])('%j', (options, option) => {
    expect(() => createDeadLetterQueue(options as never)).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_OPTION', option }),
    )
  })
})
