/** Whether somebody serves the other end: asked once, and what may be written until the answer is there. */
import type { PeerFinder } from '../core/transport.js'

export class PeerQuestion {
  /** It is on its way. */
  asked = false
  /** With a message that cannot do without a peer: those behind it wait with it. */
  #insists = false

  /** `carry`: raw, with the question beside it, and nothing settled before the answer; `raw`: and that is that. */
  mayWrite(peer: PeerFinder, wantsPeer: boolean): 'carry' | 'raw' | 'wait' {
    const { whileUnknown = 'carry' } = peer
    if (whileUnknown === 'hold') return 'wait'
    if (whileUnknown === 'raw') return wantsPeer ? 'wait' : 'raw'
    if (this.asked) return wantsPeer || this.#insists ? 'wait' : 'raw'
    this.asked = true
    this.#insists = wantsPeer
    return wantsPeer && peer.seek() ? 'wait' : 'carry'
  }
}
