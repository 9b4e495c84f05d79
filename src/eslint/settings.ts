/** What an ESLint configuration says under `settings['otp-audit']`. */
import { resolve } from 'node:path'
import { UsageError } from '../errors.js'
import type { Preset, ScanOptions, Severity } from '../result.js'
import type { AuditOptions } from './answer.js'

export interface Settings {
  /** What is reported; default: as `otp-audit.config.json` says. The plugin's configurations set it. */
  preset?: Preset
  /** Who answers questions of type; default `native`. */
  types?: ScanOptions['types']
  /** Folder that is scanned, relative to ESLint's current folder; default that one. */
  root?: string
  /** Files, folders or globs below the root; default all. */
  paths?: string[]
  /** Path of a configuration file of otp-audit, relative to the root; `false`: none; default: looked up. */
  config?: string | false
  /** Path of the baseline, relative to the root; `false`: what it knows is shown as well; default: as in a scan. */
  baseline?: string | boolean
  /** The mildest findings that are shown; default `info`: all. */
  minSeverity?: Severity
  /** Time for one file's answer, in milliseconds; the first may need a scan of the whole project. Default 120000. */
  timeoutMs?: number
}

export interface Checked {
  options: AuditOptions
  minSeverity: Severity
  timeoutMs: number
}

const known: Record<keyof Settings, true> = {
  preset: true,
  types: true,
  root: true,
  paths: true,
  config: true,
  baseline: true,
  minSeverity: true,
  timeoutMs: true,
}
export const severities: readonly Severity[] = ['info', 'warning', 'error']
/** The longest that can be waited for. */
const longest = 2 ** 31 - 1

/** @throws UsageError; what a scan itself is told, it checks itself. */
export function readSettings(value: unknown, cwd: string): Checked {
  const where = `settings['otp-audit']`
  const settings = (value ?? {}) as Settings
  if (typeof settings !== 'object' || Array.isArray(settings))
    throw new UsageError(`${where} must hold an object, such as { types: 'off' }`)
  for (const key of Object.keys(settings))
    if (!Object.hasOwn(known, key))
      throw new UsageError(`${where} has no "${key}"; known are ${Object.keys(known).join(', ')}`)
  const { preset, types, root = '.', paths, config, baseline, minSeverity = 'info', timeoutMs = 120_000 } = settings
  if (typeof root !== 'string') throw new UsageError(`${where}.root must be a folder, not ${JSON.stringify(root)}`)
  if (config !== undefined && config !== false && typeof config !== 'string')
    throw new UsageError(`${where}.config must be a path or false, not ${JSON.stringify(config)}`)
  if (baseline !== undefined && typeof baseline !== 'boolean' && typeof baseline !== 'string')
    throw new UsageError(`${where}.baseline must be a path, true or false, not ${JSON.stringify(baseline)}`)
  if (!severities.includes(minSeverity))
    throw new UsageError(
      `${where}.minSeverity must be one of ${severities.join(', ')}, not ${JSON.stringify(minSeverity)}`,
    )
  if (typeof timeoutMs !== 'number' || !(timeoutMs > 0 && timeoutMs <= longest))
    throw new UsageError(
      `${where}.timeoutMs must be a number of milliseconds above 0, not ${JSON.stringify(timeoutMs)}`,
    )
  return { options: { preset, types, paths, config, baseline, root: resolve(cwd, root) }, minSeverity, timeoutMs }
}
