/** Serving a MessagePort, `parentPort` or a Worker: raw messages as they come, frames on the control ports they bring. */
import { lazyBuiltin } from '../core/builtin.js'
import type { RuntimeEnv } from '../core/transport.js'
import {
  canTakeWaiting,
  helloOf,
  isPreamble,
  nextAfter,
  type Port,
  type PortEvent,
  type Preamble,
  packAck,
  takeWaiting,
  unpackFrame,
} from '../transports/control-port.js'
import { announce, downwardKey, upwardKey } from '../transports/directory.js'
import { isMessagePort } from '../transports/message-port.js'
import { isThreadWorker, type ThreadWorker } from '../transports/worker.js'
import type { PeerEndpointAdapter, PeerSink } from './contracts.js'
import { PreambleGate } from './preamble-gate.js'

interface Threads {
  readonly parentPort: object | null
  readonly threadId: number
}

const threads = /* @__PURE__ */ lazyBuiltin<Threads>('node:worker_threads')

export const portEndpoint: PeerEndpointAdapter<Port> = {
  name: 'message-port',
  accepts: isMessagePort,
  listen(port, sink, env) {
    const listening = listenTo(port, sink, env)
    port.start?.()
    const found = threads()
    if (found?.parentPort !== (port as object)) return listening
    return both(listening, announce(downwardKey(found.threadId)))
  },
}

/** The parent's end of a worker: messages that the worker posts to its `parentPort`. */
export const workerEndpoint: PeerEndpointAdapter<ThreadWorker> = {
  name: 'worker',
  accepts: isThreadWorker,
  listen(worker, sink, env) {
    const port = publicPortOf(worker)
    if (port === undefined) return listenRaw(worker, sink)
    return both(listenTo(port, sink, env), announce(upwardKey(worker.threadId)))
  },
}

/**
 * Node keeps the parent's end of a worker under a symbol; its 'message' event of Worker hides what was transferred
 * beside the message. Where the symbol is not found, messages are served raw and nothing more is promised.
 */
function publicPortOf(worker: ThreadWorker): Port | undefined {
  const symbol = Object.getOwnPropertySymbols(worker).find(found => found.description === 'kPublicPort')
  const port = symbol && (worker as unknown as Record<symbol, unknown>)[symbol]
  return isMessagePort(port) ? port : undefined
}

function listenRaw(worker: ThreadWorker, sink: PeerSink): Disposable {
  const onMessage = (message: unknown): void => sink.raw(message)
  worker.on('message', onMessage)
  return { [Symbol.dispose]: () => void worker.off('message', onMessage) }
}

/** Listens to what comes in on `port`: a MessagePort, or anything that posts and has 'message' events as one has. */
export function listenTo(port: Port, sink: PeerSink, env: RuntimeEnv): Disposable {
  const links = new Set<Disposable>()
  const take = (event: PortEvent): void => {
    const control = event.ports?.at(-1)
    if (control === undefined || isWithin(event.data, control)) sink.raw(event.data)
    else if (canTakeWaiting()) greet(control, takeWaiting(control), event)
    else gate.await(control, event)
  }
  const greet = (control: Port, preamble: unknown, event: PortEvent): void => {
    if (isPreamble(preamble)) join(control, preamble, event.data, sink, links)
    else sink.raw(event.data)
  }
  const gate = new PreambleGate(env, greet, take)
  const onMessage = (event: PortEvent): void => {
    if (!gate.holds(event)) take(event)
  }
  port.addEventListener('message', onMessage)
  return {
    [Symbol.dispose]: () => {
      port.removeEventListener('message', onMessage)
      gate.open()
      for (const link of links) link[Symbol.dispose]()
    },
  }
}

function join(control: Port, preamble: Preamble, message: unknown, sink: PeerSink, links: Set<Disposable>): void {
  const { epoch, first, fence, ask, attempt, headers, lossy } = preamble
  const session = sink.open({
    epoch,
    first,
    ...(fence === undefined ? {} : { fence }),
    post: ack => control.postMessage(packAck(ack)),
  })
  const link: Disposable = { [Symbol.dispose]: () => control.close() }
  links.add(link)
  let next = first + 1
  control.addEventListener('message', event => {
    const frame = unpackFrame(event.data, epoch, next)
    next = nextAfter(frame, next)
    session.frame(frame)
  })
  control.addEventListener('close', () => {
    session.close()
    links.delete(link)
  })
  control.postMessage(helloOf(sink.stages))
  session.frame({
    epoch,
    first,
    bodies: [message],
    attempt,
    ...(ask ? { asks: [0] } : {}),
    ...(headers === undefined ? {} : { headers }),
    ...(lossy ? { lossy } : {}),
  })
  control.start?.()
  // What keeps this thread alive is the served endpoint.
  control.unref?.()
}

/** A port that the message itself holds is the user's. */
function isWithin(value: unknown, port: object, depth = 0): boolean {
  if (value === port) return true
  if (typeof value !== 'object' || value === null || depth > 8) return false
  const children = value instanceof Map || value instanceof Set ? [...value.values()] : Object.values(value)
  return children.some(child => isWithin(child, port, depth + 1))
}

function both(first: Disposable, second: Disposable): Disposable {
  return {
    [Symbol.dispose]: () => {
      first[Symbol.dispose]()
      second[Symbol.dispose]()
    },
  }
}
