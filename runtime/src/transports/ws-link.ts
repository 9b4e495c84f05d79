/**
 * Sockets of the `ws` package, server's or client's. Raw messages are text and bytes, as `ws` itself sends them. The
 * runtime's own words are text with a prefix; they and the greeting, which travels as a ping, are taken out of the
 * socket's events before its other listeners see them. Every WebSocket answers pings by itself, in order: if the pong
 * is back and the word of a served peer is not, there is none.
 */
import { NotSerializableError } from '../core/errors.js'
import type { DuplexLink, LinkWrite, Written } from './duplex-link.js'
import { findJsonLoss } from './json-loss.js'
import { isPeerWire, type PeerWire } from './peer-wire.js'
import { decodeWire, encodeWire, isBytes, wirePrefix } from './ws-wire.js'

/** What of `ws`'s WebSocket is used. */
export interface WsSocket {
  readonly readyState: number
  readonly bufferedAmount: number
  send(data: unknown, callback: (error?: Error | null) => void): void
  ping(data: string, mask: undefined, callback: (error?: Error | null) => void): void
  terminate(): void
  emit(event: string, ...args: unknown[]): boolean
  // biome-ignore lint/suspicious/noExplicitAny: the listeners of Node's events have no common type
  on(event: string, listener: (...args: any[]) => void): unknown
  // biome-ignore lint/suspicious/noExplicitAny: as above
  off(event: string, listener: (...args: any[]) => void): unknown
}

export interface WsLinkOptions {
  /**
   * Refuse what JSON would change in silence, with its path; to unserved peers only text and bytes go anyway. Default
   * false.
   */
  readonly strict?: boolean
  /** Bytes waiting in the socket above which `write` reports pressure; default 1 MiB. */
  readonly highWaterMark?: number
}

export const connecting = 0
export const open = 1

const words = {
  probe: 'otp-audit/1 probe',
  settle: 'otp-audit/1 settle',
  served: 'otp-audit/1 served',
  flush: 'otp-audit/1 flush',
}

export class WsLink implements DuplexLink {
  readonly traits: DuplexLink['traits'] = { clones: 'json', handOver: 'confirmed', downDetection: 'event' }
  readonly #socket: WsSocket
  readonly #strict: boolean
  readonly #highWaterMark: number
  readonly #tap: SocketTap
  readonly #off: (() => void)[] = []
  #released = false

  constructor(socket: WsSocket, options: WsLinkOptions = {}) {
    this.#socket = socket
    this.#strict = options.strict ?? false
    this.#highWaterMark = options.highWaterMark ?? 1024 * 1024
    this.#tap = tapOf(socket)
    this.#tap.users++
  }

  get connected(): boolean {
    return this.#socket.readyState === open
  }

  get whileUnknown(): 'hold' | 'raw' {
    return this.#socket.readyState === connecting ? 'hold' : 'raw'
  }

  onOpen(fn: () => void): void {
    if (this.#socket.readyState === connecting) this.#listen('open', fn)
  }

  needsPeer(message: unknown): boolean {
    return typeof message !== 'string' && !isBytes(message)
  }

  sendRaw(message: unknown, written: Written): LinkWrite {
    if (this.needsPeer(message)) {
      const error = new NotSerializableError(
        'a WebSocket carries text and bytes; only a peer that is served takes other values, as JSON',
      )
      return { ok: false, reason: 'not_serializable', error }
    }
    if (typeof message === 'string' && message.startsWith(wirePrefix)) {
      return { ok: false, reason: 'not_serializable', error: new NotSerializableError('text with a reserved prefix') }
    }
    return this.#send(message, written)
  }

  sendWire(wire: PeerWire, written: Written): LinkWrite {
    let text: string
    try {
      text = encodeWire(wire)
    } catch (error) {
      return { ok: false, reason: 'not_serializable', error }
    }
    return this.#send(text, written)
  }

  #send(data: unknown, written: Written): LinkWrite {
    if (!this.connected) return { ok: false, reason: 'closed' }
    try {
      this.#socket.send(data, written)
    } catch (error) {
      return { ok: false, reason: 'transport_error', error }
    }
    return { ok: true, pressure: this.#socket.bufferedAmount > this.#highWaterMark ? 'high' : 'ok' }
  }

  ask(absent: () => void): boolean {
    if (!this.#whenOpen(() => this.#ping(words.probe))) return false
    this.#tap.onPong(words.probe, () => this.#ping(words.settle))
    this.#tap.onPong(words.settle, absent)
    return true
  }

  greet(_served: PeerWire & { kind: 'served' }): void {
    this.#whenOpen(() => this.#ping(words.served))
  }

  /** False where the socket never will be open again. */
  #whenOpen(fn: () => void): boolean {
    if (this.#socket.readyState > open) return false
    if (this.connected) fn()
    else this.#listen('open', fn)
    return true
  }

  #ping(word: string): void {
    if (this.connected) this.#socket.ping(word, undefined, () => {})
  }

  refusal(message: unknown): unknown {
    if (!this.#strict || isBytes(message)) return undefined
    const loss = findJsonLoss(message)
    return loss && new NotSerializableError(loss.what, loss.path)
  }

  failureOf(message: unknown): unknown {
    try {
      if (!isBytes(message)) JSON.stringify(message)
      return undefined
    } catch (error) {
      const loss = findJsonLoss(message, { fatalOnly: true })
      return loss === undefined ? error : new NotSerializableError(loss.what, loss.path, { cause: error })
    }
  }

  onWire(fn: (wire: PeerWire) => void): Disposable {
    const off = [
      this.#tap.onWire(fn),
      // A ping asks whether this end is served; only an endpoint answers. One that says 'served' wants to be asked.
      this.#tap.onPing(words.probe, () => fn({ kind: 'probe' })),
      this.#tap.onPing(words.served, () => void this.sendWire({ kind: 'probe' }, () => {})),
    ]
    const all = (): void => {
      for (const one of off) one()
    }
    this.#off.push(all)
    return { [Symbol.dispose]: all }
  }

  /** Text arrives as a string, bytes as `ws` gives them. */
  onRaw(fn: (message: unknown) => void): Disposable {
    return this.#listen('message', (data: { toString(): string }, isBinary: boolean) =>
      fn(isBinary ? data : data.toString()),
    )
  }

  onClosed(fn: () => void): Disposable {
    return this.#listen('close', fn)
  }

  flush(): Promise<void> {
    return new Promise(resolve => {
      if (this.connected) this.#socket.ping(words.flush, undefined, () => resolve())
      else resolve()
    })
  }

  // biome-ignore lint/suspicious/noExplicitAny: the listeners of Node's events have no common type
  #listen(event: string, fn: (...args: any[]) => void): Disposable {
    this.#socket.on(event, fn)
    const off = (): void => void this.#socket.off(event, fn)
    this.#off.push(off)
    return { [Symbol.dispose]: off }
  }

