/**
 * `MessagePort`, a worker's `parentPort` among them. A port whose other end was closed swallows messages; one whose
 * other end was garbage-collected does not even say so: only timeouts find that.
 */
import { lazyBuiltin } from '../core/builtin.js'
import type { Millis } from '../core/clock.js'
import type { DownReason, Liveness, RuntimeEnv, TargetAdapter, Transport } from '../core/transport.js'
import type { Port } from './control-port.js'
import { seek, upwardKey } from './directory.js'
import { isOfHost } from './host-class.js'
import { checkPortOptions, type PortAdapterOptions, type PortTarget, PortTransport } from './port-transport.js'
import { SharedEnds } from './shared-end.js'

interface Threads {
  readonly parentPort: object | null
  readonly threadId: number
}

const threads = /* @__PURE__ */ lazyBuiltin<Threads>('node:worker_threads')

export function isMessagePort(target: unknown): target is Port {
  return isOfHost('MessagePort', target)
}

/** A peer that sits behind a port may be a thread that is still starting: who insists on a stage waits longer for it. */
const patience = 50
const patienceWhenExplicit = 1000
/** The parent is asked on a way of its own; it may be busy. */
const patienceWithParent = 500

const ends = /* @__PURE__ */ new SharedEnds<Port>((port, ended) => {
  const onClose = (): void => ended({ kind: 'closed' })
  port.addEventListener('close', onClose)
  return () => port.removeEventListener('close', onClose)
})

const inspect = Symbol.for('nodejs.util.inspect.custom')

/** Node shows by how it prints a port whether that is closed, or was given away; other platforms do not tell. */
function isActive(port: Port): boolean | undefined {
  return (port as { [inspect]?(): { active?: boolean } })[inspect]?.().active
}

function isClosed(port: Port): boolean {
  return ends.isKnown(port) || isActive(port) === false
}

/** Whether Node answers `true` where it has taken a message, and nothing for a port that is closing or closed. */
let answers: boolean | undefined

function doesAnswer(): boolean {
  if (answers === undefined) {
    const { port1 } = new MessageChannel() as unknown as { port1: Port }
    answers = (port1.postMessage(0) as unknown) === true
    port1.close()
  }
  return answers
}

function watch(port: Port, fn: (reason: DownReason) => void): Disposable {
  if (!isClosed(port) || ends.isKnown(port)) return ends.watch(port, fn)
  fn({ kind: 'closed' })
  return { [Symbol.dispose]: () => {} }
}

/** A port whose 'close' has just been told, in this very turn, looks active until the turn is over, and tells no more. */
function watchFromNow(port: Port, env: RuntimeEnv, fn: (reason: DownReason) => void): Disposable {
  let over = false
  const once = (reason: DownReason): void => {
    if (!over) fn(reason)
    over = true
  }
  const watching = watch(port, once)
  if (!over) env.clock.immediate(() => isClosed(port) && once({ kind: 'closed' }))
  return {
    [Symbol.dispose]: () => {
      over = true
      watching[Symbol.dispose]()
    },
  }
}

function isParentPort(port: Port): boolean {
  return threads()?.parentPort === (port as object)
}

function targetOf(port: Port): PortTarget {
  const isParent = isParentPort(port)
  return {
    kind: isParent ? 'parent-port' : 'message-port',
    postMessage: (message, transfer) => (port.postMessage(message, transfer) as unknown) === true || !doesAnswer(),
    isClosed: () => isClosed(port),
    onEnd: fn => watch(port, fn),
    seek: served =>
      isParent
        ? { possible: true, ...seek(upwardKey(threads()!.threadId), served) }
        : { possible: false, [Symbol.dispose]: () => {} },
    patience: explicit => {
      const limit = explicit ? (isParent ? patienceWithParent : patienceWhenExplicit) : patience
      return waited => (waited < limit ? 'wait' : explicit ? 'sure' : 'long')
    },
  }
}

/** The message port adapter with options of one's own. Throws InvalidOptionError. */
export function createMessagePortAdapter(options: PortAdapterOptions = {}): TargetAdapter<Port> {
  return adapterWith(checkPortOptions(options))
}

function adapterWith(peerTimeout?: Millis): TargetAdapter<Port> {
  return {
    name: 'message-port',
    accepts: isMessagePort,
    liveness: (port): Liveness => (isClosed(port) ? 'down' : isActive(port) === undefined ? 'unknown' : 'alive'),
    watch: watchFromNow,
    open: (port, env): Transport => new PortTransport(targetOf(port), env, peerTimeout),
    describe: port => (isParentPort(port) ? 'parent port' : 'message port'),
  }
}

export const messagePortAdapter: TargetAdapter<Port> = /* @__PURE__ */ adapterWith()
