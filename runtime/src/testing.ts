/** For tests: a clock that moves when told, transports that misbehave by a seed. */
export type * from './testing/lossy-direction.js'
export * from './testing/lossy-transport.js'
export * from './testing/seeded-random.js'
export * from './testing/simulated-clock.js'
