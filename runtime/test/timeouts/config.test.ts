import { describe, expect, it } from 'vitest'
import type { TimeoutConfigOptions } from '../../src/timeouts/contracts.js'
import { createTimeoutConfig } from '../../src/timeouts/index.js'
import { setup } from './fixtures.js'

const plan: TimeoutConfigOptions = {
  rules: {
    services: {
      'Foundation.ResourceManager': 30_000,
      'Foundation.Services.RateLimiter': 5_000,
    },
  },
}

describe('where a timeout comes from', () => {
  it('provides appropriate timeouts: the plan’s test (3.5) and table (G 96, 97)', () => {
    const { timeouts } = setup(plan)
    expect(timeouts.getTimeout('unknown')).toBe(5_000)
    expect(timeouts.getTimeout('Foundation.ResourceManager')).toBe(30_000)
    expect(timeouts.getTimeout('batch_operation')).toBe(30_000)
    expect(timeouts.getTimeout('health_check')).toBe(1_000)
    expect(timeouts.getTimeout('async_operation')).toBe(60_000)
    expect(timeouts.getTimeout(['cache_lookup', 'get'])).toBe(1_000)
    expect(timeouts.getTimeout('network_call:http:get')).toBe(60_000)
    expect(timeouts.getTimeout(['data_processing', 'etl'])).toBe(30_000)
  })

  it('asks explicit, override, request, service, operation, pattern, default, in this order', () => {
    const { timeouts } = setup({
      builtIn: false,
      rules: {
        default: 1,
        patterns: { 'db:*': 2 },
        operations: { 'db:read': 3, read_batch: 5 },
        services: { 'db:read': 4 },
        requests: [{ match: request => request === 'many', operation: 'read_batch' }],
      },
    })
    const why = (...args: Parameters<typeof timeouts.explain>): unknown => {
      const { ms, source, rule } = timeouts.explain(...args)
      return [ms, source, rule]
    }
    expect(why('other')).toEqual([1, 'default', undefined])
    expect(why('db:write')).toEqual([2, 'pattern', 'db:*'])
    expect(why('read_batch')).toEqual([5, 'operation', 'read_batch'])
    expect(why('db:read')).toEqual([4, 'service', 'db:read'])
    expect(why('db:read', 'many')).toEqual([5, 'request', 'read_batch'])
    const override = timeouts.setTimeout('db:read', 6)
    expect(why('db:read', 'many')).toEqual([6, 'override', 'db:read'])
    expect(why('db:read', 'many', { timeout: 7 })).toEqual([7, 'explicit', undefined])
    override[Symbol.dispose]()
    expect(why('db:read')).toEqual([4, 'service', 'db:read'])
  })

  it('lets the longest pattern win, whatever the order in which they are written (G 104)', () => {
    for (const reverse of [false, true]) {
      const entries = Object.entries({ 'a:*': 1, 'a:b:*': 2, 'a:b:c:*': 3 })
      const patterns = Object.fromEntries(reverse ? entries.reverse() : entries)
      const { timeouts } = setup({ rules: { patterns } })
      expect(timeouts.getTimeout(['a', 'x'])).toBe(1)
      expect(timeouts.getTimeout('a:b:x')).toBe(2)
      expect(timeouts.getTimeout('a:b:c:d:e')).toBe(3)
      expect(timeouts.getTimeout('a:b')).toBe(2)
      expect(timeouts.getTimeout('ab:c')).toBe(5_000)
    }
  })

  it('knows requests by tuple, by string, by the type of an object, and by pattern (G 100)', () => {
    const { timeouts } = setup()
    const of = (request: unknown): unknown => timeouts.getTimeoutForCall('some_server', request)
    expect(of(['batch', [1, 2, 3]])).toBe(30_000)
    expect(of({ type: 'batch', items: [] })).toBe(30_000)
    expect(of('health_check')).toBe(1_000)
    expect(of(['health_check'])).toBe(1_000)
    expect(of(['cache_lookup', 'user', 42])).toBe(1_000)
    expect(of({ kind: 'cache_lookup' })).toBe(1_000)
    expect(of({ type: 'unheard_of' })).toBe(5_000)
  })

  it('takes requests and keys without a name for what they are: no error (G 101)', () => {
    const { timeouts } = setup()
    for (const request of [{}, [], [42, 'x'], null, undefined, 0, Symbol('s'), () => {}, new Map()]) {
      expect(timeouts.getTimeoutForCall('s', request)).toBe(5_000)
    }
    const hostile = {
      get type(): string {
        throw new Error('unreadable')
      },
    }
    expect(timeouts.getTimeoutForCall('s', hostile)).toBe(5_000)
    expect(timeouts.getTimeout('')).toBe(5_000)
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      expect(timeouts.getTimeout(name)).toBe(5_000)
      expect(timeouts.getTimeoutForCall(name, { type: name })).toBe(5_000)
    }
  })

  it('asks the request rules in order, own ones before the built-in ones', () => {
    const { timeouts } = setup({
      rules: { operations: { mine: 77 }, requests: [{ match: 'batch', operation: 'mine' }] },
    })
    expect(timeouts.getTimeoutForCall('s', ['batch', 1])).toBe(77)
  })
})

