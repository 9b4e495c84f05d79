/**
 * The pipe between a Node process and its child, from either end: what `child_process`, `cluster` and `process` share.
 *
 * Two streams run over it. Raw messages go out with `send` and come in as 'message', exactly as without this package.
 * Frames, acknowledgements and the greeting of served peers carry the `cmd` prefix `NODE_`, which Node hands to
 * 'internalMessage' and never to 'message': a peer that has not been migrated sees none of them, nor do the other
 * listeners of a process that has. Node's documentation reserves the prefix for itself and asks applications to stay
 * away; there is no other way to be silent towards unmigrated code. Where a platform does not route it, no greeting
 * arrives, and the adapter honestly stays at `handed_over`.
 */
import { NotSerializableError } from '../core/errors.js'
import type { DuplexLink, LinkWrite, Written } from './duplex-link.js'
import { findJsonLoss } from './json-loss.js'
import { isPeerWire, type PeerWire } from './peer-wire.js'

const command = 'NODE_OTP_AUDIT'

/** What of ChildProcess and `process` is used. */
export interface IpcEndpoint {
  readonly connected: boolean
  readonly channel?: object | null
  send?(message: unknown, callback: (error: Error | null) => void): boolean
  // biome-ignore lint/suspicious/noExplicitAny: the listeners of Node's events have no common type
  on(event: string, listener: (...args: any[]) => void): unknown
  // biome-ignore lint/suspicious/noExplicitAny: as above
  off(event: string, listener: (...args: any[]) => void): unknown
}

export type Serialization = 'json' | 'advanced'

export interface IpcOptions {
  /** How the child was spawned; read from the channel where Node shows it, else 'json', Node's default. */
  readonly serialization?: Serialization
  /**
   * Refuse what JSON would change in silence (Map, undefined, NaN …), with its path. Costs a walk through every
   * message. No effect with 'advanced'. Default false.
   */
  readonly strict?: boolean
}

export class IpcLink implements DuplexLink {
  readonly serialization: Serialization
  readonly whileUnknown = 'raw'
  readonly #end: IpcEndpoint
  readonly #strict: boolean
  readonly #off: (() => void)[] = []

  constructor(end: IpcEndpoint, options: IpcOptions = {}) {
    this.#end = end
    this.serialization = options.serialization ?? serializationOf(end) ?? 'json'
    this.#strict = options.strict ?? false
  }

  get traits(): DuplexLink['traits'] {
    return {
      clones: this.serialization === 'json' ? 'json' : 'structured',
      handOver: 'confirmed',
      downDetection: 'event',
    }
  }

  get connected(): boolean {
    return this.#end.connected && typeof this.#end.send === 'function'
  }

  sendRaw(message: unknown, written: Written): LinkWrite {
    if (isReserved(message)) {
      const error = new NotSerializableError(`Node keeps messages whose cmd starts with NODE_ for itself`, 'cmd')
      return { ok: false, reason: 'not_serializable', error }
    }
    const refused = this.refusal(message)
    if (refused !== undefined) return { ok: false, reason: 'not_serializable', error: refused }
    return this.#send(message, message, written)
  }

  sendWire(wire: PeerWire, written: Written): LinkWrite {
    return this.#send({ cmd: command, wire }, wire, written)
  }

  /** Unmigrated children leave it unanswered, and so do those that are still starting. */
  ask(): boolean {
    return this.sendWire({ kind: 'probe' }, () => {}).ok
  }

  greet(served: PeerWire & { kind: 'served' }): void {
    this.sendWire(served, () => {})
  }

  refusal(message: unknown): NotSerializableError | undefined {
    if (!this.#strict || this.serialization !== 'json') return undefined
    const loss = findJsonLoss(message)
    return loss && new NotSerializableError(loss.what, loss.path)
  }

  failureOf(message: unknown): unknown {
    try {
      if (this.serialization === 'json') JSON.stringify(message)
      else structuredClone(message)
      return undefined
    } catch (error) {
      return this.#explain(message, error)
    }
  }

  onWire(fn: (wire: PeerWire) => void): Disposable {
    return this.#listen('internalMessage', (message: unknown) => {
      if (typeof message !== 'object' || message === null) return
      const { cmd, wire } = message as { cmd?: unknown; wire?: unknown }
      if (cmd === command && isPeerWire(wire)) fn(wire)
    })
  }

  onRaw(fn: (message: unknown) => void): Disposable {
    return this.#listen('message', fn)
  }

  onClosed(fn: () => void): Disposable {
    return this.#listen('disconnect', fn)
  }

  /** A pipe keeps its order: once this is written, all before it is, whoever sent it. */
  flush(): Promise<void> {
    return new Promise(resolve => {
      if (!this.sendWire({ kind: 'flush' }, () => resolve()).ok) resolve()
    })
  }

  // biome-ignore lint/suspicious/noExplicitAny: the listeners of Node's events have no common type
  #listen(event: string, fn: (...args: any[]) => void): Disposable {
    this.#end.on(event, fn)
    const off = (): void => void this.#end.off(event, fn)
    this.#off.push(off)
    return { [Symbol.dispose]: off }
  }

  release(): void {
    for (const off of this.#off.splice(0)) off()
  }

  #send(packet: unknown, message: unknown, written: Written): LinkWrite {
    if (!this.connected) return { ok: false, reason: 'closed' }
    try {
      // Without a callback a failed write would become an 'error' event, and that an uncaught exception.
      const room = this.#end.send!(packet, written)
      return { ok: true, pressure: room || !this.connected ? 'ok' : 'high' }
    } catch (error) {
      return { ok: false, reason: 'not_serializable', error: this.#explain(message, error) }
    }
  }

  #explain(message: unknown, error: unknown): unknown {
    const loss = this.serialization === 'json' ? findJsonLoss(message, { fatalOnly: true }) : undefined
    return loss === undefined ? error : new NotSerializableError(loss.what, loss.path, { cause: error })
  }
}

function isReserved(message: unknown): boolean {
  if (typeof message !== 'object' || message === null) return false
  try {
    const { cmd } = message as { cmd?: unknown }
    return typeof cmd === 'string' && cmd.startsWith('NODE_')
  } catch {
    // The serialization will meet the same getter, and says what it threw.
    return false
  }
}

/**
 * Node does not say which serialization a channel has. Its handle carries a buffer whose name differs; where that is
 * not found (another version, another runtime) the answer is undefined.
 */
function serializationOf(end: IpcEndpoint): Serialization | undefined {
  const handle = bySymbol(end, 'kChannelHandle')
  if (typeof handle !== 'object' || handle === null) return undefined
  const names = Object.getOwnPropertySymbols(handle).map(symbol => symbol.description)
  if (names.includes('kJSONBuffer')) return 'json'
  return names.includes('kMessageBuffer') ? 'advanced' : undefined
}

function bySymbol(object: object, description: string): unknown {
  const symbol = Object.getOwnPropertySymbols(object).find(found => found.description === description)
  return symbol && (object as Record<symbol, unknown>)[symbol]
}
