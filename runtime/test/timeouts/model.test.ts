/** Look-up against a model that tries every rule in the order of their rank, under overrides that come and go. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SimulatedClock } from '../../src/testing/simulated-clock.js'
import type { Timeout, TimeoutConfig } from '../../src/timeouts/contracts.js'
import { createTimeoutConfig } from '../../src/timeouts/index.js'

interface ModelOverride {
  id: number
  key: string
  timeout: Timeout
  until: number
}
interface Rules {
  default: Timeout
  services: Record<string, Timeout>
  operations: Record<string, Timeout>
  patterns: Record<string, Timeout>
}
interface Model {
  rules: Rules
  factor: number
  min: number
  max: number
  overrides: ModelOverride[]
  made: number
  now: number
}
interface Real {
  timeouts: TimeoutConfig
  clock: SimulatedClock
  disposables: Disposable[]
}

const segment = fc.constantFrom('a', 'b', 'c')
const key = fc.array(segment, { minLength: 1, maxLength: 3 }).map(parts => parts.join(':'))
const pattern = key.map(name => `${name}:*`)
const timeout: fc.Arbitrary<Timeout> = fc.oneof(
  { weight: 8, arbitrary: fc.nat(100_000) },
  { weight: 1, arbitrary: fc.constant('infinity' as const) },
)

/** Deliberately dull: every pattern is tried on its text. */
function matching(patterns: readonly string[], name: string): string[] {
  return patterns
    .filter(each => each.endsWith(':*'))
    .filter(each => `${name}:`.startsWith(each.slice(0, -1)))
    .sort((a, b) => b.length - a.length)
}

function expected(model: Model, server: string, request: string | undefined, explicit: Timeout | undefined): Timeout {
  const own = (table: Record<string, Timeout>, name: string): Timeout | undefined =>
    Object.hasOwn(table, name) ? table[name] : undefined
  const byPattern = (name: string): Timeout | undefined => {
    const best = matching(Object.keys(model.rules.patterns), name)[0]
    return best === undefined ? undefined : model.rules.patterns[best]
  }
  const live = model.overrides.filter(each => each.until > model.now)
  const latest = (name: string): Timeout | undefined => live.filter(each => each.key === name).at(-1)?.timeout
  const override = (name: string): Timeout | undefined => {
    const best = matching(
      live.map(each => each.key),
      name,
    )[0]
    return latest(name) ?? (best === undefined ? undefined : latest(best))
  }
  const found =
    explicit ??
    (request === undefined ? undefined : override(request)) ??
    override(server) ??
    (request === undefined ? undefined : (own(model.rules.operations, request) ?? byPattern(request))) ??
    own(model.rules.services, server) ??
    own(model.rules.operations, server) ??
    byPattern(server) ??
    model.rules.default
  if (found === 'infinity') return found
  return Math.min(model.max, Math.max(model.min, Math.round(found * model.factor)))
}

type Command = fc.AsyncCommand<Model, Real>

const ask = fc.tuple(key, fc.option(key, { nil: undefined }), fc.option(timeout, { nil: undefined }), fc.boolean()).map(
  ([server, request, explicit, asTuple]): Command => ({
    check: () => true,
    async run(model, { timeouts }) {
      const wanted = expected(model, server, request, explicit)
      const serverKey = asTuple ? (server.split(':') as [string, ...string[]]) : server
      const requestValue = request === undefined ? {} : asTuple ? [...request.split(':'), 42] : request
      const options = explicit === undefined ? {} : { timeout: explicit }
      expect(timeouts.getTimeoutForCall(serverKey, requestValue, options)).toBe(wanted)
      expect(timeouts.explain(serverKey, requestValue, options).ms).toBe(wanted)
      const bare = expected(model, server, undefined, undefined)
      expect(timeouts.getTimeout(serverKey)).toBe(bare === 'infinity' ? 0x7fffffff : bare)
    },
    toString: () => `ask(${server}, ${request}, ${explicit})`,
  }),
)
const override = fc
  .tuple(fc.oneof(key, pattern), timeout, fc.option(fc.integer({ min: 1, max: 500 }), { nil: undefined }))
  .map(
    ([name, value, ttl]): Command => ({
      check: () => true,
      async run(model, { timeouts, disposables }) {
        model.overrides.push({
          id: model.made++,
          key: name,
          timeout: value,
          until: ttl === undefined ? Number.POSITIVE_INFINITY : model.now + ttl,
        })
        disposables.push(timeouts.setTimeout(name, value, ttl === undefined ? {} : { ttl }))
      },
      toString: () => `override(${name}, ${value}, ttl ${ttl})`,
    }),
  )
