/**
 * The crash fence: four cells of shared memory that outlive the peer. They hold the low 32 bits of numbers:
 * everything below `started` has been started, below `finished` its handler has returned, below `processed` its
 * promise has settled, too; the sender has given up everything below `revoked` that is not started.
 *
 * Starting and revoking exclude each other as in Dekker's algorithm: the peer writes `started`, then reads `revoked`;
 * the sender writes `revoked`, then reads `started`. Atomics are sequentially consistent, so at least one of them sees
 * the other: a message is skipped, or the sender knows that it may have run, never neither.
 */
import type { Seq } from '../core/results.js'
import type { Progress } from '../core/transport.js'

const started = 0
const finished = 1
const processed = 2
const revoked = 3

export function allocateFence(first: Seq): Int32Array | undefined {
  if (typeof SharedArrayBuffer === 'undefined') return undefined
  return new Int32Array(new SharedArrayBuffer(16)).fill(first | 0)
}

export class PeerFence {
  readonly #cells: Int32Array
  constructor(cells: Int32Array) {
    this.#cells = cells
  }
  start(seq: Seq): void {
    Atomics.store(this.#cells, started, (seq + 1) | 0)
  }
  isRevoked(seq: Seq): boolean {
    return ((Atomics.load(this.#cells, revoked) - seq) | 0) > 0
  }
  finish(seq: Seq): void {
    Atomics.store(this.#cells, finished, (seq + 1) | 0)
  }
  /** Stands for `finish`, too. */
  process(upTo: Seq): void {
    Atomics.store(this.#cells, processed, upTo | 0)
  }
}

/** The sender's view. Numbers are widened around `near`, a number known to be within 2^31 of them. */
export class SenderFence {
  readonly cells: Int32Array
  constructor(cells: Int32Array) {
    this.cells = cells
  }
  read(near: Seq): Progress & { readonly processed: Seq } {
    const done = widen(Atomics.load(this.cells, processed), near)
    return {
      started: widen(Atomics.load(this.cells, started), near),
      finished: Math.max(widen(Atomics.load(this.cells, finished), near), done),
      processed: done,
    }
  }
  /** Gives up everything below `bound`; answers how far the peer had started. */
  revoke(bound: Seq, near: Seq): Seq {
    Atomics.store(this.cells, revoked, bound | 0)
    return widen(Atomics.load(this.cells, started), near)
  }
}

function widen(low: number, near: Seq): Seq {
  return near + ((low - (near | 0)) | 0)
}
