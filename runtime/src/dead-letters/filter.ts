/** Filters: checked where they enter, then a test of one letter. */
import { InvalidOptionError } from '../core/errors.js'
import { checkCount, checkKnown, checkOneOf, checkSpan, checkType } from '../core/options-check.js'
import type { DeadLetter, DeadLetterCriteria, DeadLetterFilter, ListOptions } from './contracts.js'
import { isDue } from './store.js'

export type Test = (entry: DeadLetter) => boolean

const strings = ['recipient', 'reason'] as const satisfies readonly (keyof DeadLetterCriteria)[]
const known = ['recipient', 'reason', 'state', 'olderThan', 'attemptsAtLeast', 'ids', 'where']

/** @throws InvalidOptionError for an unknown word or field, and for wrong types */
export function checkFilter(filter: unknown): asserts filter is DeadLetterFilter {
  if (filter === 'all' || filter === 'due') return
  if (typeof filter !== 'object' || filter === null || Array.isArray(filter)) {
    throw new InvalidOptionError('filter', "'all', 'due' or an object", filter)
  }
  const unknown = Object.keys(filter).find(key => !known.includes(key))
  if (unknown !== undefined) throw new InvalidOptionError(`filter.${unknown}`, `one of ${known.join(', ')}`, unknown)
  const { state, olderThan, attemptsAtLeast, ids, where, ...rest } = filter as DeadLetterCriteria
  for (const key of strings) {
    if (rest[key] !== undefined && typeof rest[key] !== 'string') {
      throw new InvalidOptionError(`filter.${key}`, 'a string', rest[key])
    }
  }
  if (state !== undefined) checkOneOf('filter.state', state, ['pending', 'leased', 'exhausted'])
  if (olderThan !== undefined) checkSpan('filter.olderThan', olderThan, { infinity: true })
  if (attemptsAtLeast !== undefined) checkCount('filter.attemptsAtLeast', attemptsAtLeast, 0)
  if (ids !== undefined && !(Array.isArray(ids) && ids.every(id => typeof id === 'string'))) {
    throw new InvalidOptionError('filter.ids', 'a list of ids', ids)
  }
  if (where !== undefined && typeof where !== 'function')
    throw new InvalidOptionError('filter.where', 'a function', where)
}

/** @throws InvalidOptionError */
export function checkListOptions(options: ListOptions): ListOptions {
  checkKnown('options', options, ['limit', 'cursor', 'filter', 'reveal'] satisfies (keyof ListOptions)[])
  const { limit, cursor, filter, reveal } = options
  if (limit !== undefined) checkCount('limit', limit, 1)
  if (cursor !== undefined && typeof cursor !== 'string') throw new InvalidOptionError('cursor', 'a string', cursor)
  if (filter !== undefined) checkFilter(filter)
  checkType('reveal', reveal, 'boolean')
  return options
}

/** The test that `filter` means at `now`. What `where` throws goes to the caller. */
export function testOf(filter: DeadLetterFilter, now: number): Test {
  if (filter === 'all') return () => true
  if (filter === 'due') return entry => entry.state === 'pending' && isDue(entry, now)
  const { recipient, reason, state, olderThan, attemptsAtLeast, where } = filter
  const ids = filter.ids === undefined ? undefined : new Set(filter.ids)
  return entry =>
    (ids === undefined || ids.has(entry.id)) &&
    (recipient === undefined || recipient === entry.recipient.name || recipient === addressText(entry)) &&
    (reason === undefined || reason === entry.reason) &&
    (state === undefined || state === entry.state) &&
    (olderThan === undefined || now - entry.firstFailure > olderThan) &&
    (attemptsAtLeast === undefined || entry.attempts >= attemptsAtLeast) &&
    (where === undefined || where(entry))
}

export function addressText({ recipient }: Pick<DeadLetter, 'recipient'>): string {
  return `${recipient.kind}:${recipient.name}`
}
