/** Options are checked where they enter. */
import { InvalidOptionError } from '../core/errors.js'
import { checkCount, checkKnown, checkSignal, checkSpan } from '../core/options-check.js'
import type { MonitorFilter, MonitorOptions } from './contracts.js'

/** The plan's five minutes. */
export const defaultLeakAge = 300_000
export const defaultLeakCheckInterval = 300_000

const none: MonitorOptions = {}
const known: ReadonlySet<string> = new Set([
  'tag',
  'owner',
  'onDown',
  'maxAge',
  'signal',
] satisfies (keyof MonitorOptions)[])

/** @throws InvalidOptionError */
export function checkMonitorFilter(filter: MonitorFilter): MonitorFilter {
  checkKnown('filter', filter, ['tag', 'target', 'owner', 'limit'] satisfies (keyof MonitorFilter)[])
  if (filter.limit !== undefined) checkCount('limit', filter.limit, 0)
  return filter
}

/** @throws InvalidOptionError */
export function checkMonitorOptions(
  given: string | MonitorOptions | undefined,
  requireTag: boolean,
  inScope: boolean,
): MonitorOptions {
  const options = given === undefined ? none : typeof given === 'string' ? { tag: given } : given
  if (typeof options !== 'object' || options === null)
    throw new InvalidOptionError('options', 'a tag or an object', given)
  for (const name in options) {
    if (!known.has(name)) throw new InvalidOptionError(`options.${name}`, 'a known option', name)
  }
  const { tag, owner, onDown, maxAge, signal } = options
  if (tag === undefined ? requireTag : typeof tag !== 'string' || tag === '') {
    throw new InvalidOptionError('tag', 'a string that is not empty', tag)
  }
  if (owner !== undefined) {
    if (inScope) throw new InvalidOptionError('owner', 'left out: the scope owns its monitors', owner)
    const type = typeof owner
    if ((type !== 'object' && type !== 'function') || owner === null) {
      throw new InvalidOptionError('owner', 'an object', owner)
    }
  }
  if (onDown !== undefined && typeof onDown !== 'function') throw new InvalidOptionError('onDown', 'a function', onDown)
  if (maxAge !== undefined) checkSpan('maxAge', maxAge, { infinity: true })
  checkSignal(signal)
  return options
}
