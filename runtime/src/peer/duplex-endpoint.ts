/** The receiving end of a pipe, a socket or a port: what `servePeer` listens with. */
import type { DuplexLink } from '../transports/duplex-link.js'
import type { LinkId, PeerWire } from '../transports/peer-wire.js'
import type { PeerListening, PeerSession, PeerSink } from './contracts.js'

/** One process at the other end, but it may hold several channels: each has its session. */
export function listenOnLink(link: DuplexLink, sink: PeerSink): PeerListening {
  const sessions = new Map<LinkId, PeerSession>()
  const say = (wire: PeerWire): void => void link.sendWire(wire, () => {})
  const end = (channel: LinkId): void => {
    sessions.get(channel)?.close()
    sessions.delete(channel)
  }
  link.onRaw(message => sink.raw(message))
  link.onWire(take)
  link.onClosed(() => {
    for (const channel of [...sessions.keys()]) end(channel)
  })
  link.greet({ kind: 'served', stages: sink.stages })

  function take(wire: PeerWire): void {
    switch (wire.kind) {
      case 'probe':
        say({ kind: 'served', stages: sink.stages })
        break
      case 'open': {
        const { link: channel, epoch, first } = wire
        end(channel)
        sessions.set(channel, sink.open({ epoch, first, post: ack => post({ kind: 'ack', link: channel, ack }) }))
        break
      }
      case 'frame':
        sessions.get(wire.link)?.frame(wire.frame)
        break
      case 'close':
        end(wire.link)
        break
    }
  }

  /** Throws where a reply cannot be written, as the session expects. A sender that has gone needs no answer. */
  function post(wire: PeerWire): void {
    const write = link.sendWire(wire, () => {})
    if (!write.ok && write.reason === 'not_serializable') throw write.error
  }

  return {
    flush: () => link.flush(),
    [Symbol.dispose]: () => {
      say({ kind: 'unserved' })
      for (const channel of [...sessions.keys()]) end(channel)
      link.release()
    },
  }
}
