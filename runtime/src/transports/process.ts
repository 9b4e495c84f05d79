/** The parent, from the side of a child: `process` as a recipient, and as an endpoint to be served. */
import { UnknownRecipientError } from '../core/errors.js'
import type { DownReason, TargetAdapter } from '../core/transport.js'
import type { PeerEndpointAdapter } from '../peer/contracts.js'
import { listenOnLink } from '../peer/duplex-endpoint.js'
import { checkIpcOptions, type IpcAdapterOptions } from './child-process.js'
import { DuplexTransport } from './duplex-transport.js'
import { type IpcEndpoint, IpcLink, type IpcOptions } from './ipc-link.js'

/** The counter behind the listeners; not documented, so looked for before it is used. */
interface CountedChannel {
  refCounted?(): void
  unrefCounted?(): void
}

const host = globalThis as { process?: object }

/** From a child to its parent; the target is `process`. Does not keep the child alive while nothing is in flight. */
export function processAdapter(options: IpcAdapterOptions = {}): TargetAdapter<IpcEndpoint> {
  const peerTimeout = checkIpcOptions(options)
  return {
    name: 'process',
    // a `send` without a channel was put there by a test: a stand-in, not a parent that is gone
    accepts: (target): target is IpcEndpoint =>
      isOwnProcess(target) && (target.connected as boolean | undefined) !== undefined,
    liveness: end => (end.connected ? 'alive' : 'down'),
    watch: (end, _env, fn) => watchParent(end, fn),
    open: (end, env) =>
      new DuplexTransport('process', new IpcLink(end, options), env, peerTimeout, fn => watchParent(end, fn)),
    describe: () => 'parent process',
  }
}

/**
 * `servePeer(process, …)` in a child. Call `await peer.close()` before `process.exit()`: Node drops what is still on its
 * way to the pipe when a process exits, up to a fifth of a thousand messages.
 */
export function processEndpoint(options: IpcOptions = {}): PeerEndpointAdapter<IpcEndpoint> {
  return {
    name: 'process',
    accepts: isOwnProcess,
    listen: (end, sink) => listenOnLink(new IpcLink(end, options), sink),
  }
}

/**
 * Resolves when everything this process has sent over its channel, by whatever means, has left it.
 * @throws UnknownRecipientError in a process that was started without a channel
 */
export async function flushParentChannel(): Promise<void> {
  const end: unknown = host.process
  if (!isOwnProcess(end)) throw new UnknownRecipientError(end)
  const link = new IpcLink(end)
  await link.flush()
  link.release()
}

/** A process without a channel to a parent has no `send`. */
export function isOwnProcess(target: unknown): target is IpcEndpoint {
  return target !== undefined && target === host.process && typeof (target as IpcEndpoint).send === 'function'
}

export function watchParent(end: IpcEndpoint, fn: (reason: DownReason) => void): Disposable {
  if (!end.connected) {
    fn({ kind: 'closed' })
    return { [Symbol.dispose]: () => {} }
  }
  const disconnected = (): void => fn({ kind: 'closed' })
  end.on('disconnect', disconnected)
  // Node keeps a child alive while 'message' or 'disconnect' has listeners; one that only watches must not.
  const channel = end.channel as CountedChannel | undefined
  channel?.unrefCounted?.()
  return {
    [Symbol.dispose]: () => {
      if (end.connected) channel?.refCounted?.()
      end.off('disconnect', disconnected)
    },
  }
}
