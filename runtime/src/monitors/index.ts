/** Monitors: who is told when somebody ends, and which of these watches were forgotten. */
import { checkCount } from '../core/options-check.js'
import type { MonitorManager, MonitorManagerOptions } from './contracts.js'
import { Manager } from './manager.js'
import { createMonitorRouter } from './router.js'

export { abortSignalSource } from './abort-signal.js'
export type * from './contracts.js'
export { createMonitorRouter, type MonitorRouterOptions } from './router.js'
export { mergeMonitorStats } from './stats.js'

/**
 * A manager of its own; most programs use the default runtime's.
 * @throws InvalidOptionError for times and counts that are none.
 */
export function createMonitorManager(options: MonitorManagerOptions = {}): MonitorManager {
  const shards = checkCount('shards', options.shards ?? 1, 1)
  if (shards === 1) return new Manager(options)
  return createMonitorRouter(Array.from({ length: shards }, () => new Manager(options)))
}
