/**
 * What a target's own send throws at a message within the call: the message can't be written at all, by anybody. That is
 * a mistake of whoever sends and not a loss. Whoever posts gets no result that could tell, so it goes where it would go
 * without us: out of the call.
 */
import { NotSerializableError } from '../core/errors.js'
import type { SendOptions } from '../core/options.js'
import type { Seq } from '../core/results.js'
import type { Channel } from './channel.js'
import type { Failure } from './shared.js'

export interface Thrown {
  readonly error: unknown
  readonly message: unknown
}

const nobody = Symbol('nobody sends')

export class OwnError {
  #message: unknown = nobody
  #thrown: Thrown | undefined

  /** A message is being sent. Answers what `end` is to be given. */
  begin(message: unknown): unknown {
    const outer = this.#message
    this.#message = message
    return outer
  }

  /** What was thrown at the message since `begin`; not at another that is still being sent around it. */
  end(outer: unknown): Thrown | undefined {
    const thrown = this.#thrown?.message === this.#message ? this.#thrown : undefined
    this.#message = outer
    if (thrown !== undefined) this.#thrown = undefined
    return thrown
  }

  /** @param tell told what was thrown at the message, once all else is done */
  post<M>(channel: Channel<M>, message: M, options: SendOptions | undefined, tell: (thrown: Thrown) => void): Seq {
    const outer = this.begin(message)
    let thrown: Thrown | undefined
    let seq: Seq
    try {
      seq = channel.post(message, options)
    } finally {
      thrown = this.end(outer)
    }
    if (thrown !== undefined) tell(thrown)
    return seq
  }

  /** Whether the failure is told by the call itself, and by nothing else. */
  takes({ message, result, options, posted }: Failure): boolean {
    if (!posted || result.reason !== 'not_serializable' || message !== this.#message) return false
    if (options.onError === 'ignore') return false
    const { cause } = result
    const error = cause instanceof NotSerializableError ? cause.cause : cause
    if (error === undefined) return false
    this.#thrown = { error, message }
    return true
  }
}
