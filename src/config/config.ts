/** Which configurations hold for a scan: the nearest one at or above each path that is scanned. */
import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import picomatch from 'picomatch'
import { UsageError } from '../errors.js'
import { globSlashes, isNegated } from '../files/match.js'
import type { Preset } from '../result.js'
import { presets } from './defaults.js'
import { nearestConfig } from './find.js'
import { readConfig } from './read.js'
import type { UserConfig } from './user-config.js'

export interface Config {
  /** What it holds for, and what its globs are relative to: the folder it was read from. */
  readonly folder: string
  /** Path it was read from; none: there is no file, and the defaults hold. */
  readonly path?: string
  readonly says: UserConfig
}

/**
 * Reads the nearest configuration at or above each path that is scanned; the innermost stands first.
 * @param paths Folders, files or globs, as they were asked for.
 * @param file A path to read instead, or `false` for none.
 * @throws UsageError for a file that is missing, can't be loaded, or says something unknown, and for a folder with two.
 */
export async function loadConfigs(
  root: string,
  paths: readonly string[],
  file?: string | false,
  signal?: AbortSignal,
): Promise<Config[]> {
  const defaults: Config = { folder: root, says: {} }
  if (file === false) return [defaults]
  if (file !== undefined) {
    const path = resolve(root, file)
    return [{ folder: root, path, says: await readConfig(path, signal) }]
  }
  const places = paths.filter(path => !isNegated(path)).map(path => placeOf(root, path))
  const found = [...new Set((places.length > 0 ? places : [root]).map(nearestConfig))]
  const configs = await Promise.all(
    found.map(async path =>
      path === undefined ? defaults : { folder: dirname(path), path, says: await readConfig(path, signal) },
    ),
  )
  return configs.sort((a, b) => b.folder.length - a.folder.length)
}

function placeOf(root: string, path: string): string {
  const whole = resolve(root, path)
  return existsSync(whole) ? whole : resolve(root, picomatch.scan(globSlashes(path)).base)
}

/** @throws UsageError if it is none. */
export function presetOf(value: unknown, where: string): Preset {
  if (presets.includes(value as Preset)) return value as Preset
  throw new UsageError(`${where} must be one of ${presets.join(', ')}, not ${JSON.stringify(value)}`)
}
