// Checks types and style, then runs the tests. Arguments go to vitest, and then it runs alone.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const given = process.argv.slice(2)

function run(program, ...args) {
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules', program), ...args], {
    cwd: root,
    stdio: 'inherit',
  })
  if (status !== 0) process.exit(status ?? 1)
}

if (given.length === 0) {
  for (const project of ['tsconfig.json', 'runtime/tsconfig.json', 'runtime/test/tsconfig.json']) {
    run('typescript/bin/tsc', '-p', project, '--noEmit')
  }
  run('@biomejs/biome/bin/biome', 'check', '.')
}
run('vitest/vitest.mjs', 'run', ...given)
