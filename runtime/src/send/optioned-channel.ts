/** A recipient's channel with defaults of one's own. */
import type { SendOptions } from '../core/options.js'
import { checkObject } from '../core/options-check.js'
import type { SendResult, Seq } from '../core/results.js'
import type { SupervisedChannel } from './contracts.js'
import { writableTo } from './writable.js'

export class OptionedChannel<M> implements SupervisedChannel<M> {
  readonly #channel: SupervisedChannel<M>
  readonly #options: SendOptions

  constructor(channel: SupervisedChannel<M>, options: SendOptions) {
    this.#channel = channel
    this.#options = options
  }

  get inFlight(): number {
    return this.#channel.inFlight
  }
  get writable(): boolean {
    return this.#channel.writable
  }
  get state(): SupervisedChannel<M>['state'] {
    return this.#channel.state
  }
  post(message: M, options?: SendOptions): Seq {
    return this.#channel.post(message, this.#with(options))
  }
  send(message: M, options?: SendOptions): Promise<SendResult> {
    return this.#channel.send(message, this.#with(options))
  }
  #with(options: SendOptions | undefined): SendOptions {
    checkObject('options', options)
    return { ...this.#options, ...options }
  }
  call<R>(message: M, options?: SendOptions): Promise<R> {
    return this.#channel.call(message, this.#with(options))
  }
  ready(signal?: AbortSignal): Promise<void> {
    return this.#channel.ready(signal)
  }
  flush(): Promise<void> {
    return this.#channel.flush()
  }
  onResult(fn: (result: SendResult) => void): Disposable {
    return this.#channel.onResult(fn)
  }
  toWritable(): WritableStream<M> {
    return writableTo(this)
  }
  [Symbol.asyncDispose](): PromiseLike<void> {
    return this.#channel[Symbol.asyncDispose]()
  }
}
