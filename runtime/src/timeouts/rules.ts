/** Rules as given become rules as looked up; everything wrong with them is said here, with its path. */
import { InvalidOptionError } from '../core/errors.js'
import { checkKnown, checkSpan } from '../core/options-check.js'
import type { RequestRule, Timeout, TimeoutRules } from './contracts.js'
import { isPattern } from './keys.js'
import type { Found } from './lookup.js'

/** The plan's table, without the names of its own services. */
export const builtInTimeoutRules: TimeoutRules = {
  default: 5_000,
  operations: {
    batch_operation: 30_000,
    health_check: 1_000,
    sync_operation: 5_000,
    async_operation: 60_000,
  },
  patterns: {
    'data_processing:*': 30_000,
    'network_call:*': 60_000,
    'cache_lookup:*': 1_000,
  },
  requests: [{ match: 'batch', operation: 'batch_operation' }],
}

/** setTimeout takes no longer ones: they would fire at once. */
export const longestTimer = 0x7fffffff

/** Later rules win, key by key; their request rules are asked first. */
export function mergeTimeoutRules(...all: readonly TimeoutRules[]): TimeoutRules {
  const merged: { -readonly [K in keyof TimeoutRules]: TimeoutRules[K] } = {}
  for (const rules of all) {
    for (const key of ['default', 'environmentFactor', 'min', 'max'] as const) {
      if (rules[key] !== undefined) Object.assign(merged, { [key]: rules[key] })
    }
    for (const key of ['services', 'operations', 'patterns'] as const) {
      if (rules[key] !== undefined) merged[key] = { ...merged[key], ...rules[key] }
    }
    if (rules.requests !== undefined) merged.requests = [...rules.requests, ...(merged.requests ?? [])]
  }
  return merged
}

export interface CompiledRules {
  readonly default: Timeout
  readonly services: ReadonlyMap<string, Timeout>
  readonly operations: ReadonlyMap<string, Timeout>
  readonly patterns: ReadonlyMap<string, Timeout>
  readonly requests: readonly RequestRule[]
  readonly factor: number
  readonly min: number
  readonly max: number
  /** See `lookUp`. */
  readonly memo: Map<string, Found>
}

const known = ['default', 'services', 'operations', 'patterns', 'requests', 'environmentFactor', 'min', 'max']

/**
 * Throws InvalidOptionError for unknown keys, wrong types and times that are none. `at` is where the rules come from.
 */
export function checkTimeoutRules(given: unknown, at: string): asserts given is TimeoutRules {
  const rules = record(given, at)
  for (const key of Object.keys(rules)) {
    if (!known.includes(key)) throw new InvalidOptionError(`${at}.${key}`, `one of ${known.join(', ')}`, key)
  }
  if (rules.default !== undefined) checkTimeout(`${at}.default`, rules.default)
  for (const table of ['services', 'operations', 'patterns'] as const) {
    if (rules[table] === undefined) continue
    for (const [key, value] of Object.entries(record(rules[table], `${at}.${table}`))) {
      checkTimeout(`${at}.${table}['${key}']`, value)
      if (table === 'patterns' && !isPattern(key)) {
        throw new InvalidOptionError(`${at}.patterns`, "written as 'category:*'", key)
      }
    }
  }
  if (rules.min !== undefined) checkSpan(`${at}.min`, rules.min)
  if (rules.max !== undefined) checkSpan(`${at}.max`, rules.max)
  checkRequests(rules.requests, `${at}.requests`)
  const factor = rules.environmentFactor
  if (typeof factor === 'object' && factor !== null) {
    for (const [name, value] of Object.entries(record(factor, `${at}.environmentFactor`)))
      checkFactor(`${at}.environmentFactor.${name}`, value)
  } else if (factor !== undefined) checkFactor(`${at}.environmentFactor`, factor)
}

export function compile(rules: TimeoutRules, environment: string): CompiledRules {
  const factor = rules.environmentFactor ?? 1
  const compiled: CompiledRules = {
    default: rules.default ?? 5_000,
    services: new Map(Object.entries(rules.services ?? {})),
    operations: new Map(Object.entries(rules.operations ?? {})),
    patterns: new Map(Object.entries(rules.patterns ?? {})),
    requests: rules.requests ?? [],
    factor: typeof factor === 'number' ? factor : ownNumber(factor, environment),
    min: rules.min ?? 1,
    max: rules.max ?? longestTimer,
    memo: new Map(),
  }
  if (compiled.min > compiled.max) throw new InvalidOptionError('min', `at most max (${compiled.max})`, compiled.min)
  return compiled
}

/** @throws InvalidOptionError */
export function checkTimeout(option: string, value: unknown): Timeout {
  if (value === 'infinity') return value
  if (value === Number.POSITIVE_INFINITY) throw new InvalidOptionError(option, "'infinity' if it is meant", value)
  return checkSpan(option, value)
}

/** @throws InvalidOptionError */
export function checkFactor(option: string, value: unknown): number {
  if (typeof value === 'number' && value > 0 && value < Number.POSITIVE_INFINITY) return value
  throw new InvalidOptionError(option, 'a finite number above 0', value)
}

function checkRequests(requests: unknown, at: string): void {
  if (requests === undefined) return
  if (!Array.isArray(requests)) throw new InvalidOptionError(at, 'a list', requests)
  for (const [index, rule] of requests.entries()) {
    const { match, operation, ...rest } = record(rule, `${at}[${index}]`)
    checkKnown(`${at}[${index}]`, rest, [])
    if (typeof match !== 'string' && typeof match !== 'function') {
      throw new InvalidOptionError(`${at}[${index}].match`, 'a string or a function', match)
    }
    if (typeof operation !== 'string') {
      throw new InvalidOptionError(`${at}[${index}].operation`, 'the name of an operation', operation)
    }
  }
}

function record(value: unknown, at: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw new InvalidOptionError(at, 'an object', value)
}

function ownNumber(factors: Readonly<Record<string, number>>, environment: string): number {
  return Object.hasOwn(factors, environment) ? factors[environment]! : 1
}
