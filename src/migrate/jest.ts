/** Whether the tests of a package can load the runtime: Jest makes CommonJS of what it runs, and of no package. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runtime } from '../../codemods/codemod.js'
import { isFile } from '../files/looks.js'
import { lists, manifestIn, scriptsOf } from './manifest.js'

const configs = ['js', 'ts', 'mjs', 'cjs', 'mts', 'cts', 'json'].map(e => `jest.config.${e}`)
const others = /\b(vitest|mocha|ava|tap|uvu|jasmine|wdio|playwright|bun test|deno test)\b|\bnode\b.*--test\b/

/** The package is tested by Jest, which has not been told what to do with an ES module. */
export function jestCannotLoad(file: string): string | undefined {
  for (let dir = dirname(file); ; dir = dirname(dir)) {
    const uses = jestIn(dir)
    if (uses === 'cannot load')
      return `its tests run in Jest, which loads no ES module: it has to be told to transform ${runtime}`
    if (uses !== undefined || existsSync(join(dir, '.git')) || dirname(dir) === dir) return undefined
  }
}

/** What the folder says of its tests; nothing where it leaves that to a folder above. */
function jestIn(dir: string): 'cannot load' | 'loads' | 'other' | undefined {
  const manifest = manifestIn(dir)
  const { jest } = manifest
  const scripts = scriptsOf(manifest)
  const own = configs.map(name => join(dir, name)).filter(isFile)
  const tests = scripts.flatMap(([name, command]) => (/^test\b/.test(name) ? [command] : []))
  const isRun = tests.some(command => /\bjest\b/.test(command))
  if (!isRun && tests.some(command => others.test(command))) return 'other'
  if (!isRun && !lists(manifest, 'jest') && jest === undefined && own.length === 0) return undefined
  const said = [
    JSON.stringify(jest),
    ...scripts.map(([, command]) => command),
    ...own.map(path => readFileSync(path, 'utf8')),
  ]
  return said.some(text => text?.includes('--experimental-vm-modules') || text?.includes('@otp-audit'))
    ? 'loads'
    : 'cannot load'
}
