/**
 * The circuit breaker of one recipient. When to open is decided by cockatiel's breakers (five failures in a row, or a
 * sampled rate); the states are kept here, because cockatiel's policy reads the system's clock and wraps every call in
 * a Promise, which would cost more than the send.
 */
import { type CircuitState, ConsecutiveBreaker, SamplingBreaker } from 'cockatiel'
import type { Clock, Millis } from '../core/clock.js'
import { InvalidOptionError } from '../core/errors.js'
import type { BreakerOptions } from '../core/options.js'
import { checkCount, checkKnown, checkSpan } from '../core/options-check.js'
import type { SendStats } from '../core/results.js'
import type { Channel } from './channel.js'

export type BreakerState = 'closed' | 'open' | 'half_open'

/** cockatiel's CircuitState is an enum of numbers; only `Closed` and `HalfOpen` are ever told to a breaker. */
const told: Record<BreakerState, CircuitState> = { closed: 0, open: 1, half_open: 2 }

/** What of cockatiel's IBreaker is used; named here, as whoever installs this package does not install that one. */
export interface Judge {
  success(state: number): void
  /** Whether the circuit is to open. */
  failure(state: number): boolean
}

export interface BreakerRules {
  circuit(clock: Clock, onChange: (state: BreakerState, previous: BreakerState) => void): CircuitBreaker
  readonly make: () => Judge
  /** Successes count, too; else they only wipe out the failures before them. */
  readonly sampled: boolean
  readonly initial: Millis
  readonly max: Millis
}

/** Throws InvalidOptionError. Defaults: 5 failures in a row, 30 s. */
export function breakerRules(options: BreakerOptions = {}): BreakerRules {
  checkKnown('breaker', options, ['consecutive', 'sampling', 'halfOpenAfter'] satisfies (keyof BreakerOptions)[])
  const { sampling } = options
  const consecutive = checkCount('breaker.consecutive', options.consecutive ?? 5, 1)
  if (sampling !== undefined && !(sampling.threshold > 0 && sampling.threshold < 1)) {
    throw new InvalidOptionError('breaker.sampling.threshold', 'between 0 and 1', sampling.threshold)
  }
  if (sampling !== undefined) checkSpan('breaker.sampling.duration', sampling.duration, { zero: false })
  const after = options.halfOpenAfter ?? 30_000
  const initial = checkSpan('breaker.halfOpenAfter', typeof after === 'number' ? after : after.initial)
  const max = typeof after === 'number' ? initial : checkSpan('breaker.halfOpenAfter.max', after.max)
  const minimumRps = sampling?.minimum === undefined ? undefined : sampling.minimum / (sampling.duration / 1000)
  return {
    circuit(clock, onChange) {
      return new CircuitBreaker(this, clock, onChange)
    },
    make: () =>
      sampling === undefined
        ? new ConsecutiveBreaker(consecutive)
        : new SamplingBreaker({
            threshold: sampling.threshold,
            duration: sampling.duration,
            ...(minimumRps === undefined ? {} : { minimumRps }),
          }),
    sampled: sampling !== undefined,
    initial,
    max,
  }
}

export class CircuitBreaker {
  readonly #rules: BreakerRules
  readonly #clock: Clock
  readonly #onChange: (state: BreakerState, previous: BreakerState) => void
  #breaker: Judge | undefined
  #state: BreakerState = 'closed'
  #retryAt = 0
  #openings = 0
  #probing = false

  constructor(rules: BreakerRules, clock: Clock, onChange: (state: BreakerState, previous: BreakerState) => void) {
    this.#rules = rules
    this.#clock = clock
    this.#onChange = onChange
  }

  get state(): BreakerState {
    return this.#state
  }
  /** On the clock: from then on one probe is let through. */
  get retryAt(): Millis {
    return this.#retryAt
  }

  /** Whether a message may go now. In `half_open` exactly one gets a yes until its outcome is known. */
  admit(): boolean {
    if (this.#state === 'closed') return true
    if (this.#state === 'open') {
      if (this.#clock.now() < this.#retryAt) return false
      this.#move('half_open')
    }
    if (this.#probing) return false
    this.#probing = true
    return true
  }

  success(): void {
    // The hot path: nothing has failed since the last success, so there is nothing to forget.
    if (this.#breaker === undefined && !this.#rules.sampled) return
    this.#breaker ??= this.#rules.make()
    this.#breaker.success(told[this.#state])
    if (!this.#rules.sampled) this.#breaker = undefined
    if (this.#state !== 'half_open') return
    this.#probing = false
    this.#openings = 0
    this.#move('closed')
  }

  failure(): void {
    if (this.#state === 'open') return
    this.#breaker ??= this.#rules.make()
    const opens = this.#breaker.failure(told[this.#state])
    if (this.#state === 'half_open' || opens) this.#open()
  }

  /** The probe ended without telling anything of the recipient (aborted, not to be cloned). */
  release(): void {
    this.#probing = false
  }

  reset(): void {
    this.#breaker = undefined
    this.#probing = false
    this.#openings = 0
    if (this.#state !== 'closed') this.#move('closed')
  }

  #open(): void {
    this.#probing = false
    this.#retryAt = this.#clock.now() + Math.min(this.#rules.max, this.#rules.initial * 2 ** this.#openings)
    this.#openings++
    this.#move('open')
  }

  #move(state: BreakerState): void {
    const previous = this.#state
    this.#state = state
    this.#onChange(state, previous)
  }
}

export function circuits(channels: Iterable<Channel<never>>): SendStats['circuits'] {
  const states: Record<string, BreakerState> = Object.create(null)
  for (const { breaker, recipient } of channels) {
    if (breaker === undefined) continue
    // Recipients that are described alike are told apart by a number, in the order in which they were first sent to.
    let name = recipient
    for (let n = 2; name in states; n++) name = `${recipient} (${n})`
    states[name] = breaker.state
  }
  return { ...states }
}
