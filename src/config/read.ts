/** A configuration file as a checked value. */
import { readFileSync, statSync } from 'node:fs'
import { extname } from 'node:path'
import { UsageError } from '../errors.js'
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

async function interruptible<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  let interrupt = (): void => {}
  const interrupted = new Promise<never>((_, reject) => {
    interrupt = () => reject(signal.reason)
  })
  signal.addEventListener('abort', interrupt, { once: true })
  try {
    return await Promise.race([work, interrupted])
  } finally {
    signal.removeEventListener('abort', interrupt)
  }
}

/** Changes with the file. */
function stampOf(path: string): string {
  try {
    const { mtimeMs, size, ino } = statSync(path)
    return `${ino}-${size}-${mtimeMs}`
  } catch (error) {
    throw unreadable(path, error)
  }
}

async function load(path: string, stamp: string): Promise<unknown> {
  if (extname(path) !== '.json') return (await import('./code/load.js')).loadCode(path, stamp)
  let text: string
  try {
    text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  } catch (error) {
    throw unreadable(path, error)
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UsageError(`${path}: is not valid JSON: ${(error as Error).message}`)
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
