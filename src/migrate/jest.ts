/** Whether the tests of a package can load the runtime: Jest makes CommonJS of what it runs, and of no package. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runtime } from '../../codemods/codemod.js'

interface Manifest {
  jest?: unknown
  scripts?: Record<string, string>
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

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
  const { jest, scripts = {}, ...manifest } = manifestIn(dir)
  const own = configs.map(name => join(dir, name)).filter(existsSync)
  const tests = Object.entries(scripts).flatMap(([name, command]) => (/^test\b/.test(name) ? [command] : []))
  const isRun = tests.some(command => /\bjest\b/.test(command))
  if (!isRun && tests.some(command => others.test(command))) return 'other'
  const isListed = manifest.dependencies?.jest !== undefined || manifest.devDependencies?.jest !== undefined
  if (!isRun && !isListed && jest === undefined && own.length === 0) return undefined
  const said = [JSON.stringify(jest), ...Object.values(scripts), ...own.map(path => readFileSync(path, 'utf8'))]
  return said.some(text => text?.includes('--experimental-vm-modules') || text?.includes('@otp-audit'))
    ? 'loads'
    : 'cannot load'
}

function manifestIn(dir: string): Manifest {
  try {
    return (JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8').replace(/^\ufeff/, '')) ?? {}) as Manifest
  } catch {
    return {} // none, or a broken one: npm itself will say more about it
  }
}
