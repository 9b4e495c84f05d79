/** The receiving end of a pipe, a socket or a port: what `servePeer` listens with. */
import type { AckFrame } from '../core/transport.js'
import { type DuplexLink, refusalOf } from '../transports/duplex-link.js'
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
        sessions.set(channel, sink.open({ epoch, first, post: ack => acknowledge(channel, ack) }))
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

  /**
   * Throws where a reply cannot be written, as the session expects. A sender that has gone needs no answer. A reply of
   * `undefined` is left out of its pair: in JSON it would become null.
   */
  function acknowledge(channel: LinkId, given: AckFrame): void {
    const replies = given.replies?.map(reply => {
      const [seq, value] = reply
      if (value === undefined) return [seq] as unknown as typeof reply
      const refusal = refusalOf(link, value)
      if (refusal !== undefined) throw refusal
      return reply
    })
    const ack = replies === undefined ? given : { ...given, replies }
    const write = link.sendWire({ kind: 'ack', link: channel, ack }, () => {})
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
