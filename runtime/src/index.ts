/** The runtime that migrated code imports. */
export type * from './core/clock.js'
export { systemClock } from './core/clock.js'
export * from './core/errors.js'
export type * from './core/logger.js'
export { consoleLogger, silentLogger } from './core/logger.js'
export type * from './core/options.js'
export type * from './core/random.js'
export { seededRandom, systemRandom } from './core/random.js'
export type * from './core/results.js'
export type * from './core/serialize.js'
export type * from './core/telemetry.js'
export { createTelemetry } from './core/telemetry.js'
export type * from './core/transport.js'
export type * from './core/wheel.js'
export { createTimerWheel } from './core/wheel.js'
export * from './dead-letters/index.js'
export { createMonitorManager } from './monitor-manager.js'
export type * from './monitors/contracts.js'
export {
  abortSignalSource,
  createMonitorRouter,
  type MonitorRouterOptions,
  mergeMonitorStats,
} from './monitors/index.js'
export type * from './names/registry.js'
export * from './timeouts/index.js'
