// Declarations from tsc, code from esbuild. What of cockatiel is used (two breakers, MIT) is part of the bundle: the package
// has no dependency at run time.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundle } from './bundle.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const require = createRequire(import.meta.url)

rmSync(join(root, 'dist'), { recursive: true, force: true })
const tsc = join(require.resolve('typescript/package.json'), '../bin/tsc')
const declared = spawnSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.json'), '--emitDeclarationOnly'], {
  stdio: ['ignore', 2, 2],
})
if (declared.status !== 0) process.exit(1)
declareDisposable(join(root, 'dist'))
await bundle(join(root, 'dist'))

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
