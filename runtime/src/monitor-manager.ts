/** MonitorManager with the things whose end this entry point knows. */
import type { MonitorManager, MonitorManagerOptions } from './monitors/contracts.js'
import { createMonitorManagerWith } from './monitors/index.js'
import { defaultAdapters } from './transports/default-adapters.js'

/**
 * A manager of its own; most programs use the default runtime's. It knows Workers, ports, children, the parent process,
 * cluster workers, in-process actors and AbortSignals; whatever `options.sources` know comes first.
 * @throws InvalidOptionError for times and counts that are none
 */
export function createMonitorManager(options: MonitorManagerOptions = {}): MonitorManager {
  return createMonitorManagerWith(defaultAdapters, options)
}
