/** For tests: time that stands still, chance with a seed, a transport that loses things, and a look for leftovers. */
export { seededRandom } from './core/random.js'
export type { LossCounts, LossRates } from './testing/lossy-direction.js'
export { type LossyOptions, type LossyTransport, lossyAdapter, lossyTransport } from './testing/lossy-transport.js'
export { type OtpMatchers, otpMatchers } from './testing/matchers.js'
export { activeResources, assertQuiet, leftovers, type QuietOptions, type QuietParts } from './testing/quiet.js'
export { createSeededRandom, type SeededRandom } from './testing/seeded-random.js'
export { type PendingWork, SimulatedClock } from './testing/simulated-clock.js'