const restore = fc.nat().map(
  (pick): Command => ({
    check: model => model.made > 0,
    async run(model, { disposables }) {
      const id = pick % model.made
      disposables[id]![Symbol.dispose]()
      model.overrides = model.overrides.filter(each => each.id !== id)
    },
    toString: () => `restore(${pick})`,
  }),
)
const advance = fc.integer({ min: 1, max: 300 }).map(
  (ms): Command => ({
    check: () => true,
    async run(model, { clock, timeouts }) {
      clock.advanceSync(ms)
      model.now += ms
      expect(timeouts.getStats().overrides).toBe(model.overrides.filter(each => each.until > model.now).length)
    },
    toString: () => `advance(${ms})`,
  }),
)

it('agrees with the model for any rules and any history of overrides', async () => {
  const table = (names: fc.Arbitrary<string>): fc.Arbitrary<Record<string, Timeout>> =>
    fc.dictionary(names, timeout, { maxKeys: 6 })
  const rules = fc.record({
    default: timeout,
    services: table(key),
    operations: table(key),
    patterns: table(pattern),
  })
  const scaling = fc.record({
    factor: fc.double({ min: 0.01, max: 10, noNaN: true }),
    min: fc.nat(50),
    max: fc.integer({ min: 51, max: 200_000 }),
  })
  await fc.assert(
    fc.asyncProperty(
      rules,
      scaling,
      fc.commands([ask, ask, override, restore, advance], { size: '+1' }),
      async (given, s, cmds) => {
        const clock = new SimulatedClock()
        const timeouts = createTimeoutConfig({
          clock,
          builtIn: false,
          rules: { ...given, environmentFactor: s.factor, min: s.min, max: s.max },
        })
        const model: Model = { rules: given, ...s, overrides: [], made: 0, now: 0 }
        await fc.asyncModelRun(() => ({ model, real: { timeouts, clock, disposables: [] } }), cmds)
        timeouts[Symbol.dispose]()
      },
    ),
    { numRuns: 500 },
  )
})

it('settles every call once, whichever of reply, timeout and abort comes first', async () => {
  const event = fc.constantFrom('reply' as const, 'reject' as const, 'abort' as const, 'advance' as const)
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 6 }), fc.integer({ min: 1, max: 3 }), async (events, limit) => {
      const clock = new SimulatedClock()
      const timeouts = createTimeoutConfig({ clock })
      const controller = new AbortController()
      let resolve!: (value: string) => void
      let reject!: (error: unknown) => void
      const reply = new Promise<string>((yes, no) => {
        resolve = yes
        reject = no
      })
      const settled: string[] = []
      const call = timeouts
        .callWithTimeout('s', null, () => reply, { timeout: limit, signal: controller.signal })
        .then(result => void settled.push(result.status))
      let wanted: string | undefined
      let passed = 0
      for (const each of events) {
        if (each === 'reply') resolve('r')
        else if (each === 'reject') reject(new Error('r'))
        else if (each === 'abort') controller.abort()
        else await clock.advance(1)
        await clock.settle()
        if (each === 'advance') passed++
        const outcome = {
          reply: 'ok',
          reject: 'error',
          abort: 'aborted',
          advance: passed >= limit ? 'timeout' : undefined,
        }[each]
        wanted ??= outcome
        expect(settled).toEqual(wanted === undefined ? [] : [wanted])
      }
      await clock.advance(limit)
      await call
      expect(settled).toEqual([wanted ?? 'timeout'])
      expect(timeouts.getStats()).toMatchObject({ calls: 1, inFlight: 0 })
      timeouts[Symbol.dispose]()
      await clock.runAll()
    }),
    { numRuns: 300 },
  )
})
