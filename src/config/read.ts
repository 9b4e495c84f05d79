/** A configuration file as a checked value. */
import { readFileSync, type Stats, statSync } from 'node:fs'
import { extname } from 'node:path'
import { UsageError } from '../errors.js'
import { interruptible } from '../interruptible.js'
import { configKinds } from './find.js'
import type { UserConfig } from './user-config.js'

interface Known {
  readonly stamp: string
  readonly config: Promise<UserConfig>
}

/** Several scans of one process read a file once, and again when it has changed. */
const known: Map<string, Known> = new Map()

/**
 * @throws UsageError for a file that is missing, can't be loaded, or says something unknown; the signal's reason, however
 * long a configuration that is a program takes.
 */
export async function readConfig(path: string, signal?: AbortSignal): Promise<UserConfig> {
  const config = keptOrRead(path)
  return signal === undefined ? config : interruptible(config, signal)
}

function keptOrRead(path: string): Promise<UserConfig> {
  const stamp = stampOf(path)
  const earlier = known.get(path)
  if (earlier?.stamp === stamp) return earlier.config
  const config = load(path, stamp).then(value => checked(value, path))
  known.set(path, { stamp, config })
  return config
}

/** Changes with the file. */
function stampOf(path: string): string {
  let stats: Stats
  try {
    stats = statSync(path)
  } catch (error) {
    throw unreadable(path, error)
  }
  if (stats.isDirectory()) throw new UsageError(`${path}: is a folder; a configuration is a file`)
  return `${stats.ino}-${stats.size}-${stats.mtimeMs}`
}

async function load(path: string, stamp: string): Promise<unknown> {
  const kind = extname(path).slice(1)
  if (!configKinds.includes(kind))
    throw new UsageError(`${path}: a configuration ends in ${configKinds.map(k => `.${k}`).join(', ')}`)
  if (kind !== 'json') return (await import('./code/load.js')).loadCode(path, stamp)
  let text: string
  try {
    text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  } catch (error) {
    throw unreadable(path, error)
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    const { jsonFault } = await import('./json-fault.js')
    throw new UsageError(`${path}: is not valid JSON: ${jsonFault(text, error as Error)}`)
  }
}

function unreadable(path: string, error: unknown): UsageError {
  const { code } = error as NodeJS.ErrnoException
  return new UsageError(`${path}: can't be read (${code}); name an existing file with --config`)
}

async function checked(value: unknown, path: string): Promise<UserConfig> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UsageError(`${path}: must hold one object, such as { "testFiles": ["test/**"] }`)
  const { check } = await import('./check.js')
  const [first, ...more] = check(value).map(mistake => `${path}: ${mistake}`)
  if (first !== undefined) throw new UsageError(first, more)
  return value
}
