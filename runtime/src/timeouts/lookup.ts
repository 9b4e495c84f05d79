/** Which rule decides. Pure: the order of the rules, and nothing else. */
import type { Timeout, TimeoutSource } from './contracts.js'
import { findPattern, isWithin, requestKey } from './keys.js'
import type { Overrides } from './overrides.js'
import type { CompiledRules } from './rules.js'

export interface Found {
  readonly timeout: Timeout
  readonly source: TimeoutSource
  readonly rule?: string
}

/** Override > request > service > operation > pattern > default. `request` may be undefined: there is none. */
export function lookUp(rules: CompiledRules, overrides: Overrides, server: string, request: unknown): Found {
  const own = request === undefined ? undefined : requestKey(request)
  const operation = request === undefined ? undefined : operationOf(rules, request, own)
  return (
    overrideOf(overrides, operation, own, server) ??
    ofRequest(rules, operation) ??
    ofRequest(rules, own) ??
    ofServer(rules, server)
  )
}

/** The operation that a request is by the rules for requests. A `match` that throws is not caught. */
export function operationOf(rules: CompiledRules, request: unknown, own: string | undefined): string | undefined {
  for (const { match, operation } of rules.requests) {
    if (typeof match === 'string' ? own !== undefined && isWithin(own, match) : match(request)) return operation
  }
  return undefined
}

function overrideOf(overrides: Overrides, ...keys: readonly (string | undefined)[]): Found | undefined {
  if (overrides.size === 0) return undefined
  for (const key of keys) {
    const found = key === undefined ? undefined : overrides.find(key)
    if (found !== undefined) return { ...found, source: 'override' }
  }
  return undefined
}

function ofRequest(rules: CompiledRules, key: string | undefined): Found | undefined {
  if (key === undefined) return undefined
  const operation = rules.operations.get(key)
  if (operation !== undefined) return { timeout: operation, source: 'request', rule: key }
  const found = findPattern(rules.patterns, key)
  return found && { timeout: found.value, source: 'request', rule: found.pattern }
}

/** Rules do not change, so what they say of a key is looked up once; forgotten when there are too many keys. */
function ofServer(rules: CompiledRules, key: string): Found {
  const { memo } = rules
  const known = memo.get(key)
  if (known !== undefined) return known
  const found = judge(rules, key)
  if (memo.size >= memorable) memo.clear()
  memo.set(key, found)
  return found
}

const memorable = 1024

function judge(rules: CompiledRules, key: string): Found {
  const service = rules.services.get(key)
  if (service !== undefined) return { timeout: service, source: 'service', rule: key }
  const operation = rules.operations.get(key)
  if (operation !== undefined) return { timeout: operation, source: 'operation', rule: key }
  const found = findPattern(rules.patterns, key)
  if (found !== undefined) return { timeout: found.value, source: 'pattern', rule: found.pattern }
  return { timeout: rules.default, source: 'default' }
}

/** Factor, then floor and ceiling; whole milliseconds. No limit stays none. */
export function scale(timeout: Timeout, factor: number, rules: CompiledRules): Timeout {
  if (timeout === 'infinity') return timeout
  return Math.min(rules.max, Math.max(rules.min, Math.round(timeout * factor)))
}
