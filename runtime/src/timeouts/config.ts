/** TimeoutConfig: rules, overrides and the calls under them. */

import type { Millis } from '../core/clock.js'
import { createEnv } from '../core/env.js'
import { checkMaking } from '../core/env-check.js'
import { CallTimeoutError, InvalidOptionError } from '../core/errors.js'
import { checkCallback, checkKnown, checkSignal, checkSpan, checkString, checkType } from '../core/options-check.js'
import type { TelemetryChannel } from '../core/telemetry.js'
import type { RuntimeEnv } from '../core/transport.js'
import { TimedCall } from './call.js'
import type {
  CallContext,
  CallOptions,
  CallResult,
  LateReply,
  Timeout,
  TimeoutConfig,
  TimeoutConfigOptions,
  TimeoutExplanation,
  TimeoutKey,
  TimeoutStats,
} from './contracts.js'
import { isPattern, keyOf, requestKey } from './keys.js'
import { toDeadLetters } from './late-replies.js'
import { type Found, lookUp, operationOf, scale } from './lookup.js'
import { Overrides } from './overrides.js'
import {
  builtInTimeoutRules,
  type CompiledRules,
  checkFactor,
  checkTimeout,
  checkTimeoutRules,
  compile,
  longestTimer,
  mergeTimeoutRules,
} from './rules.js'

/** Shared by a config and those made from it by `withFactor`. */
interface Shared {
  readonly env: RuntimeEnv
  readonly rules: CompiledRules
  readonly overrides: Overrides
  readonly onLateReply: TimeoutConfigOptions['onLateReply']
  /** Puts late replies among the dead letters. */
  readonly deadLetters: TimeoutConfigOptions['onLateReply']
  readonly hits: TelemetryChannel<'otp.timeout_config.timeout_hit'>
  readonly lateReplies: TelemetryChannel<'otp.timeout_config.late_reply'>
  readonly stats: { -readonly [K in Exclude<keyof TimeoutStats, 'overrides'>]: number }
  observer: Disposable | undefined
}

const resultCounters = { ok: 'ok', timeout: 'timeouts', aborted: 'aborted', error: 'errors' } as const

const known = [
  'rules',
  'builtIn',
  'environment',
  'deadLetters',
  'onLateReply',
] as const satisfies (keyof TimeoutConfigOptions)[]

/**
 * A config of its own; most programs use the default runtime's.
 * @throws InvalidOptionError for wrong rules, with the path of what is wrong
 */
export function createTimeoutConfig(options: TimeoutConfigOptions = {}): TimeoutConfig {
  checkMaking(options, known)
  if (options.rules !== undefined) checkTimeoutRules(options.rules, 'rules')
  if (options.environment !== undefined) checkString('environment', options.environment)
  checkType('builtIn', options.builtIn, 'boolean')
  checkType('onLateReply', options.onLateReply, 'function')
  const rules = mergeTimeoutRules(options.builtIn === false ? {} : builtInTimeoutRules, options.rules ?? {})
  const env = createEnv(options)
  const shared: Shared = {
    env,
    rules: compile(rules, options.environment ?? hostEnvironment()),
    overrides: new Overrides(env.wheel),
    onLateReply: options.onLateReply,
    deadLetters: options.deadLetters && toDeadLetters(options.deadLetters, env),
    hits: env.telemetry.channel('otp.timeout_config.timeout_hit'),
    lateReplies: env.telemetry.channel('otp.timeout_config.late_reply'),
    stats: { calls: 0, ok: 0, timeouts: 0, aborted: 0, errors: 0, lateReplies: 0, inFlight: 0 },
    observer: undefined,
  }
  shared.observer = env.telemetry.observe(() => plainCounters(shared))
  return new Timeouts(shared, 1, false)
}

class Timeouts implements TimeoutConfig {
  readonly #shared: Shared
  readonly #derived: boolean
  readonly #extraFactor: number
  readonly #factor: number

  constructor(shared: Shared, extraFactor: number, derived: boolean) {
    this.#shared = shared
    this.#derived = derived
    this.#extraFactor = extraFactor
    this.#factor = shared.rules.factor * extraFactor
  }

  getTimeout(key: TimeoutKey): Millis {
    const timeout = this.#scaled(this.#find(keyOf(key), undefined, undefined))
    return timeout === 'infinity' ? longestTimer : timeout
  }

  setTimeout(key: TimeoutKey, timeout: Timeout, options: { readonly ttl?: number } = {}): Disposable {
    checkTimeout('timeout', timeout)
    checkKnown('options', options, ['ttl'])
    if (options.ttl !== undefined) checkSpan('ttl', options.ttl, { infinity: true })
    const name = keyOf(key)
    if (name.includes('*') && !isPattern(name)) throw new InvalidOptionError('key', "a key, or 'category:*'", name)
    return this.#shared.overrides.add(name, timeout, options.ttl)
  }

  getTimeoutForCall(server: TimeoutKey, request: unknown, options?: { readonly timeout?: Timeout }): Timeout {
    return this.#scaled(this.#find(keyOf(server), request, explicitOf(options)))
  }

