import { type Random, seededRandom } from '../core/random.js'

/** A {@link Random} that knows its seed, so that a failing run can be repeated. */
export interface SeededRandom extends Random {
  /** Unsigned, 32 bits. */
  readonly seed: number
  /** A whole number from 0 up to, not including, `below`. */
  int(below: number): number
  /** True with the given probability, 0 to 1. Draws once whatever the rate: changing one keeps the rest of the run. */
  chance(probability: number): boolean
}

/**
 * @param seed a whole number from 0 to 4294967295; left out, it comes from the environment variable `OTP_AUDIT_SEED`,
 * else from `Math.random`
 * @throws RangeError for any other seed: rounding it in silence would print a seed that does not repeat the run
 */
export function createSeededRandom(
  seed: number = seedFromEnvironment() ?? Math.floor(Math.random() * 2 ** 32),
): SeededRandom {
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
    throw new RangeError(`createSeededRandom: the seed must be a whole number from 0 to 4294967295, got ${seed}`)
  }
  const random = seededRandom(seed)
  return {
    seed,
    next: random.next,
    int: below => Math.floor(random.next() * below),
    chance: probability => random.next() < probability,
  }
}

function seedFromEnvironment(): number | undefined {
  const host = (globalThis as { process?: { env?: Record<string, string | undefined> } }).process
  const text = host?.env?.OTP_AUDIT_SEED
  return text === undefined || text === '' ? undefined : Number(text)
}
