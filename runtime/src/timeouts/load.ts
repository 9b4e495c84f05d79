/**
 * Rules from outside of the program: the key `timeouts` of the command line tool's `otp-audit.config.json`, and
 * environment variables, which are stronger.
 */
import { builtin } from '../core/builtin.js'
import { InvalidOptionError } from '../core/errors.js'
import { checkKnown } from '../core/options-check.js'
import type { TimeoutRules } from './contracts.js'
import { checkTimeoutRules, mergeTimeoutRules } from './rules.js'

export const timeoutConfigFile = 'otp-audit.config.json'

type Environment = Readonly<Record<string, string | undefined>>

/** Whole milliseconds, or 'infinity' for the default; the factor may be a fraction. */
const variables = {
  OTP_AUDIT_TIMEOUT_DEFAULT: 'default',
  OTP_AUDIT_TIMEOUT_MIN: 'min',
  OTP_AUDIT_TIMEOUT_MAX: 'max',
  OTP_AUDIT_TIMEOUT_FACTOR: 'environmentFactor',
} as const

/**
 * `OTP_AUDIT_TIMEOUT_DEFAULT`, `_MIN`, `_MAX`, `_FACTOR`, and `OTP_AUDIT_TIMEOUTS`: a JSON object as under `timeouts`.
 * @throws InvalidOptionError that names the variable
 */
export function timeoutRulesFromEnvironment(env: Environment): TimeoutRules {
  const single: Record<string, unknown> = {}
  for (const [variable, rule] of Object.entries(variables)) {
    const text = env[variable]?.trim()
    if (text === undefined || text === '') continue
    const value = text === 'infinity' ? text : Number(text)
    checkTimeoutRules({ [rule]: value }, variable)
    single[rule] = value
  }
  const json = env.OTP_AUDIT_TIMEOUTS
  if (json === undefined || json.trim() === '') return single
  const rules = parse(json, 'OTP_AUDIT_TIMEOUTS')
  checkTimeoutRules(rules, 'OTP_AUDIT_TIMEOUTS')
  return mergeTimeoutRules(rules, single)
}

/**
 * The `timeouts` of a configuration file's text; no rules if it has none. Other keys are the tool's own.
 * @throws InvalidOptionError that names `path` and what is wrong
 */
export function timeoutRulesFromConfig(text: string, path: string): TimeoutRules {
  const config = parse(text.replace(/^\uFEFF/, ''), path)
  if (typeof config !== 'object' || config === null || Array.isArray(config)) {
    throw new InvalidOptionError(path, 'one object', config)
  }
  const { timeouts } = config as { timeouts?: unknown }
  if (timeouts === undefined) return {}
  checkTimeoutRules(timeouts, `${path}: timeouts`)
  return timeouts
}

export interface LoadOptions {
  /** The file; default: the nearest `otp-audit.config.json` at or above `from`. `false`: no file. */
  readonly file?: string | false
  /** Folder to look from; default: the working directory. */
  readonly from?: string
  /** Default: the process's environment. */
  readonly env?: Environment
}

/**
 * Rules of the configuration file, and over them those of the environment. Where there is no file system (browsers)
 * or no file: the environment's alone, if there is one.
 * @throws InvalidOptionError for a `file` that can't be read, and for wrong rules
 */
export function loadTimeoutRules(options: LoadOptions = {}): TimeoutRules {
  checkKnown('options', options, ['file', 'from', 'env'] satisfies (keyof LoadOptions)[])
  const host = (globalThis as { process?: { env?: Environment; cwd?(): string } }).process
  const environment = timeoutRulesFromEnvironment(options.env ?? host?.env ?? {})
  if (options.file === false) return environment
  const fs = builtin<FileSystem>('node:fs')
  const path = builtin<Paths>('node:path')
  if (fs === undefined || path === undefined) {
    if (options.file === undefined) return environment
    throw new InvalidOptionError('file', 'left out: there is no file system here', options.file)
  }
  const file = options.file ?? nearest(fs, path, options.from ?? host?.cwd?.() ?? '.')
  if (file === undefined) return environment
  let text: string
  try {
    text = fs.readFileSync(file, 'utf8')
  } catch (error) {
    throw new InvalidOptionError(file, `a readable file (${(error as { code?: string }).code ?? error})`, file)
  }
  return mergeTimeoutRules(timeoutRulesFromConfig(text, file), environment)
}

interface FileSystem {
  existsSync(path: string): boolean
  readFileSync(path: string, encoding: 'utf8'): string
}
interface Paths {
  resolve(path: string): string
  join(...parts: string[]): string
  dirname(path: string): string
}

function nearest(fs: FileSystem, path: Paths, from: string): string | undefined {
  for (let dir = path.resolve(from); ; dir = path.dirname(dir)) {
    const file = path.join(dir, timeoutConfigFile)
    if (fs.existsSync(file)) return file
    if (path.dirname(dir) === dir) return undefined
  }
}

function parse(text: string, at: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new InvalidOptionError(at, `valid JSON (${(error as Error).message})`, text)
  }
}
