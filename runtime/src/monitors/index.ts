/** Monitors: who is told when somebody ends, and which of these watches were forgotten. */
import { checkMaking } from '../core/env-check.js'
import { checkCount, checkList } from '../core/options-check.js'
import type { AnyDownSource, MonitorManager, MonitorManagerOptions } from './contracts.js'
import { Manager } from './manager.js'
import { createMonitorRouter } from './router.js'

export { abortSignalSource } from './abort-signal.js'
export type * from './contracts.js'
export { createMonitorRouter, type MonitorRouterOptions } from './router.js'
export { mergeMonitorStats } from './stats.js'

const known = [
  'sources',
  'whereis',
  'leakCheckInterval',
  'leakAge',
  'captureCallSite',
  'requireTag',
  'shards',
] as const satisfies (keyof MonitorManagerOptions)[]

/**
 * A manager that knows the ends of what `options.sources` know, then `sources`, then AbortSignals.
 * @throws InvalidOptionError for times and counts that are none
 */
export function createMonitorManagerWith(
  sources: readonly AnyDownSource[],
  options: MonitorManagerOptions = {},
): MonitorManager {
  checkMaking(options, known)
  const shards = checkCount('shards', options.shards ?? 1, 1)
  const all = { ...options, sources: [...(checkList('sources', options.sources) ?? []), ...sources] }
  if (shards === 1) return new Manager(all)
  return createMonitorRouter(Array.from({ length: shards }, () => new Manager(all)))
}
