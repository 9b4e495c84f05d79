/** A transport that misbehaves by a seed, after Pekko's RandomFlakyNetwork. */
import type { Clock } from '../core/clock.js'
import { systemClock } from '../core/clock.js'
import type {
  AckFrame,
  DownReason,
  Frame,
  HandOver,
  PeerFinder,
  Progress,
  RuntimeEnv,
  TargetAdapter,
  Transport,
  TransportCapabilities,
} from '../core/transport.js'
import { addCounts, type LossCounts, type LossRates, LossyDirection } from './lossy-direction.js'
import { createSeededRandom, type SeededRandom } from './seeded-random.js'

export interface LossyOptions {
  /** Default: `OTP_AUDIT_SEED`, else drawn. */
  readonly seed?: number
  /** What happens to frames on their way out; also to acknowledgements, unless `acks` is given. */
  readonly frames?: LossRates
  readonly acks?: LossRates
  readonly clock?: Clock
  /** Is given one line with the seed when the transport is made; default `console.info`. */
  readonly print?: (line: string) => void
}

export interface LossyTransport extends Transport {
  readonly seed: number
  readonly counts: LossCounts
  /** From now on everything passes: what is held back goes out at once. Lets a test end in a quiet state. */
  heal(): void
}

/**
 * Drops, duplicates, reorders and delays the frames that go into `inner` and the acknowledgements that come out of it.
 * The first frame of a link always passes. A frame that is lost is still reported as handed over: that is what losing
 * means.
 * @throws RangeError for rates outside 0 to 1 and delays that are negative or not finite
 */
export function lossyTransport(inner: Transport, options: LossyOptions = {}): LossyTransport {
  return new Lossy(inner, options, createSeededRandom(options.seed))
}

/** Wraps every transport that `adapter` opens. All of them draw from one sequence, so one seed repeats the run. */
export function lossyAdapter<T extends object>(
  adapter: TargetAdapter<T>,
  options: LossyOptions = {},
): TargetAdapter<T> {
  const random = createSeededRandom(options.seed)
  return {
    ...adapter,
    name: `lossy ${adapter.name}`,
    accepts: (target): target is T => adapter.accepts(target),
    open: (target, env: RuntimeEnv) => new Lossy(adapter.open(target, env), { clock: env.clock, ...options }, random),
  }
}

class Lossy implements LossyTransport {
  readonly id: string
  readonly #inner: Transport
  readonly #random: SeededRandom
  readonly #frames: LossyDirection<Frame>
  readonly #ackListeners = new Set<(ack: AckFrame) => void>()
  readonly #acks: LossyDirection<AckFrame>
  readonly #subscription: Disposable
  #epoch: number | undefined
  #handedOver: HandOver = { ok: true, pressure: 'ok' }
  readonly progress?: () => Progress
  readonly peer?: PeerFinder

  constructor(inner: Transport, options: LossyOptions, random: SeededRandom) {
    this.id = `lossy ${inner.id}`
    this.#inner = inner
    this.#random = random
    if (inner.progress !== undefined) {
      this.progress = () => {
        // Not `processed`: the acknowledgement that told of a failure may be among the lost.
        const { started, finished } = inner.progress!()
        return { started, finished }
      }
    }
    if (inner.peer !== undefined) this.peer = inner.peer
    const clock = options.clock ?? systemClock
    const frames = options.frames ?? { drop: 0.1, duplicate: 0.1, reorder: 0.1, delay: 0.1 }
    this.#frames = new LossyDirection(frames, clock, random, (frame, late) => {
      const handedOver = inner.write(frame)
      if (!late) this.#handedOver = handedOver
    })
    this.#acks = new LossyDirection(options.acks ?? frames, clock, random, ack => {
      for (const fn of this.#ackListeners) fn(ack)
    })
    this.#subscription = inner.onAck(ack => this.#acks.pass(ack))
    const print = options.print ?? (line => console.info(line))
    print(`${this.id}: seed ${random.seed} (set OTP_AUDIT_SEED=${random.seed} to repeat this run)`)
  }

  get seed(): number {
    return this.#random.seed
  }

  get counts(): LossCounts {
    return addCounts(this.#frames.counts, this.#acks.counts)
  }

  get capabilities(): TransportCapabilities {
    return { ...this.#inner.capabilities, ordered: false, lossy: true }
  }

  write(frame: Frame): HandOver {
    // The first write of a link tells its peer where the numbers begin: losing it is a link that never was.
    if (this.#epoch !== frame.epoch) {
      this.#epoch = frame.epoch
      return this.#inner.write(frame)
    }
    this.#handedOver = { ok: true, pressure: 'ok' }
    this.#frames.pass(frame)
    return this.#handedOver
  }

  onAck(fn: (ack: AckFrame) => void): Disposable {
    this.#ackListeners.add(fn)
    return { [Symbol.dispose]: () => void this.#ackListeners.delete(fn) }
  }

  onDown(fn: (reason: DownReason) => void): Disposable {
    return this.#inner.onDown(reason => {
      // The contract: every acknowledgement the peer sent comes before the news of its end. Lost ones stay lost.
      this.#acks.release()
      fn(reason)
    })
  }

  heal(): void {
    this.#frames.heal()
    this.#acks.heal()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#subscription[Symbol.dispose]()
    this.#frames.discard()
    this.#acks.discard()
    this.#ackListeners.clear()
    await this.#inner[Symbol.asyncDispose]()
  }
}
