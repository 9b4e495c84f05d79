/** Failures and replies on their way to the sender; kept for telling again where acknowledgements may get lost. */
import type { Seq } from '../core/results.js'
import type { SerializedError } from '../core/serialize.js'
import type { AckFrame } from '../core/transport.js'

type Failure = readonly [Seq, SerializedError]
type Reply = readonly [Seq, unknown]

/** A sender that has missed more than this many outcomes sees the rest as unknown. */
const kept = 4096

export class Outcomes {
  /** Set once the link is known to lose acknowledgements. */
  keep = false
  #failures: Failure[] = []
  #replies: Reply[] = []
  #toldFailures: Failure[] = []
  #toldReplies: Reply[] = []

  fail(seq: Seq, error: SerializedError): void {
    this.#failures.push([seq, error])
  }

  reply(seq: Seq, value: unknown): void {
    this.#replies.push([seq, value])
  }

  /** Adds what is new to `ack`; with `again` also what was told before. */
  into(ack: { -readonly [K in keyof AckFrame]: AckFrame[K] }, again: boolean): void {
    const failures = again ? [...this.#toldFailures, ...this.#failures] : this.#failures
    const replies = again ? [...this.#toldReplies, ...this.#replies] : this.#replies
    if (this.keep && this.#failures.length > 0) {
      this.#toldFailures = [...this.#toldFailures, ...this.#failures].slice(-kept)
    }
    if (this.keep && this.#replies.length > 0) this.#toldReplies = [...this.#toldReplies, ...this.#replies].slice(-kept)
    this.#failures = []
    this.#replies = []
    if (failures.length > 0) ack.failures = failures
    if (replies.length > 0) ack.replies = replies
  }
}
