/** Where configurations are: one file a folder. */
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { UsageError } from '../errors.js'

export const configKinds: readonly string[] = ['json', 'ts', 'mts', 'js', 'mjs', 'cts', 'cjs']

/** Of equal standing: a folder has one of them. */
export const configNames: readonly string[] = configKinds.map(extension => `otp-audit.config.${extension}`)

/**
 * The configuration at or above a path; none: there is no such file.
 * @throws UsageError where one folder has two.
 */
export function nearestConfig(from: string): string | undefined {
  for (let dir = resolve(from); ; dir = dirname(dir)) {
    const own = configIn(dir)
    if (own !== undefined) return own
    if (dirname(dir) === dir) return undefined
  }
}

function configIn(folder: string): string | undefined {
  const [only, ...more] = configNames.filter(name => existsSync(join(folder, name)))
  if (more.length > 0)
    throw new UsageError(`${folder}: has ${[only, ...more].join(' and ')}; keep one of them, or name one with --config`)
  return only === undefined ? undefined : join(folder, only)
}
