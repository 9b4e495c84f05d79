/**
 * `Worker` of browsers (and of other runtimes that have it as a global), and from inside it the way to its owner. There
 * is no event for its end: an 'error' of its script does not end it, `close()` inside it tells nobody, and a terminated
 * one swallows messages. Of an unserved one only the owner's own `terminate()` can be seen, and only while somebody
 * watches; a served one holds a port whose closing browsers tell since 2024. For the rest there are timeouts.
 */
import type { Millis } from '../core/clock.js'
import type { DownReason, TargetAdapter, Transport } from '../core/transport.js'
import type { PeerEndpointAdapter } from '../peer/contracts.js'
import { listenTo } from '../peer/port-endpoint.js'
import type { Port } from './control-port.js'
import { checkPortOptions, type PortAdapterOptions, type PortTarget, PortTransport } from './port-transport.js'

/** What of a web Worker, and of the scope inside it, is used. */
export interface WebWorker {
  postMessage(message: unknown, transfer: readonly unknown[]): void
  addEventListener(type: string, listener: (event: Event) => void): void
  removeEventListener(type: string, listener: (event: Event) => void): void
  terminate?(): void
}

type Listener = (reason: DownReason) => void

const host = globalThis as { Worker?: new (...args: never[]) => WebWorker; WorkerGlobalScope?: unknown }
const terminated = new WeakSet<WebWorker>()
const watched = new WeakMap<WebWorker, Set<Listener>>()
/** Whoever insists on a stage waits longer: the worker may be starting. */
const patience = 50
const patienceWhenExplicit = 1000

function isWebWorker(target: unknown): target is WebWorker {
  if (host.Worker !== undefined && target instanceof host.Worker) return true
  return host.WorkerGlobalScope !== undefined && target === globalThis
}

/** The web worker adapter with options of one's own. Throws InvalidOptionError. */
export function createWebWorkerAdapter(options: PortAdapterOptions = {}): TargetAdapter<WebWorker> {
  return adapterWith(checkPortOptions(options))
}

function adapterWith(peerTimeout?: Millis): TargetAdapter<WebWorker> {
  return {
    name: 'web-worker',
    accepts: isWebWorker,
    liveness: worker => (terminated.has(worker) ? 'down' : 'unknown'),
    watch: (worker, _env, fn) => (worker.terminate === undefined ? undefined : watchTerminate(worker, fn)),
    open: (worker, env): Transport => new PortTransport(targetOf(worker), env, peerTimeout),
    describe: worker => (worker.terminate === undefined ? 'owner of this web worker' : 'web worker'),
  }
}

export const webWorkerAdapter: TargetAdapter<WebWorker> = /* @__PURE__ */ adapterWith()

/** `servePeer(self, …)` in a web worker, `servePeer(worker, …)` in its owner. */
export const webWorkerEndpoint: PeerEndpointAdapter<WebWorker> = {
  name: 'web-worker',
  accepts: isWebWorker,
  listen: (worker, sink, env) => listenTo(worker as unknown as Port, sink, env),
}

function targetOf(worker: WebWorker): PortTarget {
  return {
    kind: 'web-worker',
    downDetection: 'none',
    postMessage: (message, transfer) => worker.postMessage(message, transfer),
    isClosed: () => terminated.has(worker),
    onEnd: fn => (worker.terminate === undefined ? { [Symbol.dispose]: () => {} } : watchTerminate(worker, fn)),
    seek: () => ({ possible: false, [Symbol.dispose]: () => {} }),
    patience: explicit => {
      const limit = explicit ? patienceWhenExplicit : patience
      return waited => (waited < limit ? 'wait' : explicit ? 'sure' : 'long')
    },
  }
}

/** An own `terminate` stands before the class's while anybody watches; it does the same, and tells. */
function watchTerminate(worker: WebWorker, fn: Listener): Disposable {
  if (terminated.has(worker)) {
    fn({ kind: 'closed' })
    return { [Symbol.dispose]: () => {} }
  }
  let listeners = watched.get(worker)
  if (listeners === undefined) {
    listeners = new Set()
    watched.set(worker, listeners)
    intercept(worker, listeners)
  }
  const held = listeners
  const listener: Listener = reason => fn(reason)
  held.add(listener)
  return {
    [Symbol.dispose]: () => {
      if (!held.delete(listener) || held.size > 0 || watched.get(worker) !== held) return
      watched.delete(worker)
      delete worker.terminate
    },
  }
}

function intercept(worker: WebWorker, listeners: Set<Listener>): void {
  const terminate = worker.terminate!
  worker.terminate = () => {
    terminated.add(worker)
    watched.delete(worker)
    delete worker.terminate
    terminate.call(worker)
    for (const listener of [...listeners]) listener({ kind: 'closed' })
  }
}
