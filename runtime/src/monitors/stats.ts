/** Counters as plain numbers, and their sum over several managers. */
import type { CleanedBy, MonitorStats } from './contracts.js'

export type CleanUp = keyof CleanedBy

/** The words of the events' `reason`. */
export const reasonOf: Readonly<
  Record<CleanUp, 'demonitor' | 'target_down' | 'owner_down' | 'signal' | 'collected' | 'disposed'>
> = {
  demonitor: 'demonitor',
  targetDown: 'target_down',
  ownerDown: 'owner_down',
  signal: 'signal',
  collected: 'collected',
  disposed: 'disposed',
}

export type MonitorCounters = {
  -readonly [K in Exclude<keyof MonitorStats, 'cleanedBy' | 'byTag' | 'active'>]: number
} & {
  cleanedBy: { -readonly [K in CleanUp]: number }
}

export function newCounters(): MonitorCounters {
  return {
    created: 0,
    cleaned: 0,
    leaked: 0,
    callbackErrors: 0,
    cleanedBy: { demonitor: 0, targetDown: 0, ownerDown: 0, signal: 0, collected: 0, disposed: 0 },
  }
}

/** The sum of several managers' statistics; they are plain data, so those of other threads can be sent here. */
export function mergeMonitorStats(all: readonly MonitorStats[]): MonitorStats {
  const sum = { ...newCounters(), active: 0, byTag: {} as Record<string, number> }
  for (const one of all) {
    for (const key of ['created', 'cleaned', 'leaked', 'active', 'callbackErrors'] as const) sum[key] += one[key]
    for (const [key, count] of Object.entries(one.cleanedBy)) sum.cleanedBy[key as CleanUp] += count
    for (const [tag, count] of Object.entries(one.byTag)) sum.byTag[tag] = (sum.byTag[tag] ?? 0) + count
  }
  return sum
}
