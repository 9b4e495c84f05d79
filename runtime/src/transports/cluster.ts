/** Workers of `node:cluster`, from the primary's side and from their own. */
import type { RuntimeEnv, TargetAdapter } from '../core/transport.js'
import type { PeerEndpointAdapter } from '../peer/contracts.js'
import { listenOnLink } from '../peer/duplex-endpoint.js'
import {
  type ChildTarget,
  checkIpcOptions,
  type IpcAdapterOptions,
  livenessOfChild,
  openChild,
  watchChild,
} from './child-process.js'
import { type IpcEndpoint, IpcLink, type IpcOptions } from './ipc-link.js'
import { isOwnProcess, processAdapter } from './process.js'

/** What of `cluster.Worker` is used. */
export interface ClusterWorkerTarget {
  readonly id: number
  /** The child in the primary; the worker's own `process` in the worker. */
  readonly process: object
  isDead(): boolean
  isConnected(): boolean
}

/**
 * A worker is its process: in the primary the child that runs it, in the worker (`cluster.worker`) the way to the
 * primary. Frames and acknowledgements do not show in `cluster.on('message')`.
 */
export function clusterAdapter(options: IpcAdapterOptions = {}): TargetAdapter<ClusterWorkerTarget> {
  const peerTimeout = checkIpcOptions(options)
  const upward = processAdapter(options)
  return {
    name: 'cluster',
    accepts: isClusterWorker,
    liveness: worker =>
      isOwnProcess(worker.process) ? upward.liveness(worker.process) : livenessOfChild(childOf(worker)),
    watch: (worker, env: RuntimeEnv, fn) =>
      isOwnProcess(worker.process) ? upward.watch(worker.process, env, fn) : watchChild(childOf(worker), env, fn),
    open: (worker, env) =>
      isOwnProcess(worker.process)
        ? upward.open(worker.process, env)
        : openChild(childOf(worker), env, options, peerTimeout),
    describe: worker => (isOwnProcess(worker.process) ? 'cluster primary' : `cluster worker ${worker.id}`),
  }
}

/** `servePeer(worker, …)` in the primary, `servePeer(cluster.worker, …)` in a worker. */
export function clusterEndpoint(options: IpcOptions = {}): PeerEndpointAdapter<ClusterWorkerTarget> {
  return {
    name: 'cluster',
    accepts: isClusterWorker,
    listen: (worker, sink) => listenOnLink(new IpcLink(worker.process as IpcEndpoint, options), sink),
  }
}

export function isClusterWorker(target: unknown): target is ClusterWorkerTarget {
  if (typeof target !== 'object' || target === null) return false
  const worker = target as Partial<ClusterWorkerTarget>
  return (
    typeof worker.isDead === 'function' &&
    typeof worker.isConnected === 'function' &&
    typeof worker.process === 'object'
  )
}

function childOf(worker: ClusterWorkerTarget): ChildTarget {
  return worker.process as ChildTarget
}
