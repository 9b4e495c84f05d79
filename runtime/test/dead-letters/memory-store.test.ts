import { expect, it } from 'vitest'
import type { DeadLetter } from '../../src/dead-letters/contracts.js'
import { createMemoryStore } from '../../src/dead-letters/index.js'

function letter(id: string, more: Partial<DeadLetter> = {}): DeadLetter {
  return {
    id,
    recipient: { kind: 'name', name: 'worker' },
    message: id,
    reason: 'down',
    certainty: 'undelivered',
    metadata: {},
    attempts: 0,
    firstFailure: 0,
    lastAttempt: 0,
    nextAttempt: 10,
    state: 'pending',
    ...more,
  }
}

const lease = { owner: 'me', now: 10, until: 20, limit: 10 }

it('hands out what is due, once, oldest first, as far as the limit goes', async () => {
  const store = createMemoryStore()
  const letters = ['a', 'b', 'c'].map(id => letter(id))
  await store.append([...letters, letter('later', { nextAttempt: 11 }), letter('never', { nextAttempt: null })])
  expect((await store.lease({ ...lease, now: 9 })).length).toBe(0)
  expect((await store.lease({ ...lease, limit: 2 })).map(each => [each.id, each.state])).toEqual([
    ['a', 'leased'],
    ['b', 'leased'],
  ])
  expect((await store.lease(lease)).map(each => each.id)).toEqual(['c'])
  expect(await store.lease(lease)).toEqual([])
  expect(await store.nextDue!()).toBe(11)
})

it('lets an owner renew by id what it holds, and others have it when the lease has run out', async () => {
  const store = createMemoryStore()
  await store.append([letter('a')])
  await store.lease(lease)
  expect(await store.lease({ ...lease, owner: 'other', ids: ['a'] })).toEqual([])
  expect(await store.lease({ ...lease, ids: ['a'], until: 30 })).toHaveLength(1)
  expect(await store.lease({ ...lease, owner: 'other', now: 29 })).toEqual([])
  expect(await store.lease({ ...lease, owner: 'other', now: 30, until: 40 })).toHaveLength(1)
  const update = { id: 'a', op: 'update', attempts: 5, lastAttempt: 30, nextAttempt: 50, state: 'pending' } as const
  await store.settle([update], 'me')
  expect(await store.get('a')).toMatchObject({ attempts: 0, state: 'leased' })
  await store.settle([update], 'other')
  expect(await store.get('a')).toMatchObject({ attempts: 5, state: 'pending', nextAttempt: 50 })
})

it('keeps a cursor good while letters before and after it go', async () => {
  const store = createMemoryStore()
  await store.append(Array.from({ length: 300 }, (_, i) => letter(`l${i}`)))
  const first = await store.scan(undefined, 100)
  await store.remove(Array.from({ length: 150 }, (_, i) => `l${i}`))
  await store.remove(['l160'])
  const second = await store.scan(first.next, 10)
  expect(second.items.map(each => each.id)).toEqual(
    [150, 151, 152, 153, 154, 155, 156, 157, 158, 159].map(i => `l${i}`),
  )
  expect((await store.scan(second.next, 1)).items[0]!.id).toBe('l161')
  expect(await store.remove(['l0', 'l299'])).toBe(1)
  expect(await store.count()).toBe(148)
})

it('keeps one letter per idempotency key, until that is gone', async () => {
  const store = createMemoryStore()
  const keyed = (id: string): DeadLetter => letter(id, { idempotencyKey: 'k' })
  expect(await store.append([keyed('a'), keyed('b'), letter('c')])).toEqual([undefined, 'a', undefined])
  expect(await store.count()).toBe(2)
  await store.settle([{ id: 'a', op: 'delete' }], 'anybody')
  expect(await store.append([keyed('d')])).toEqual([undefined])
})