  explain(server: TimeoutKey, request?: unknown, options?: { readonly timeout?: Timeout }): TimeoutExplanation {
    const found = this.#find(keyOf(server), request, explicitOf(options))
    const { source, rule } = found
    const factor = found.timeout === 'infinity' ? 1 : this.#factor
    return { ms: this.#scaled(found), source, ...(rule === undefined ? {} : { rule }), factor }
  }

  #find(server: string, request: unknown, explicit: Timeout | undefined): Found {
    if (explicit !== undefined) return { timeout: checkTimeout('timeout', explicit), source: 'explicit' }
    return lookUp(this.#shared.rules, this.#shared.overrides, server, request)
  }

  #scaled(found: Found): Timeout {
    return scale(found.timeout, this.#factor, this.#shared.rules)
  }

  async callWithTimeout<R>(
    server: TimeoutKey,
    request: unknown,
    fn: (context: CallContext) => R | PromiseLike<R>,
    options: CallOptions = {},
  ): Promise<CallResult<R>> {
    checkCallback('fn', fn)
    checkKnown('options', options, ['timeout', 'signal', 'onLateReply'] satisfies (keyof CallOptions)[])
    const { signal } = options
    checkSignal(signal)
    checkType('onLateReply', options.onLateReply, 'function')
    const timeout = this.#scaled(this.#find(keyOf(server), request, options.timeout))
    const { stats, env } = this.#shared
    stats.calls++
    if (signal?.aborted) {
      stats.aborted++
      return { status: 'aborted', reason: signal.reason }
    }
    stats.inFlight++
    return new Promise<CallResult<R>>(resolve => {
      const end = {
        settled: (result: CallResult<unknown>) => this.#settled(result, server, request),
        late: (reply: LateReply) => this.#late(reply, server, request, options.onLateReply),
      }
      new TimedCall<R>(env, timeout, signal, end, resolve).run(fn)
    })
  }

  async call<R>(
    key: TimeoutKey,
    fn: (context: CallContext) => R | PromiseLike<R>,
    options: CallOptions = {},
  ): Promise<R> {
    const result = await this.callWithTimeout(key, undefined, fn, options)
    switch (result.status) {
      case 'ok':
        return result.value
      case 'timeout':
        throw new CallTimeoutError(result.timeoutMs, 'unknown')
      case 'aborted':
        throw result.reason
      case 'error':
        throw result.error
    }
  }

  #settled(result: CallResult<unknown>, server: TimeoutKey, request: unknown): void {
    const { stats, hits } = this.#shared
    stats.inFlight--
    stats[resultCounters[result.status]]++
    if (result.status !== 'timeout' || !hits.enabled) return
    hits.publish({ timeout: result.timeoutMs, service: keyOf(server), operation: this.#operation(request) })
  }

  #late(reply: LateReply, server: TimeoutKey, request: unknown, own: CallOptions['onLateReply']): void {
    const { stats, env, lateReplies, onLateReply } = this.#shared
    stats.lateReplies++
    const service = keyOf(server)
    const operation = this.#operation(request)
    if (lateReplies.enabled) {
      lateReplies.publish({ count: 1, late_by: reply.lateBy, status: reply.status, service, operation })
    }
    if (reply.status === 'error') env.logger.debug('a call failed after its timeout', { service, error: reply.error })
    const call = operation === undefined ? { service } : { service, operation }
    try {
      if (own !== undefined) own(reply)
      else if (onLateReply !== undefined) onLateReply(reply, call)
      else this.#shared.deadLetters?.(reply, call)
    } catch (error) {
      env.logger.error('onLateReply threw', { service, error })
    }
  }

  #operation(request: unknown): string | undefined {
    const own = requestKey(request)
    return operationOf(this.#shared.rules, request, own) ?? own
  }

  withFactor(factor: number): TimeoutConfig {
    return new Timeouts(this.#shared, this.#extraFactor * checkFactor('factor', factor), true)
  }

  getStats(): TimeoutStats {
    return { ...this.#shared.stats, overrides: this.#shared.overrides.size }
  }

  /** Overrides are shared: only the config that was created ends them, not those that `withFactor` made of it. */
  [Symbol.dispose](): void {
    if (this.#derived) return
    this.#shared.overrides.clear()
    this.#shared.observer?.[Symbol.dispose]()
  }
}

function explicitOf(options: { readonly timeout?: Timeout } | undefined): Timeout | undefined {
  if (options !== undefined) checkKnown('options', options, ['timeout'])
  return options?.timeout
}

function plainCounters({ stats, overrides }: Shared): Record<string, number> {
  const counters: Record<string, number> = { 'timeout_config.overrides': overrides.size }
  for (const [name, value] of Object.entries(stats)) counters[`timeout_config.${snake(name)}`] = value
  return counters
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
}

function hostEnvironment(): string {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } }
  return process?.env?.NODE_ENV || 'development'
}
