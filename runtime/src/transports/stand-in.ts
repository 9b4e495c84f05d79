/**
 * What takes messages as a peer does and is of no class that the platform or a library has: a double in a test, whose
 * module mocks `node:worker_threads` or whose `fork` returns an object, a wrapper, a port of another library. It gets what
 * is sent, by its own `postMessage` or `send`, as from a raw call, and nothing is known of its life. Not of its kind: a
 * window, whose second argument is an origin; what has both (Electron's renderers), as these take a channel first; and
 * whose `send` is for something else than messages: a reply of an HTTP server, or what the platform has under a name of
 * its own (WebSocket, XMLHttpRequest), which would make `[object Object]` of a message.
 */
import type { TargetAdapter } from '../core/transport.js'
import { PostTransport } from './post-transport.js'
import { isOwnProcess } from './process.js'

/** What of it is used: one of the two. */
export interface StandIn {
  postMessage?(message: unknown, transfer?: readonly unknown[]): unknown
  send?(message: unknown): unknown
}

function isStandIn(target: unknown): target is StandIn {
  if (typeof target !== 'object' || target === null) return false
  const found = target as StandIn & { window?: unknown }
  const posts = typeof found.postMessage === 'function'
  if (posts === (typeof found.send === 'function')) return false
  return posts ? found.window !== target : sendsMessages(found)
}

function sendsMessages(target: StandIn & { status?: unknown }): boolean {
  if (typeof target.status === 'function') return false
  return Object.prototype.toString.call(target) === '[object Object]' || isOwnProcess(target)
}

/** A double counts its arguments. */
function post(target: StandIn, message: unknown, transfer: readonly unknown[]): void {
  if (typeof target.postMessage !== 'function') target.send!(message)
  else if (transfer.length > 0) target.postMessage(message, transfer)
  else target.postMessage(message)
}

export const standInAdapter: TargetAdapter<StandIn> = {
  name: 'stand-in',
  accepts: isStandIn,
  liveness: () => 'unknown',
  watch: () => undefined,
  open: target =>
    new PostTransport({
      kind: 'stand-in',
      transferables: typeof target.postMessage === 'function',
      postMessage: (message, transfer) => post(target, message, transfer),
      onEnd: () => ({ [Symbol.dispose]: () => {} }),
    }),
  describe: target => {
    const name: unknown = target.constructor?.name
    return `stand-in for a peer (${typeof name === 'string' ? name : 'Object'})`
  },
}
