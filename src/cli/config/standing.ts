/** Which configurations there are at, above and below a folder, and what is wrong with each. */
import { dirname, resolve } from 'node:path'
import fastGlob from 'fast-glob'
import { configNames, nearestConfig } from '../../config/find.js'
import { readConfig } from '../../config/read.js'
import { UsageError } from '../../errors.js'
import { relativePath } from '../../files/paths.js'

export interface Standing {
  root: string
  configs: {
    /** Relative to the root. */
    path: string
    /** `here`: a scan of the root takes it; `below`: one that is given a path in its folder. */
    holds: 'here' | 'below'
    /** A line each; none: it is right. */
    mistakes: string[]
  }[]
}

/**
 * @param named A configuration to use instead, or `false` for none.
 * @throws UsageError where the folder that holds for the root has two.
 */
export async function standing(
  root: string,
  named: string | false | undefined,
  signal: AbortSignal,
): Promise<Standing> {
  const here = named === false ? undefined : (named ?? nearestConfig(root))
  const more = named === undefined ? await below(root) : []
  const paths = [...new Set([...(here === undefined ? [] : [here]), ...more])]
  const configs = paths.map(async path => ({
    path: relativePath(root, path),
    holds: path === here ? ('here' as const) : ('below' as const),
    mistakes: await mistakesOf(path, named !== undefined, signal),
  }))
  return { root, configs: await Promise.all(configs) }
}

async function below(root: string): Promise<string[]> {
  const found = await fastGlob(
    configNames.map(name => `**/${name}`),
    { cwd: root, absolute: true, dot: true, ignore: ['**/node_modules/**', '**/.git/**'], suppressErrors: true },
  )
  return found.map(path => resolve(path)).sort()
}

async function mistakesOf(path: string, isNamed: boolean, signal: AbortSignal): Promise<string[]> {
  try {
    if (!isNamed) nearestConfig(dirname(path))
    await readConfig(path, signal)
    return []
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return [error.message, ...error.more]
  }
}