  release(): void {
    for (const off of this.#off.splice(0)) off()
    if (this.#released) return
    this.#released = true
    if (--this.#tap.users === 0) this.#tap.remove()
  }
}

const taps = new WeakMap<WsSocket, SocketTap>()

function tapOf(socket: WsSocket): SocketTap {
  let tap = taps.get(socket)
  if (tap === undefined) {
    tap = new SocketTap(socket)
    taps.set(socket, tap)
  }
  return tap
}

/** Takes the runtime's own events out of the socket's stream: an `emit` of the socket's own while anybody listens. */
class SocketTap {
  users = 0
  readonly #socket: WsSocket
  readonly #emit: WsSocket['emit']
  /** What somebody else had put in the place of the class's `emit`. */
  readonly #wrapped: WsSocket['emit'] | undefined
  readonly #wires = new Set<(wire: PeerWire) => void>()
  readonly #pings = new Map<string, Set<() => void>>()
  readonly #pongs = new Map<string, (() => void)[]>()

  constructor(socket: WsSocket) {
    this.#socket = socket
    const below = socket.emit
    this.#wrapped = Object.hasOwn(socket, 'emit') ? below : undefined
    this.#emit = (event, ...args) => this.#takes(event, args) || below.call(socket, event, ...args)
    socket.emit = this.#emit
  }

  /** One that somebody has wrapped in the meantime stays, and passes everything on. */
  remove(): void {
    taps.delete(this.#socket)
    if (this.#socket.emit !== this.#emit) return
    if (this.#wrapped !== undefined) this.#socket.emit = this.#wrapped
    else delete (this.#socket as { emit?: unknown }).emit
  }

  onWire(fn: (wire: PeerWire) => void): () => void {
    this.#wires.add(fn)
    return () => void this.#wires.delete(fn)
  }

  onPing(word: string, fn: () => void): () => void {
    let fns = this.#pings.get(word)
    if (fns === undefined) {
      fns = new Set()
      this.#pings.set(word, fns)
    }
    fns.add(fn)
    return () => void fns.delete(fn)
  }

  /** Once, for the pong of the next ping with this word. */
  onPong(word: string, fn: () => void): void {
    const fns = this.#pongs.get(word) ?? []
    fns.push(fn)
    this.#pongs.set(word, fns)
  }

  #takes(event: string, args: readonly unknown[]): boolean {
    // `ws` gives text as bytes; the first of the prefix is enough to leave ordinary messages undecoded.
    if (event === 'message') return args[1] !== true && isReserved(args[0]) && this.#takesText(String(args[0]))
    if (event !== 'ping' && event !== 'pong') return false
    const word = String(args[0])
    if (!word.startsWith('otp-audit/1 ')) return false
    if (event === 'ping') for (const fn of [...(this.#pings.get(word) ?? [])]) fn()
    else this.#pongs.get(word)?.shift()?.()
    return true
  }

  #takesText(text: string): boolean {
    if (!text.startsWith(wirePrefix)) return false
    const wire = decodeWire(text)
    if (isPeerWire(wire)) for (const fn of [...this.#wires]) fn(wire)
    return true
  }
}

function isReserved(text: unknown): boolean {
  return (text as Uint8Array)[0] === 0
}
