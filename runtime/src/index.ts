/** The runtime that migrated code imports: one-liners over a default runtime, and everything to make one's own. */
export type * from './core/clock.js'
export { systemClock } from './core/clock.js'
export type { EnvOptions } from './core/env.js'
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
export type {
  AddOptions,
  AddResult,
  DeadLetter,
  DeadLetterCriteria,
  DeadLetterFilter,
  DeadLetterPage,
  DeadLetterQueueOptions,
  DeadLetterStats,
  ListOptions,
  RecipientAddress,
  Redeliver,
  RetryOptions,
  RetryOutcome,
} from './dead-letters/contracts.js'
export {
  createDeadLetterQueue,
  createMemoryStore,
  type DeadLetterStore,
  isDue,
  type LeaseRequest,
  type MemoryStoreOptions,
  type Settlement,
} from './dead-letters/index.js'
export * from './default-runtime.js'
export { createMonitorManager } from './monitor-manager.js'
export type {
  AnyDownSource,
  CleanedBy,
  Down,
  DownSource,
  MonitorFilter,
  MonitorInfo,
  MonitorManagerOptions,
  MonitorOptions,
  MonitorRef,
  MonitorResult,
  MonitorScope,
  MonitorStats,
  OwnerRef,
} from './monitors/contracts.js'
export type { ExitSignal, ExitStatus } from './monitors/exit.js'
export {
  abortSignalSource,
  createMonitorRouter,
  type MonitorRouterOptions,
  mergeMonitorStats,
} from './monitors/index.js'
export { createNameRegistry, type NameRegistry, type NameRegistryOptions } from './names/registry.js'
export type * from './peer/contracts.js'
export { createRuntime, type Runtime, type RuntimeOptions } from './runtime.js'
export type { BroadcastRecipient } from './send/broadcast.js'
export type { SelfRef, SupervisedChannel, SupervisedSendOptions } from './send/contracts.js'
export { createSupervisedSend } from './supervised-send.js'
export type {
  CallContext,
  CallOptions,
  CallResult,
  LateReply,
  RequestRule,
  Timeout,
  TimeoutConfigOptions,
  TimeoutExplanation,
  TimeoutKey,
  TimeoutRules,
  TimeoutSource,
  TimeoutStats,
} from './timeouts/contracts.js'
export {
  builtInTimeoutRules,
  createTimeoutConfig,
  type LoadOptions,
  loadTimeoutRules,
  mergeTimeoutRules,
  timeoutRulesFromConfig,
  timeoutRulesFromEnvironment,
} from './timeouts/index.js'
export { type ActorRef, type Mailbox, mailbox, type SpawnedActor, spawnActor } from './transports/actor.js'
export type { AnyAdapter } from './transports/adapters.js'
export { defaultAdapters } from './transports/default-adapters.js'
export { servePeer } from './worker.js'
