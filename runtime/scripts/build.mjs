// Declarations from tsc, code from esbuild. What of cockatiel is used (two breakers, MIT) is part of the bundle: the package
// has no dependency at run time.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundle } from './bundle.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const require = createRequire(import.meta.url)

// built beside, and put in place at once: whoever imports the package meanwhile finds it
const dist = join(root, 'dist')
const made = `${dist}.new-${process.pid}`
const former = `${dist}.old-${process.pid}`
const tsc = join(require.resolve('typescript/package.json'), '../bin/tsc')
const declared = spawnSync(
  process.execPath,
  [tsc, '-p', join(root, 'tsconfig.json'), '--emitDeclarationOnly', '--outDir', made],
  {
    stdio: ['ignore', 2, 2],
  },
)
if (declared.status !== 0) {
  rmSync(made, { recursive: true, force: true })
  process.exit(1)
}
declareDisposable(made)
await bundle(made)
if (existsSync(dist)) renameSync(dist, former)
renameSync(made, dist)
rmSync(former, { recursive: true, force: true })

/** Projects that check the declarations of their packages need not have the newest `lib`: what is used of it is named. */
function declareDisposable(dist) {
  for (const name of readdirSync(dist, { recursive: true })) {
    if (!name.endsWith('.d.ts')) continue
    const path = join(dist, name)
    const text = readFileSync(path, 'utf8')
    if (/\b(?:Async)?Disposable\b|\bSymbol\.(?:asyncD|d)ispose\b/.test(text))
      writeFileSync(path, `/// <reference lib="esnext.disposable" />\n${text}`)
  }
}
