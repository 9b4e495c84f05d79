/**
 * `Worker` of node:worker_threads. `postMessage` after the worker's exit says nothing, so `threadId` is looked at; an
 * uncaught error of the worker ends the parent unless somebody listens, so watching it does; an 'exit' comes after every
 * message that the worker posted.
 */
import { lazyBuiltin } from '../core/builtin.js'
import type { Millis } from '../core/clock.js'
import type { DownReason, Liveness, RuntimeEnv, TargetAdapter, Transport } from '../core/transport.js'
import { downwardKey, seek } from './directory.js'
import { nothing } from './link-state.js'
import { checkPortOptions, type PortAdapterOptions, type PortTarget, PortTransport } from './port-transport.js'
import { SharedEnds } from './shared-end.js'

/** What of a Worker is used. */
export interface ThreadWorker {
  readonly threadId: number
  readonly performance?: { eventLoopUtilization(): Utilization }
  postMessage(message: unknown, transfer?: readonly unknown[]): void
  // biome-ignore lint/suspicious/noExplicitAny: the listeners of Node's events have no common type
  on(event: string, listener: (...args: any[]) => void): unknown
  // biome-ignore lint/suspicious/noExplicitAny: as above
  off(event: string, listener: (...args: any[]) => void): unknown
}

interface Threads {
  readonly Worker: new (...args: never[]) => ThreadWorker
}

const threads = /* @__PURE__ */ lazyBuiltin<Threads>('node:worker_threads')

export function isThreadWorker(target: unknown): target is ThreadWorker {
  const found = threads()
  // Throws for a stub that has the prototype and nothing behind it: no worker either.
  return found !== undefined && target instanceof found.Worker && target.threadId !== undefined
}

/**
 * A thread whose event loop has done nothing for so long has most likely run its main script, and nobody in it is about
 * to answer. While it still loads modules it idles, too, but for less; who insists on a stage is given more of it.
 */
const idleEnough = 100
const idleEnoughWhenExplicit = 500
/** A thread too busy to answer must not keep from it what it would have got without us. */
const patienceAtMost = 1000

interface Utilization {
  readonly idle: number
  readonly active: number
}

/** Those that a message has come from since a transport to them was opened. */
const spoken = /* @__PURE__ */ new WeakSet<ThreadWorker>()
const ends = /* @__PURE__ */ new SharedEnds<ThreadWorker>((worker, ended) => {
  let failure: { readonly error: unknown } | undefined
  const onError = (error: unknown): void => {
    failure = { error }
  }
  const onExit = (code: number): void =>
    ended(failure === undefined ? { kind: 'exit', code } : { kind: 'crashed', error: failure.error, code })
  // Node reads a worker's messages whether somebody listens or not
  const onMessage = (): void => void spoken.add(worker)
  worker.on('message', onMessage)
  worker.on('error', onError)
  worker.on('exit', onExit)
  return () => {
    worker.off('message', onMessage)
    worker.off('error', onError)
    worker.off('exit', onExit)
  }
})

function hasExited(worker: ThreadWorker): boolean {
  return worker.threadId === -1
}

function watch(worker: ThreadWorker, fn: (reason: DownReason) => void): Disposable {
  if (!hasExited(worker) || ends.isKnown(worker)) return ends.watch(worker, fn)
  fn({ kind: 'exit', code: null })
  return nothing
}

function targetOf(worker: ThreadWorker): PortTarget {
  return {
    kind: 'worker',
    // 1 is what `terminate()` gives
    isDone: reason => reason.kind === 'exit' && reason.code === 1 && spoken.has(worker),
    postMessage: (message, transfer) => worker.postMessage(message, transfer),
    isClosed: () => hasExited(worker),
    onEnd: fn => {
      spoken.delete(worker)
      return watch(worker, fn)
    },
    seek: served => ({ possible: true, ...seek(downwardKey(worker.threadId), served) }),
    patience: explicit => {
      const meter = worker.performance
      const overdue = (waited: Millis): 'wait' | 'long' => (waited > patienceAtMost ? 'long' : 'wait')
      if (meter === undefined) return overdue
      const enough = explicit ? idleEnoughWhenExplicit : idleEnough
      let last = meter.eventLoopUtilization()
      return waited => {
        const now = meter.eventLoopUtilization()
        // Anything but the little work of being measured starts the count again.
        if (now.active - last.active > 1 || now.idle === 0) last = now
        if (now.idle - last.idle > enough) return explicit ? 'sure' : 'long'
        return explicit ? 'wait' : overdue(waited)
      }
    },
  }
}

/** The worker adapter with options of one's own. Throws InvalidOptionError. */
export function createWorkerAdapter(options: PortAdapterOptions = {}): TargetAdapter<ThreadWorker> {
  return adapterWith(checkPortOptions(options))
}

function adapterWith(peerTimeout?: Millis): TargetAdapter<ThreadWorker> {
  return {
    name: 'worker',
    accepts: isThreadWorker,
    liveness: (worker): Liveness => (hasExited(worker) ? 'down' : 'alive'),
    watch: (worker, _env, fn) => watch(worker, fn),
    open: (worker, env: RuntimeEnv): Transport => new PortTransport(targetOf(worker), env, peerTimeout),
    describe: worker => `worker ${worker.threadId}`,
  }
}

export const workerAdapter: TargetAdapter<ThreadWorker> = /* @__PURE__ */ adapterWith()
