/** Sockets of the `ws` package as recipients, and as endpoints to be served. Nothing is imported from `ws`. */
import type { Millis } from '../core/clock.js'
import { checkCount, checkSpan } from '../core/options-check.js'
import type { DownReason, Liveness, TargetAdapter } from '../core/transport.js'
import type { PeerEndpointAdapter } from '../peer/contracts.js'
import { listenOnLink } from '../peer/duplex-endpoint.js'
import { DuplexTransport } from './duplex-transport.js'
import { OneShot } from './link-state.js'
import { connecting, open, WsLink, type WsLinkOptions, type WsSocket } from './ws-link.js'

export type { WsSocket } from './ws-link.js'

export interface WsAdapterOptions extends WsLinkOptions {
  /**
   * How long, in milliseconds, messages wait at most for the verdict whether the other end is served, the connecting
   * included. It comes with the second pong. Default 10 000; 0 never waits.
   */
  readonly peerTimeout?: Millis
}

/**
 * To an unserved peer goes text and bytes, raw; to a served one also values that JSON carries. A socket that is still
 * connecting holds its messages until it is open. Watching a socket gives it an 'error' listener: a connection that
 * fails is a DOWN and no longer an uncaught exception. A peer that vanishes without closing (a pulled cable) is not
 * noticed before TCP gives up: where that matters, ping and `terminate`.
 * @throws InvalidOptionError for a wrong `peerTimeout` or `highWaterMark`
 */
export function wsAdapter(options: WsAdapterOptions = {}): TargetAdapter<WsSocket> {
  const peerTimeout = checkSpan('peerTimeout', options.peerTimeout ?? 10_000)
  if (options.highWaterMark !== undefined) checkCount('highWaterMark', options.highWaterMark, 1)
  return {
    name: 'ws',
    accepts: isWsSocket,
    liveness: livenessOf,
    watch: (socket, _env, fn) => watchSocket(socket, fn),
    open: (socket, env) =>
      new DuplexTransport('ws', new WsLink(socket, options), env, peerTimeout, fn => watchSocket(socket, fn)),
    describe: () => 'ws socket',
  }
}

/** `servePeer(socket, …)` at either end: text comes to the handler as a string, bytes as `ws` gives them. */
export function wsEndpoint(options: WsLinkOptions = {}): PeerEndpointAdapter<WsSocket> {
  return {
    name: 'ws',
    accepts: isWsSocket,
    listen: (socket, sink) => listenOnLink(new WsLink(socket, options), sink),
  }
}

export function isWsSocket(target: unknown): target is WsSocket {
  if (typeof target !== 'object' || target === null) return false
  const socket = target as Partial<WsSocket>
  return (
    typeof socket.readyState === 'number' &&
    typeof socket.ping === 'function' &&
    typeof socket.terminate === 'function' &&
    typeof socket.send === 'function' &&
    typeof socket.on === 'function'
  )
}

function livenessOf(socket: WsSocket): Liveness {
  if (socket.readyState === connecting) return 'unknown'
  return socket.readyState === open ? 'alive' : 'down'
}

function watchSocket(socket: WsSocket, fn: (reason: DownReason) => void): Disposable {
  const down = new OneShot<DownReason>()
  const listening = down.listen(fn)
  if (livenessOf(socket) === 'down') {
    down.fire({ kind: 'closed' })
    return listening
  }
  let failure: unknown
  const failed = (error: unknown): void => {
    failure = error
  }
  const closed = (code: number): void => {
    release()
    // 1006 is the code of a connection that was lost without a close frame.
    down.fire(failure === undefined && code !== 1006 ? { kind: 'closed' } : { kind: 'unreachable', error: failure })
  }
  const release = (): void => {
    socket.off('close', closed)
    socket.off('error', failed)
  }
  socket.on('close', closed)
  socket.on('error', failed)
  return {
    [Symbol.dispose]: () => {
      listening[Symbol.dispose]()
      release()
    },
  }
}