describe('factor, floor and ceiling', () => {
  it('scale every finite timeout, explicit ones too, to whole milliseconds within min and max (G 103)', () => {
    const { timeouts } = setup({
      rules: { environmentFactor: 1.5, min: 10, max: 40_000, operations: { tiny: 1, odd: 101 } },
    })
    expect(timeouts.getTimeout('tiny')).toBe(10)
    expect(timeouts.getTimeout('odd')).toBe(152)
    expect(timeouts.getTimeout('network_call:x')).toBe(40_000)
    expect(timeouts.getTimeoutForCall('s', null, { timeout: 100 })).toBe(150)
    expect(timeouts.explain('odd')).toEqual({ ms: 152, source: 'operation', rule: 'odd', factor: 1.5 })
  })

  it('never give 0 or NaN, and never more than setTimeout can do', () => {
    const { timeouts } = setup({
      rules: { environmentFactor: 0.0001, operations: { zero: 0, huge: Number.MAX_SAFE_INTEGER } },
    })
    expect(timeouts.getTimeout('zero')).toBe(1)
    expect(timeouts.getTimeout('unknown')).toBe(1)
    expect(timeouts.withFactor(1e9).getTimeout('huge')).toBe(0x7fffffff)
  })

  it('leave an explicit infinity alone', () => {
    const { timeouts } = setup({ rules: { environmentFactor: 3, max: 10, services: { tail: 'infinity' } } })
    expect(timeouts.getTimeoutForCall('s', null, { timeout: 'infinity' })).toBe('infinity')
    expect(timeouts.getTimeoutForCall('tail', undefined)).toBe('infinity')
    expect(timeouts.explain('tail')).toEqual({ ms: 'infinity', source: 'service', rule: 'tail', factor: 1 })
  })

  it('give getTimeout a number that every timer takes, infinity or not', () => {
    const { timeouts } = setup({ rules: { max: 10, services: { tail: 'infinity' } } })
    expect(timeouts.getTimeout('tail')).toBe(0x7fffffff)
    expect(AbortSignal.timeout(timeouts.getTimeout('tail')).aborted).toBe(false)
  })

  it('come by environment (G 98)', () => {
    const rules = { environmentFactor: { ci: 3, production: 1 } }
    expect(setup({ rules, environment: 'ci' }).timeouts.getTimeout('x')).toBe(15_000)
    expect(setup({ rules, environment: 'production' }).timeouts.getTimeout('x')).toBe(5_000)
    expect(setup({ rules, environment: 'toString' }).timeouts.getTimeout('x')).toBe(5_000)
  })

  it('multiply with withFactor, which shares overrides', () => {
    const { timeouts } = setup({ rules: { environmentFactor: 2 } })
    const slow = timeouts.withFactor(3)
    expect(slow.getTimeout('x')).toBe(30_000)
    using _ = timeouts.setTimeout('x', 10)
    expect([timeouts.getTimeout('x'), slow.getTimeout('x')]).toEqual([20, 60])
    slow[Symbol.dispose]()
    expect(timeouts.getTimeout('x')).toBe(20)
  })
})

