/** Matchers for `expect.extend` of vitest (and of jest, whose contract is the same). */

import { checkOneOf } from '../core/options-check.js'
import type { BroadcastResult, DeliveryStage, SendResult } from '../core/results.js'
import { leftovers, type QuietParts } from './quiet.js'

interface Verdict {
  readonly pass: boolean
  readonly message: () => string
}

const stages: readonly DeliveryStage[] = ['accepted', 'handed_over', 'received', 'processed', 'stored']

/** What `expect` learns; `R` is what the framework's matchers return. */
export interface OtpMatchers<R = unknown> {
  /** A send was delivered, and at least `stage` has been proven. */
  toBeDelivered(stage?: DeliveryStage): R
  /** Proven: the handler never started. */
  toBeUndelivered(reason?: string): R
  /** Neither can be proven. */
  toBeUnknown(reason?: string): R
  /** The handler ran and threw; `error` is part of its message, or its name or code. */
  toHaveFailed(error?: string): R
  /** Every recipient of a broadcast got it. */
  toHaveReachedAll(): R
  /** Nothing in flight, no monitor, an empty timer wheel: see `assertQuiet`. */
  toBeQuiet(): R
}

type MatcherFunctions = {
  readonly [K in keyof OtpMatchers]: (actual: unknown, ...args: Parameters<OtpMatchers[K]>) => Verdict
}

export const otpMatchers: MatcherFunctions = {
  toBeDelivered(result: unknown, stage: DeliveryStage = 'accepted'): Verdict {
    const found = checkResult(result)
    // A slip would be a stage that everything has come beyond.
    checkOneOf('stage', stage, stages)
    const pass = found.status === 'delivered' && stages.indexOf(found.stage) >= stages.indexOf(stage)
    return verdict(pass, `delivered, at least ${stage}`, found)
  },
  toBeUndelivered(result: unknown, reason?: string): Verdict {
    const found = checkResult(result)
    const pass = found.status === 'undelivered' && (reason === undefined || found.reason === reason)
    return verdict(pass, `undelivered${reason === undefined ? '' : `: ${reason}`}`, found)
  },
  toBeUnknown(result: unknown, reason?: string): Verdict {
    const found = checkResult(result)
    const pass = found.status === 'unknown' && (reason === undefined || found.reason === reason)
    return verdict(pass, `unknown${reason === undefined ? '' : `: ${reason}`}`, found)
  },
  toHaveFailed(result: unknown, error?: string): Verdict {
    const found = checkResult(result)
    const pass =
      found.status === 'failed' &&
      (error === undefined ||
        found.error.name === error ||
        found.error.code === error ||
        found.error.message.includes(error))
    return verdict(pass, `failed${error === undefined ? '' : ` with ${error}`}`, found)
  },
  toHaveReachedAll(result: unknown): Verdict {
    const found = checkBroadcast(result)
    // With `at_least_one` a broadcast is ok that has not reached all.
    const missed = found.status === 'not_sent' ? found.blocked : found.failed
    return {
      pass: missed.length === 0,
      message: () =>
        missed.length === 0
          ? 'expected the broadcast to miss somebody, but it reached all'
          : `expected the broadcast to reach all, but it was ${found.status}; missed: ${missed
              .map(entry => `${entry.id} (${describe(entry.result)})`)
              .join(', ')}`,
    }
  },
  toBeQuiet(parts: unknown): Verdict {
    if (typeof parts !== 'object' || parts === null || Object.keys(parts).length === 0) throw notThe('parts', parts)
    const found = leftovers(parts as QuietParts)
    return {
      pass: found.length === 0,
      message: () => (found.length === 0 ? 'expected something to be left behind' : `left behind: ${found.join('; ')}`),
    }
  },
}

/** A matcher on something else than a result is a mistake in the test, with `.not` as well as without. */
function checkResult(value: unknown): SendResult {
  const status = (value as { status?: unknown } | null | undefined)?.status
  if (status !== 'delivered' && status !== 'undelivered' && status !== 'unknown' && status !== 'failed') {
    throw notThe('result of a send', value)
  }
  return value as SendResult
}

function checkBroadcast(value: unknown): BroadcastResult {
  const { delivered, failed, blocked } = (value ?? {}) as Record<string, unknown>
  if (!Array.isArray(delivered) || !Array.isArray(failed ?? blocked)) throw notThe('result of a broadcast', value)
  return value as BroadcastResult
}

function notThe(expected: string, value: unknown): TypeError {
  const hint = value instanceof Promise ? '; await the send first' : ''
  return new TypeError(`expected the ${expected}, got ${Object.prototype.toString.call(value)}${hint}`)
}

function verdict(pass: boolean, wanted: string, found: SendResult): Verdict {
  return {
    pass,
    message: () => `expected the send ${pass ? 'not ' : ''}to be ${wanted}, but it was ${describe(found)}`,
  }
}

function describe(result: SendResult): string {
  switch (result.status) {
    case 'delivered':
      return `delivered (${result.stage})`
    case 'failed':
      return `failed (${result.error.name}: ${result.error.message})`
    default:
      return `${result.status} (${result.reason})`
  }
}
