/**
 * The core for bundlers: a SupervisedSend of the adapters that it is given, so that a program has no more than it uses.
 * Types are the main entry point's.
 */
export { createSupervisedSendWith } from './send/supervised-send.js'
export { actorAdapter, spawnActor } from './transports/actor.js'
export { messagePortAdapter } from './transports/message-port.js'
export { webWorkerAdapter } from './transports/web-worker.js'
export { workerAdapter } from './transports/worker.js'