describe('overrides at run time (G 98, Common Issues)', () => {
  it('hold until they are disposed of', () => {
    const { timeouts } = setup()
    const override = timeouts.setTimeout('my_operation', 10_000)
    expect(timeouts.getTimeout('my_operation')).toBe(10_000)
    expect(timeouts.getStats().overrides).toBe(1)
    override[Symbol.dispose]()
    override[Symbol.dispose]()
    expect(timeouts.getTimeout('my_operation')).toBe(5_000)
    expect(timeouts.getStats().overrides).toBe(0)
  })

  it('hold for their ttl', async () => {
    const { timeouts, clock } = setup()
    timeouts.setTimeout('x', 1, { ttl: 100 })
    await clock.advance(99)
    expect(timeouts.getTimeout('x')).toBe(1)
    await clock.advance(1)
    expect(timeouts.getTimeout('x')).toBe(5_000)
  })

  it('take their timer with them when they are disposed of before their ttl', () => {
    const { timeouts } = setup()
    timeouts.setTimeout('x', 1, { ttl: 1000 })[Symbol.dispose]()
    expect(timeouts.getStats().overrides).toBe(0)
  })

  it('stack: the latest counts, and the one before is restored, in whatever order they end', async () => {
    const { timeouts, clock } = setup()
    const first = timeouts.setTimeout('x', 1)
    timeouts.setTimeout('x', 2, { ttl: 50 })
    const third = timeouts.setTimeout('x', 3)
    expect(timeouts.getTimeout('x')).toBe(3)
    third[Symbol.dispose]()
    expect(timeouts.getTimeout('x')).toBe(2)
    await clock.advance(50)
    expect(timeouts.getTimeout('x')).toBe(1)
    first[Symbol.dispose]()
    expect(timeouts.getTimeout('x')).toBe(5_000)
  })

  it('work on patterns, on requests and on tuples', () => {
    const { timeouts } = setup()
    timeouts.setTimeout('cache_lookup:*', 7)
    timeouts.setTimeout(['cache_lookup', 'get'], 8)
    timeouts.setTimeout('batch_operation', 9)
    expect(timeouts.getTimeout('cache_lookup:put')).toBe(7)
    expect(timeouts.getTimeout(['cache_lookup', 'get'])).toBe(8)
    expect(timeouts.getTimeoutForCall('s', ['cache_lookup', 'put', 1])).toBe(7)
    expect(timeouts.getTimeoutForCall('s', ['batch', 1])).toBe(9)
    expect(timeouts.explain('s', ['batch', 1])).toMatchObject({ source: 'override', rule: 'batch_operation' })
  })
})

describe('wrong values are typed errors that say where', () => {
  it.each([
    [{ default: -1 }, 'rules.default'],
    [{ default: Number.NaN }, 'rules.default'],
    [{ default: Number.POSITIVE_INFINITY }, 'rules.default'],
    [{ default: '5000' }, 'rules.default'],
    [{ services: { a: null } }, "rules.services['a']"],
    [{ services: [] }, 'rules.services'],
    [{ patterns: { 'a*': 1 } }, 'rules.patterns'],
    [{ patterns: { '*': 1 } }, 'rules.patterns'],
    [{ patterns: { ':*': 1 } }, 'rules.patterns'],
    [{ patterns: { 'a:*:b': 1 } }, 'rules.patterns'],
    [{ environmentFactor: 0 }, 'rules.environmentFactor'],
    [{ environmentFactor: { ci: '2' } }, 'rules.environmentFactor.ci'],
    [{ requests: [{ match: 7, operation: 'x' }] }, 'rules.requests[0].match'],
    [{ requests: [{ match: 'x' }] }, 'rules.requests[0].operation'],
    [{ min: 10, max: 5 }, 'min'],
    [{ timeouts: {} }, 'rules.timeouts'],
    [null, 'rules'],
  ])('%j', (rules, option) => {
    expect(() => createTimeoutConfig({ rules: rules as never })).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_OPTION', option }),
    )
  })

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY, '5', null])('explicit and overriding timeout of %s', value => {
    const { timeouts } = setup()
    const wrong = expect.objectContaining({ code: 'ERR_INVALID_OPTION', option: 'timeout' })
    expect(() => timeouts.getTimeoutForCall('s', null, { timeout: value as never })).toThrow(wrong)
    expect(() => timeouts.setTimeout('s', value as never)).toThrow(wrong)
  })

  it('keys, ttl and factor', () => {
    const { timeouts } = setup()
    expect(() => timeouts.getTimeout(7 as never)).toThrow(/key must be/)
    expect(() => timeouts.getTimeout(['a', 7] as never)).toThrow(/key must be/)
    expect(() => timeouts.setTimeout('*', 1)).toThrow(/key must be/)
    expect(() => timeouts.setTimeout('a', 1, { ttl: -1 })).toThrow(/ttl must be/)
    expect(() => timeouts.withFactor(0)).toThrow(/factor must be/)
    expect(timeouts.getStats().overrides).toBe(0)
  })
})

it('a config with an option that does not exist is not made', () => {
  expect(() => createTimeoutConfig({ rule: {} } as never)).toThrow(
    expect.objectContaining({ code: 'ERR_INVALID_OPTION', option: 'options.rule' }),
  )
})
