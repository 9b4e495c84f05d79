/**
 * The core for bundlers: a SupervisedSend of the adapters and parts that it is given, so that a program has no more than
 * it uses. Types are the main entry point's.
 */
export { MissingPartError } from './core/errors.js'
export {
  backpressure,
  breaker,
  broadcast,
  calls,
  checks,
  clonePaths,
  deadLetters,
  lossy,
  names,
  retries,
  signals,
  telemetry,
  throws,
  timeouts,
} from './send/all-parts.js'
export type { Part } from './send/parts.js'
export { type CoreOptions, createSupervisedSendWith } from './send/supervised-send.js'
export { actorAdapter, spawnActor } from './transports/actor.js'
export { createMessagePortAdapter, messagePortAdapter } from './transports/message-port.js'
export type { PortAdapterOptions } from './transports/port-transport.js'
export { createWebWorkerAdapter, webWorkerAdapter } from './transports/web-worker.js'
export { createWorkerAdapter, workerAdapter } from './transports/worker.js'
