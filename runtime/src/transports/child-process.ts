/** Children of `child_process.fork`, and of `spawn` with an 'ipc' channel, from their parent's side. */
import type { Millis } from '../core/clock.js'
import { checkOneOf, checkSpan } from '../core/options-check.js'
import type { DownReason, Liveness, RuntimeEnv, TargetAdapter, Transport } from '../core/transport.js'
import type { PeerEndpointAdapter } from '../peer/contracts.js'
import { listenOnLink } from '../peer/duplex-endpoint.js'
import { DuplexTransport } from './duplex-transport.js'
import { type IpcEndpoint, IpcLink, type IpcOptions } from './ipc-link.js'
import { OneShot } from './link-state.js'

/** What of `ChildProcess` is used. */
export interface ChildTarget extends IpcEndpoint {
  /** Undefined when the child could not be started. */
  readonly pid?: number | undefined
  readonly exitCode: number | null
  readonly signalCode: string | null
  kill(signal?: string): boolean
}

export interface IpcAdapterOptions extends IpcOptions {
  /**
   * How long, in milliseconds, a message that asks for `received` or `processed` waits for the other process to say
   * that it is served (`servePeer`) before it is refused: a child that has just been forked takes 50 and more. Default
   * 2000; 0 never waits. Messages that ask for no stage go out raw in the meantime. An answer that comes later counts, too.
   */
  readonly peerTimeout?: Millis
}

/** A child whose channel closes is given this long to exit, so that its exit code can be told. */
const exitGrace: Millis = 500

/**
 * Listens to the child's `disconnect`, `exit` and, while it may still fail to start, `error`; so a child that cannot be
 * started is a DOWN and no longer an uncaught exception.
 * @throws InvalidOptionError for a wrong `serialization` or `peerTimeout`
 */
export function childProcessAdapter(options: IpcAdapterOptions = {}): TargetAdapter<ChildTarget> {
  const peerTimeout = checkIpcOptions(options)
  return {
    name: 'child_process',
    accepts: isChild,
    liveness: child => {
      if (child.pid === undefined) takeStartError(child)
      return livenessOfChild(child)
    },
    watch: watchChild,
    open: (child, env) => openChild(child, env, options, peerTimeout),
    describe: child => `child ${child.pid ?? 'that did not start'}`,
  }
}

/** `servePeer(child, …)` in the parent: what the child sends to it is received and processed with proof. */
export function childProcessEndpoint(options: IpcOptions = {}): PeerEndpointAdapter<ChildTarget> {
  return {
    name: 'child_process',
    accepts: isChild,
    listen: (child, sink) => listenOnLink(new IpcLink(child, options), sink),
  }
}

export function checkIpcOptions(options: IpcAdapterOptions): Millis {
  if (options.serialization !== undefined) checkOneOf('serialization', options.serialization, ['json', 'advanced'])
  return checkSpan('peerTimeout', options.peerTimeout ?? 2000)
}

export function openChild(child: ChildTarget, env: RuntimeEnv, options: IpcOptions, peerTimeout: Millis): Transport {
  return new DuplexTransport('child', new IpcLink(child, options), env, peerTimeout, fn => watchChild(child, env, fn))
}

export function isChild(target: unknown): target is ChildTarget {
  if (typeof target !== 'object' || target === null) return false
  const child = target as Partial<ChildTarget>
  return (
    typeof child.kill === 'function' &&
    typeof child.on === 'function' &&
    'exitCode' in child &&
    'signalCode' in child &&
    'connected' in child
  )
}

const unstarted = new WeakSet<ChildTarget>()

/** Its `error` is still to come: a send has been told that it is down, and must not end the process as well. */
function takeStartError(child: ChildTarget): void {
  if (unstarted.has(child)) return
  unstarted.add(child)
  child.on('error', () => {})
}

export function livenessOfChild(child: ChildTarget): Liveness {
  return endOf(child) === undefined && child.pid !== undefined ? 'alive' : 'down'
}

function endOf(child: ChildTarget): DownReason | undefined {
  if (child.signalCode !== null) return { kind: 'exit', code: child.exitCode, signal: child.signalCode }
  return child.exitCode === null ? undefined : { kind: 'exit', code: child.exitCode }
}

/**
 * The end of a child is its exit, told once its channel has been read to the end: acknowledgements come first. A
 * channel that closes under a child that lives on is the end as well, as Erlang's `noconnection` is.
 */
export function watchChild(child: ChildTarget, env: RuntimeEnv, fn: (reason: DownReason) => void): Disposable {
  const down = new OneShot<DownReason>()
  const listening = down.listen(fn)
  const hasChannel = typeof child.send === 'function'
  const listeners: [string, (...args: never[]) => void][] = []
  const on = (event: string, listener: (...args: never[]) => void): void => {
    child.on(event, listener as () => void)
    listeners.push([event, listener])
  }
  let grace = 0
  const release = (): void => {
    for (const [event, listener] of listeners.splice(0)) child.off(event, listener as () => void)
    env.wheel.cancel(grace)
  }
  const end = (reason: DownReason): void => {
    release()
    down.fire(reason)
  }
  const look = (): void => {
    const exited = endOf(child)
    if (exited !== undefined && !child.connected) end(exited)
    else if (hasChannel && !child.connected) {
      grace ||= env.wheel.add(exitGrace, () => end(endOf(child) ?? { kind: 'closed' }), undefined, false)
    }
  }
  if (child.pid === undefined && child.exitCode !== null) end({ kind: 'never_existed' })
  else {
    on('exit', look)
    on('disconnect', look)
    if (child.pid === undefined) on('error', error => end({ kind: 'unreachable', error }))
    look()
  }
  return {
    [Symbol.dispose]: () => {
      listening[Symbol.dispose]()
      release()
    },
  }
}
