/** Abort signals of messages: one listener per signal, however many messages carry it; none once they have settled. */
import type { Seq } from '../core/results.js'

interface Watched {
  readonly seqs: Set<Seq>
  readonly listener: () => void
}

export class Aborts {
  readonly #watched = new Map<AbortSignal, Watched>()
  readonly #abort: (seq: Seq, reason: unknown) => void

  constructor(abort: (seq: Seq, reason: unknown) => void) {
    this.#abort = abort
  }

  watch(signal: AbortSignal, seq: Seq): void {
    const known = this.#watched.get(signal)
    if (known !== undefined) {
      known.seqs.add(seq)
      return
    }
    const seqs = new Set([seq])
    const listener = (): void => {
      this.#watched.delete(signal)
      for (const each of seqs) this.#abort(each, signal.reason)
    }
    this.#watched.set(signal, { seqs, listener })
    signal.addEventListener('abort', listener, { once: true })
  }

  forget(signal: AbortSignal, seq: Seq): void {
    const known = this.#watched.get(signal)
    if (known === undefined || !known.seqs.delete(seq) || known.seqs.size > 0) return
    this.#watched.delete(signal)
    signal.removeEventListener('abort', known.listener)
  }
}
