/**
 * `Worker` of browsers (and of other runtimes that have it as a global). It has no event for its end: an 'error' of its
 * script does not end it, `close()` inside it tells nobody, and a terminated one swallows messages. Only the owner's own
 * `terminate()` can be seen, and only while somebody watches; for the rest there are timeouts. So nothing beyond the
 * hand-over is claimed.
 */
import type { DownReason, TargetAdapter } from '../core/transport.js'
import { PostTransport } from './post-transport.js'

/** What of a web Worker is used. */
export interface WebWorker {
  postMessage(message: unknown, transfer: readonly unknown[]): void
  terminate(): void
}

type Listener = (reason: DownReason) => void

const host = globalThis as { Worker?: new (...args: never[]) => WebWorker }
const terminated = new WeakSet<WebWorker>()
const watched = new WeakMap<WebWorker, Set<Listener>>()

export const webWorkerAdapter: TargetAdapter<WebWorker> = {
  name: 'web-worker',
  accepts: (target): target is WebWorker => host.Worker !== undefined && target instanceof host.Worker,
  liveness: worker => (terminated.has(worker) ? 'down' : 'unknown'),
  watch: (worker, _env, fn) => watchTerminate(worker, fn),
  open: worker =>
    new PostTransport({
      kind: 'web-worker',
      transferables: true,
      postMessage: (message, transfer) => worker.postMessage(message, transfer),
      onEnd: fn => watchTerminate(worker, fn),
    }),
  describe: () => 'web worker',
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
      delete (worker as { terminate?: unknown }).terminate
    },
  }
}

function intercept(worker: WebWorker, listeners: Set<Listener>): void {
  const terminate = worker.terminate
  worker.terminate = () => {
    terminated.add(worker)
    watched.delete(worker)
    delete (worker as { terminate?: unknown }).terminate
    terminate.call(worker)
    for (const listener of [...listeners]) listener({ kind: 'closed' })
  }
}
