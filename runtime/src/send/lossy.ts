/**
 * On a lossy transport nothing may come back at all: what is not acknowledged in time is written again, after a wait
 * that doubles from 50 ms to a second and starts again with every progress; what the peer says it misses, at once.
 */
import type { Seq } from '../core/results.js'
import type { AckFrame, Frame } from '../core/transport.js'
import type { ChannelParts } from './channel-parts.js'
import { buildFrame, everything } from './frame-builder.js'
import { writeTo } from './link.js'
import type { Lossy } from './parts.js'

const first = 50
const longest = 1000

export class Retransmission implements Lossy {
  readonly #channel: ChannelParts
  #timer = 0
  #wait = first

  constructor(channel: ChannelParts) {
    this.#channel = channel
  }

  wrote(frame: Frame): Frame {
    this.#arm()
    return { ...frame, lossy: true, base: this.#channel.ring.head }
  }

  acknowledged({ gaps }: AckFrame, progress: boolean): void {
    if (progress) this.#wait = first
    if (gaps !== undefined) for (const [from, to] of gaps) this.#rewrite(from, to)
  }

  stop(): void {
    this.#channel.shared.env.wheel.cancel(this.#timer)
    this.#timer = 0
    this.#wait = first
  }

  #arm(): void {
    if (this.#timer !== 0) return
    const { ring, pump, shared } = this.#channel
    this.#timer = shared.env.wheel.add(this.#wait, () => {
      this.#timer = 0
      this.#wait = Math.min(longest, this.#wait * 2)
      if (ring.open === 0) return
      this.#rewrite(Math.max(ring.head, pump.acks.received), ring.written)
      this.#arm()
    })
  }

  #rewrite(from: Seq, to: Seq): void {
    const { ring, pump, shared } = this.#channel
    const link = pump.keeper.current
    if (link === undefined) return
    const end = Math.min(to, ring.written)
    for (let seq = from; seq < end; ) {
      const frame = buildFrame(ring, link.epoch, seq, Math.min(shared.batch.max, end - seq), everything)
      shared.counts.retried += frame.bodies.length - (frame.holes?.length ?? 0)
      writeTo(link.transport, { ...frame, attempt: Math.max(2, frame.attempt ?? 2), lossy: true, base: ring.head })
      seq += frame.bodies.length
    }
  }
}
