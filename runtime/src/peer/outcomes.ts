/** Failures and replies on their way to the sender; kept for telling again where acknowledgements may get lost. */
import type { Seq } from '../core/results.js'
import type { SerializedError } from '../core/serialize.js'
import type { AckFrame } from '../core/transport.js'

type Failure = readonly [Seq, SerializedError]
type Reply = readonly [Seq, unknown]

/** A sender that leaves more outcomes than this unsettled sees the oldest of them as processed without a failure. */
const kept = 4096

export class Outcomes {
  /**
   * Set once the link is known to lose acknowledgements: every outcome is told with every acknowledgement until the
   * sender has settled its number. A cumulative acknowledgement that came without the failure would claim a success.
   */
  keep = false
  #failures: Failure[] = []
  #replies: Reply[] = []

  /** There are failures that no acknowledgement has told yet. */
  get untold(): boolean {
    return this.#failures.length > 0
  }

  fail(seq: Seq, error: SerializedError): void {
    this.#failures.push([seq, error])
  }

  reply(seq: Seq, value: unknown): void {
    this.#replies.push([seq, value])
  }

  /** The sender has settled everything below `base`. */
  forgetBelow(base: Seq): void {
    if (this.#failures.length > 0) this.#failures = this.#failures.filter(([seq]) => seq >= base)
    if (this.#replies.length > 0) this.#replies = this.#replies.filter(([seq]) => seq >= base)
  }

  into(ack: { -readonly [K in keyof AckFrame]: AckFrame[K] }): void {
    if (this.#failures.length > 0) ack.failures = this.#failures
    if (this.#replies.length > 0) ack.replies = this.#replies
    this.#failures = this.keep ? this.#failures.slice(-kept) : []
    this.#replies = this.keep ? this.#replies.slice(-kept) : []
  }
}
