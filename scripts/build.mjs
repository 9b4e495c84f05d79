// Compiles the CLI and the runtime. The output folder is emptied first, so that no file outlives its source.
import { spawnSync } from 'node:child_process'
import { rmSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const tsc = join(root, 'node_modules/typescript/bin/tsc')

rmSync(join(root, 'dist'), { recursive: true, force: true })
for (const program of [[tsc, '-p', join(root, 'tsconfig.json')], [join(root, 'runtime/scripts/build.mjs')]]) {
  const { status } = spawnSync(process.execPath, program, { cwd: root, stdio: ['ignore', 2, 2] })
  if (status !== 0) process.exit(1)
}
const now = new Date()
utimesSync(join(root, 'dist/src/index.js'), now, now)
