/** The runtime's words as text: JSON behind a prefix that no ordinary message has. Bytes go as base64. */
import type { PeerWire } from './peer-wire.js'

export const wirePrefix = '\u0000otp-audit/1 '

export function isBytes(value: unknown): value is ArrayBuffer | ArrayBufferView {
  return value instanceof ArrayBuffer || ArrayBuffer.isView(value)
}

interface Packet {
  readonly wire: PeerWire
  /** Places in a frame's bodies, or in an acknowledgement's replies, that are bytes. */
  readonly bytes?: readonly number[]
}

export function encodeWire(wire: PeerWire): string {
  return wirePrefix + JSON.stringify(pack(wire))
}

function pack(wire: PeerWire): Packet {
  if (wire.kind === 'frame') {
    const { bodies } = wire.frame
    if (!bodies.some(isBytes)) return { wire }
    const frame = { ...wire.frame, bodies: bodies.map(body => (isBytes(body) ? toBase64(body) : body)) }
    return { wire: { ...wire, frame }, bytes: placesOfBytes(bodies) }
  }
  if (wire.kind === 'ack' && wire.ack.replies?.some(([, value]) => isBytes(value))) {
    const { replies } = wire.ack
    const text = replies.map(([seq, value]) => [seq, isBytes(value) ? toBase64(value) : value] as const)
    return { wire: { ...wire, ack: { ...wire.ack, replies: text } }, bytes: placesOfBytes(replies.map(([, v]) => v)) }
  }
  return { wire }
}

function placesOfBytes(values: readonly unknown[]): number[] {
  return values.flatMap((value, at) => (isBytes(value) ? [at] : []))
}

/** Undefined for text that another version of this package may understand, and this one does not. */
export function decodeWire(text: string): unknown {
  let packet: Partial<Packet>
  try {
    packet = JSON.parse(text.slice(wirePrefix.length)) as Partial<Packet>
  } catch {
    return undefined
  }
  const { wire, bytes } = packet
  if (wire === undefined || bytes === undefined) return wire
  if (wire.kind === 'frame') {
    const bodies = wire.frame.bodies.map((body, at) => (bytes.includes(at) ? fromBase64(body as string) : body))
    return { ...wire, frame: { ...wire.frame, bodies } }
  }
  if (wire.kind === 'ack' && wire.ack.replies !== undefined) {
    const replies = wire.ack.replies.map(
      ([seq, value], at) => [seq, bytes.includes(at) ? fromBase64(value as string) : value] as const,
    )
    return { ...wire, ack: { ...wire.ack, replies } }
  }
  return wire
}

function toBase64(value: ArrayBuffer | ArrayBufferView): string {
  return (
    value instanceof ArrayBuffer ? Buffer.from(value) : Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  ).toString('base64')
}

function fromBase64(text: string): Buffer {
  return Buffer.from(text, 'base64')
}
