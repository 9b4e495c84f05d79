// Declarations from tsc, code from esbuild. What of cockatiel is used (two breakers, MIT) is part of the bundle: the package
// has no dependency at run time.
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
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
await bundle(join(root, 'dist'))
