/**
 * `BroadcastChannel` as a recipient. A channel has no members that could be counted: a message to nobody is posted as
 * well as one to a hundred listeners. To supervise listeners, send to each of them.
 */
import type { TargetAdapter } from '../core/transport.js'
import { isOfHost } from './host-class.js'
import { PostTransport } from './post-transport.js'

/** What of BroadcastChannel is used. */
export interface BroadcastTarget {
  readonly name: string
  postMessage(message: unknown): void
}

/** Not to be monitored: the platform has no event for its end. A send after its own `close` is `undelivered: down`. */
export const broadcastChannelAdapter: TargetAdapter<BroadcastTarget> = {
  name: 'broadcast-channel',
  accepts: (target): target is BroadcastTarget => isOfHost('BroadcastChannel', target),
  liveness: () => 'unknown',
  watch: () => undefined,
  open: channel =>
    new PostTransport({
      kind: 'broadcast-channel',
      transferables: false,
      postMessage: message => channel.postMessage(message),
      onEnd: () => ({ [Symbol.dispose]: () => {} }),
    }),
  describe: channel => `broadcast channel ${channel.name}`,
}
