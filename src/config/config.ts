/** `otp-audit.config.json`: what it may say, its defaults, and where it is looked for. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import picomatch from 'picomatch'
import { UsageError } from '../errors.js'
import { globSlashes, isNegated } from '../files/match.js'
import type { Preset } from '../result.js'

export interface Config {
  /** Globs, relative to the folder, of tests and test infrastructure. */
  testFiles: string[]
  preset: Preset
  /** What it holds for: the folder it was read from. */
  folder: string
  /** Path it was read from; none: defaults. */
  path?: string
}

export const configName = 'otp-audit.config.json'
export const presets: readonly Preset[] = ['recommended', 'stage3', 'strict']

export const defaultTestFiles: readonly string[] = [
  '**/*.{test,spec}.{ts,tsx,mts,cts,js,jsx,mjs,cjs}',
  '**/*{-,_,.}{test,spec}s.{ts,tsx,mts,cts,js,jsx,mjs,cjs}',
  '**/{test,tests,__tests__,__mocks__,spec,specs,e2e,__fixtures__}/**',
  '**/{test-utils,testing,test-support,test-helpers}/**',
  '**/{vitest,jest}.{config,setup}.*',
]

/**
 * Reads the nearest configuration at or above each path that is scanned; the innermost stands first.
 * @param paths Folders, files or globs, as they were asked for.
 * @param file A path to read instead, or `false` for none.
 * @throws UsageError for a file that is missing, is no JSON, or says something unknown.
 */
export function loadConfigs(root: string, paths: readonly string[], file?: string | false): Config[] {
  const defaults: Config = { testFiles: [...defaultTestFiles], preset: 'recommended', folder: root }
  if (file === false) return [defaults]
  if (file !== undefined) return [{ ...read(resolve(root, file)), folder: root }]
  const places = paths.filter(path => !isNegated(path)).map(path => placeOf(root, path))
  const found = new Set((places.length > 0 ? places : [root]).map(nearest))
  return [...found]
    .map(path => (path === undefined ? defaults : { ...read(path), path, folder: dirname(path) }))
    .sort((a, b) => b.folder.length - a.folder.length)
}

/** @throws UsageError when the paths' configurations want different ones. */
export function presetOfAll(configs: readonly Config[]): Preset {
  const first = configs[0]!
  const other = configs.find(c => c.preset !== first.preset)
  if (!other) return first.preset
  const [a, b] = [first, other].map(c => `${c.path ?? 'the default'} says ${c.preset}`)
  throw new UsageError(`${a}, ${b}; scan their folders apart, or give one --preset`)
}

function placeOf(root: string, path: string): string {
  const whole = resolve(root, path)
  return existsSync(whole) ? whole : resolve(root, picomatch.scan(globSlashes(path)).base)
}

type Settings = Pick<Config, 'testFiles' | 'preset'>

function read(path: string): Settings {
  let text: string
  try {
    text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  } catch (error) {
    throw new UsageError(
      `${path}: can't be read (${(error as NodeJS.ErrnoException).code}); name an existing file with --config`,
    )
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new UsageError(`${path}: is not valid JSON: ${(error as Error).message}`)
  }
  return check(value, path)
}

function check(value: unknown, path: string): Settings {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UsageError(`${path}: must hold one object, such as { "testFiles": ["test/**"] }`)
  const config: Settings = { testFiles: [...defaultTestFiles], preset: 'recommended' }
  for (const [key, v] of Object.entries(value)) {
    switch (key) {
      case '$schema':
        break
      case 'testFiles':
        if (!Array.isArray(v) || v.some(g => typeof g !== 'string'))
          throw new UsageError(`${path}: "testFiles" must be a list of globs, such as ["test/**"]`)
        config.testFiles = v as string[]
        break
      case 'preset':
        config.preset = presetOf(v, `${path}: "preset"`)
        break
      case 'timeouts':
        // Read and checked in full by the runtime, from the same file; a scan only has to let it pass.
        if (typeof v !== 'object' || v === null || Array.isArray(v))
          throw new UsageError(`${path}: "timeouts" must hold an object, such as { "default": 5000 }`)
        break
      default:
        throw new UsageError(`${path}: unknown setting "${key}"; known are "testFiles", "preset" and "timeouts"`)
    }
  }
  return config
}

/** @throws UsageError if it is none. */
export function presetOf(value: unknown, where: string): Preset {
  if (presets.includes(value as Preset)) return value as Preset
  throw new UsageError(`${where} must be one of ${presets.join(', ')}, not ${JSON.stringify(value)}`)
}

function nearest(from: string): string | undefined {
  for (let dir = resolve(from); ; dir = dirname(dir)) {
    const path = join(dir, configName)
    if (existsSync(path)) return path
    if (dirname(dir) === dir) return undefined
  }
}
