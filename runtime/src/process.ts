/** Child processes, the parent and workers of cluster with options of their own; the main entry point knows them, too. */
export {
  type ChildTarget,
  childProcessAdapter,
  childProcessEndpoint,
  type IpcAdapterOptions,
} from './transports/child-process.js'
export { type ClusterWorkerTarget, clusterAdapter, clusterEndpoint } from './transports/cluster.js'
export type { IpcEndpoint, IpcOptions, Serialization } from './transports/ipc-link.js'
export { flushParentChannel, processAdapter, processEndpoint } from './transports/process.js'
