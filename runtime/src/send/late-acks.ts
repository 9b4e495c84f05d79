/** Acknowledgements that come after the result had been given: counted and told. */
import { RangeSet } from '../core/range-set.js'
import type { Seq } from '../core/results.js'
import type { AckFrame } from '../core/transport.js'
import type { ChannelParts } from './channel-parts.js'
import type { LateAcks } from './parts.js'

export class CountedLateAcks implements LateAcks {
  readonly #channel: ChannelParts
  readonly #abandoned = new RangeSet()

  constructor(channel: ChannelParts) {
    this.#channel = channel
  }

  add(seq: Seq): void {
    this.#abandoned.add(seq)
  }

  clear(): void {
    this.#abandoned.clear()
  }

  acknowledged({ received }: AckFrame): void {
    const count = this.#abandoned.dropBelow(received)
    if (count === 0) return
    const { counts, tell } = this.#channel.shared
    counts.lateAcks += count
    tell?.lateAck(this.#channel.recipient, count)
  }
}
