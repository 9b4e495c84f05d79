/**
 * TypeScript that is CommonJS. Node's loader for modules can run such a text, but on older Node with a `require` of its own
 * that can't give it an ES module, which `otp-audit/config` is.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, resolve } from 'node:path'
import { compileFunction } from 'node:vm'
import * as define from '../define.js'
import { asWritten } from './as-written.js'
import { toJavaScript } from './to-javascript.js'

interface Module {
  exports: unknown
}

/** What the module exports; those in TypeScript that it requires are run as well, each once. */
export function runCommon(path: string, known: Map<string, Module> = new Map()): unknown {
  const ready = known.get(path)
  if (ready) return ready.exports
  const module: Module = { exports: {} }
  known.set(path, module)
  const folder = dirname(path)
  const own = createRequire(path)
  const require = (specifier: string): unknown => {
    if (specifier === 'otp-audit/config') return define
    const found = asWritten(specifier, folder) ?? resolve(folder, specifier)
    const isOurs = /^\.{1,2}\//.test(specifier) && /\.c?ts$/.test(found)
    return isOurs ? runCommon(found, known) : own(specifier)
  }
  const names = ['exports', 'require', 'module', '__filename', '__dirname']
  const run = compileFunction(toJavaScript(path, readFileSync(path, 'utf8')), names, { filename: path })
  run.call(module.exports, module.exports, Object.assign(require, own), module, path, folder)
  return module.exports
}
