/**
 * The second port beside a target's own: frames and acknowledgements travel on it, so that what listens on the target
 * sees raw messages only. It reaches the peer in the transfer list of one raw message, where nobody who has not been
 * migrated looks: `event.data` is the message as it is, and the port waits in `event.ports`. Since that message goes
 * through the target's own queue, everything on the new port comes after everything sent before it.
 */
import { lazyBuiltin } from '../core/builtin.js'
import type { DeliveryStage, Seq } from '../core/results.js'
import type { AckFrame, Frame } from '../core/transport.js'

/** With its version: those who would not understand each other do not find each other either. */
export const protocol = '@otp-audit/runtime/3'

/** Waits on the control port when it arrives: what the peer must know of the message that carried it. */
export interface Preamble {
  readonly protocol: typeof protocol
  readonly epoch: number
  readonly first: Seq
  readonly fence: Int32Array | undefined
  readonly ask: boolean
  readonly attempt: number
  readonly headers: Readonly<Record<string, string>> | undefined
  readonly lossy: boolean
}

/** The peer's answer, before any acknowledgement. */
export interface Hello {
  readonly protocol: typeof protocol
  readonly stages: readonly DeliveryStage[]
}

/** What of a MessagePort is used; `ref` and `unref` are Node's. */
export interface Port {
  postMessage(message: unknown, transfer?: readonly unknown[]): void
  addEventListener(type: string, listener: (event: PortEvent) => void): void
  removeEventListener(type: string, listener: (event: PortEvent) => void): void
  start?(): void
  close(): void
  ref?(): void
  unref?(): void
}

export interface PortEvent {
  readonly data?: unknown
  readonly ports?: readonly Port[]
}

interface Threads {
  receiveMessageOnPort(port: Port): { readonly message: unknown } | undefined
}

const threads = /* @__PURE__ */ lazyBuiltin<Threads>('node:worker_threads')

export function preambleFor(frame: Frame, fence: Int32Array | undefined): Preamble {
  return {
    protocol,
    epoch: frame.epoch,
    first: frame.first,
    fence,
    ask: frame.asks?.includes(0) === true,
    attempt: frame.attempt ?? 1,
    headers: frame.headers,
    lossy: frame.lossy === true,
  }
}

export function helloOf(stages: readonly DeliveryStage[]): Hello {
  return { protocol, stages }
}

export function isHello(message: unknown): message is Hello {
  return isOurs(message) && 'stages' in message
}

export function isPreamble(message: unknown): message is Preamble {
  return isOurs(message) && 'first' in message
}

function isOurs(message: unknown): message is object {
  return typeof message === 'object' && message !== null && (message as { protocol?: unknown }).protocol === protocol
}

/** False in browsers: what waits on a port is known there only when its event comes. */
export function canTakeWaiting(): boolean {
  return threads() !== undefined
}

/** What waits on a port, without waiting for the event loop; undefined where the platform cannot, or nothing waits. */
export function takeWaiting(port: Port): unknown {
  return threads()?.receiveMessageOnPort(port)?.message
}

// The epoch is the port's own, so neither frames nor acknowledgements carry it; arrays clone faster than objects. A single
// message that asks for nothing and comes next goes bare: a wrapping would cost a fifth. Arrays do not, nor does undefined, which
// the event at the other end shows as null.
type WireFrame =
  | readonly [first: Seq, bodies: readonly unknown[], rest?: Partial<Frame> | typeof allAsk]
  | readonly [first: Seq, body: unknown, single: true]
type WireAck = readonly [
  received: Seq,
  processed: Seq,
  credit: number,
  rest?: Partial<AckFrame>,
  /** Numbers and values in turn: a pair of its own for each would be half of what a reply costs. */
  replies?: readonly unknown[],
]
const allAsk = 0

/** `next` is the number that the other end expects, as it has counted. */
export function packFrame(frame: Frame, next: Seq): unknown {
  const { first, bodies } = frame
  // more than these two and the epoch
  if (Object.keys(frame).length > 3) {
    const { epoch: _e, transfer: _t, base: _b, first: _f, bodies: _s, asks, ...rest } = frame
    for (const _ in rest) return [first, bodies, { ...rest, asks }] satisfies WireFrame
    if (asks !== undefined)
      return [first, bodies, asks.length === bodies.length ? allAsk : { asks }] satisfies WireFrame
  }
  if (bodies.length !== 1) return [first, bodies] satisfies WireFrame
  const [body] = bodies
  return first === next && body !== undefined && !Array.isArray(body) ? body : ([first, body, true] satisfies WireFrame)
}

/** Both ends of a port count alike: after a frame comes the number behind it. */
export function nextAfter(frame: Frame, next: Seq): Seq {
  return frame.bodies.length === 0 ? next : frame.first + frame.bodies.length
}

export function unpackFrame(wire: unknown, epoch: number, next: Seq): Frame {
  if (!Array.isArray(wire)) return { epoch, first: next, bodies: [wire] }
  const [first, content, rest] = wire as unknown as WireFrame
  if (rest === true) return { epoch, first, bodies: [content] }
  const bodies = content as readonly unknown[]
  if (rest === undefined) return { epoch, first, bodies }
  if (rest === allAsk) return { epoch, first, bodies, asks: [...bodies.keys()] }
  return { ...rest, epoch, first, bodies }
}

export function packAck(ack: AckFrame): WireAck {
  const { epoch: _epoch, received, processed, credit, replies, ...rest } = ack
  if (replies !== undefined) return [received, processed, credit, rest, replies.flat()]
  for (const _ in rest) return [received, processed, credit, rest]
  return [received, processed, credit]
}

export function unpackAck(wire: unknown, epoch: number): AckFrame {
  const [received, processed, credit, rest, flat = []] = wire as WireAck
  const replies: [Seq, unknown][] = []
  for (let at = 0; at < flat.length; ) replies.push([flat[at++] as Seq, flat[at++]])
  return { ...rest, epoch, received, processed, credit, replies }
}
