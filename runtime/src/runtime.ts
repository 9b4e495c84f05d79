/** A runtime: sends, dead letters, monitors, timeouts and names that know each other and share clock, log and wheel. */
import { createEnv, type EnvOptions } from './core/env.js'
import { checkMaking } from './core/env-check.js'
import { checkList, checkObject, checkOneOf } from './core/options-check.js'
import type { Telemetry } from './core/telemetry.js'
import type { TargetRef } from './core/transport.js'
import type { DeadLetterQueue, DeadLetterQueueOptions } from './dead-letters/contracts.js'
import { createDeadLetterQueue } from './dead-letters/index.js'
import type { MonitorManager, MonitorManagerOptions } from './monitors/contracts.js'
import { createMonitorManagerWith } from './monitors/index.js'
import { createNameRegistry, type NameRegistry } from './names/registry.js'
import type { SupervisedSend, SupervisedSendOptions } from './send/contracts.js'
import { createSupervisedSend } from './supervised-send.js'
import { createTimeoutConfig } from './timeouts/config.js'
import type { TimeoutConfig, TimeoutConfigOptions } from './timeouts/contracts.js'
import { loadTimeoutRules } from './timeouts/load.js'
import { type AnyAdapter, accepting } from './transports/adapters.js'
import { defaultAdapters } from './transports/default-adapters.js'

export interface RuntimeOptions extends EnvOptions {
  /** Replaces the built-in adapters; put those of your own before `defaultAdapters` to add to them. */
  readonly adapters?: readonly AnyAdapter[]
  readonly send?: Omit<SupervisedSendOptions, keyof EnvOptions | 'adapters' | 'names' | 'deadLetters' | 'timeouts'>
  readonly deadLetters?: Omit<DeadLetterQueueOptions, keyof EnvOptions>
  readonly monitors?: Omit<MonitorManagerOptions, keyof EnvOptions>
  /** `rules` default to those of the nearest otp-audit.config.json and of the environment. */
  readonly timeouts?: Omit<TimeoutConfigOptions, keyof EnvOptions | 'deadLetters'>
  /** What comes after the timeout of `callWithTimeout`: goes nowhere (default), or is kept for inspection. */
  readonly lateReplies?: 'drop' | 'deadLetter'
}

export interface Runtime extends AsyncDisposable {
  readonly send: SupervisedSend
  readonly deadLetters: DeadLetterQueue
  readonly monitors: MonitorManager
  readonly timeouts: TimeoutConfig
  readonly names: NameRegistry
  readonly telemetry: Telemetry
}

const known = [
  'adapters',
  'send',
  'deadLetters',
  'monitors',
  'timeouts',
  'lateReplies',
] as const satisfies (keyof RuntimeOptions)[]

/** @throws InvalidOptionError */
export function createRuntime(options: RuntimeOptions = {}): Runtime {
  checkMaking(options, known)
  const env = createEnv(options)
  const adapters = checkList('adapters', options.adapters) ?? defaultAdapters
  for (const part of ['send', 'deadLetters', 'monitors', 'timeouts'] as const) checkObject(part, options[part])
  const names = createNameRegistry({
    isDown: recipient => accepting(recipient, adapters)?.liveness(recipient) === 'down',
    describe: recipient => accepting(recipient, adapters)?.describe?.(recipient) ?? 'object',
  })
  const deadLetters = createDeadLetterQueue({
    resolve: address => names.resolve(address) as TargetRef | undefined,
    addressOf: target => names.addressOf(target),
    ...options.deadLetters,
    ...env,
  })
  const lateReplies = checkOneOf('lateReplies', options.lateReplies ?? 'drop', ['drop', 'deadLetter'])
  const timeouts = createTimeoutConfig({
    ...options.timeouts,
    rules: options.timeouts?.rules ?? loadTimeoutRules(),
    ...(lateReplies === 'deadLetter' ? { deadLetters } : {}),
    ...env,
  })
  const monitors = createMonitorManagerWith(adapters, {
    whereis: name => names.whereis(name),
    ...options.monitors,
    ...env,
  })
  const send = createSupervisedSend({ ...options.send, ...env, adapters, names, deadLetters, timeouts })
  return {
    send,
    deadLetters,
    monitors,
    timeouts,
    names,
    telemetry: env.telemetry,
    /** In the order of dependence: what is in flight may still become a dead letter. */
    async [Symbol.asyncDispose]() {
      await send[Symbol.asyncDispose]()
      await deadLetters[Symbol.asyncDispose]()
      await monitors[Symbol.asyncDispose]()
      timeouts[Symbol.dispose]()
    },
  }
}
