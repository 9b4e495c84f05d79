/** Configurations that are programs, TypeScript among them: loaded as modules, with nothing written to the disk. */

import { writeSync } from 'node:fs'
import * as nodeModule from 'node:module'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { UsageError } from '../../errors.js'
import { importModule } from '../../import-module.js'
import { hasRun, reasonOf } from './fault.js'
import { mark } from './mark.js'
import { snapshot } from './snapshot.js'

const noDefault = 'exports nothing as default; write `export default defineConfig({ ... })`'

/**
 * The default export, awaited.
 * @param stamp Changes with the file: what an earlier version exported is not given again.
 * @throws UsageError if it throws, or is no object.
 */
export function loadCode(path: string, stamp: string): Promise<unknown> {
  install()
  hasRun(path)
  return ending(exported(path, stamp), path)
}

async function exported(path: string, stamp: string): Promise<unknown> {
  let loaded: { default?: unknown }
  try {
    loaded = await importModule<typeof loaded>(`${pathToFileURL(path).href}?${mark}=${encodeURIComponent(stamp)}`)
  } catch (error) {
    throw new UsageError(`${path}: can't be loaded: ${reasonOf(error, path)}`)
  }
  // a getter, or whoever changes it later, has no more say in it
  const value = snapshot(await settled(defaultOf(loaded), path))
  if (value === undefined) throw new UsageError(`${path}: ${noDefault}`)
  if (typeof value === 'function')
    throw new UsageError(`${path}: exports a function; export the object that it returns`)
  if (typeof value === 'object' && value !== null && Object.keys(value).length === 0 && Object.keys(loaded).length > 1)
    throw new UsageError(`${path}: ${noDefault}`)
  return value
}

/** Where a module of CommonJS was written as one of the language, that is what it exports under this name. */
function defaultOf({ default: value }: { default?: unknown }): unknown {
  const isTranspiled = typeof value === 'object' && value !== null && '__esModule' in value && 'default' in value
  return isTranspiled ? value.default : value
}

/**
 * A configuration that waits for what never comes would let the process end, and one that ends the process would choose
 * its exit code: either looked like a clean scan.
 */
function ending<T>(loading: Promise<T>, path: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const idle = (): void => {
      done()
      reject(new UsageError(`${path}: can't be loaded: what it waits for never comes`))
    }
    const ended = (code: number): void => {
      if (code === 130) return // somebody would not wait for it
      process.exitCode = 2
      writeSync(2, `otp-audit: ${path}: can't be loaded: it ends the process\n`)
    }
    const done = (): void => {
      process.off('beforeExit', idle)
      process.off('exit', ended)
      process.off('uncaughtExceptionMonitor', done)
    }
    process.once('beforeExit', idle)
    process.prependOnceListener('exit', ended)
    // what ends the process then is told by whoever hears of it
    process.once('uncaughtExceptionMonitor', done)
    loading.then(resolve, reject).finally(done)
  })
}

async function settled(value: unknown, path: string): Promise<unknown> {
  try {
    return await value
  } catch (error) {
    throw new UsageError(`${path}: the promise that it exports was rejected: ${reasonOf(error, path)}`)
  }
}

let isInstalled = false

/** The hooks act on what carries the mark and leave every other module alone, whoever's process this is. */
function install(): void {
  if (isInstalled) return
  isInstalled = true
  const root = dirname(createRequire(import.meta.url).resolve('otp-audit/package.json'))
  const hooks = join(root, 'dist/src/config/code/hooks.js')
  // in the same thread where Node can; `register` is for older ones
  const registerHooks = (nodeModule as { registerHooks?: (hooks: object) => void }).registerHooks
  if (registerHooks) registerHooks(createRequire(import.meta.url)(hooks) as object)
  else nodeModule.register(pathToFileURL(hooks).href)
}
