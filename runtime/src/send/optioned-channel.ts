/** A recipient's channel with defaults of one's own. */
import type { SendOptions } from '../core/options.js'
import type { Channel } from './channel.js'
import type { SupervisedChannel } from './contracts.js'

export function withOptions<M>(channel: Channel<M>, own: SendOptions): SupervisedChannel<M> {
  /** What is no object is the channel's to refuse. */
  const merged = (options: SendOptions | undefined): SendOptions =>
    options === undefined || (options && typeof options === 'object') ? { ...own, ...options } : options
  return {
    get inFlight() {
      return channel.inFlight
    },
    get writable() {
      return channel.writable
    },
    get state() {
      return channel.state
    },
    post: (message, options) => channel.post(message, merged(options)),
    send: (message, options) => channel.send(message, merged(options)),
    call: (message, options) => channel.call(message, merged(options)),
    ready: signal => channel.ready(signal),
    flush: () => channel.flush(),
    onResult: fn => channel.onResult(fn),
    toWritable(this: SupervisedChannel<M>) {
      return channel.toWritable(this)
    },
    [Symbol.asyncDispose]: () => channel[Symbol.asyncDispose](),
  }
}
