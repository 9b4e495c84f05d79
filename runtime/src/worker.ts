/** For worker threads and child processes: what serves messages, without what sends them. */
import type { Handler, PeerOptions, PeerServer } from './peer/contracts.js'
import { servePeerWith } from './peer/serve.js'
import { defaultEndpoints } from './transports/endpoints.js'

export type * from './peer/contracts.js'

/**
 * Serves `endpoint` (parentPort, a MessagePort, `process`, a Worker, a child): every message that comes in there is given
 * to the handler, unchanged. Senders that use the runtime learn that it was received and processed; others notice nothing.
 * @throws InvalidOptionError, UnknownRecipientError
 */
export function servePeer<M>(endpoint: unknown, handler: PeerOptions<M> | Handler<M>): PeerServer {
  return servePeerWith(endpoint, handler, defaultEndpoints)
}
