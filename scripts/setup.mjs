// Installs and builds what is missing or older than its sources; does nothing on a second run.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

function run(command, args) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    // npm prepares what it installs globally from git without its dependencies, and would have them global as well
    env: { ...process.env, npm_config_global: 'false' },
    shell: process.platform === 'win32',
  })
  if (error) throw error
  if (status !== 0) {
    console.error(`setup: ${command} ${args.join(' ')} failed with exit code ${status}`)
    process.exit(1)
  }
}

function changedAt(path) {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return 0
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(0, ...readdirSync(path).map(name => changedAt(join(path, name))))
}

const installed = join(root, 'node_modules/.package-lock.json')
if (!existsSync(installed) || changedAt(join(root, 'package-lock.json')) > changedAt(installed)) {
  run('npm', ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'])
}

const built = changedAt(join(root, 'dist/src/index.js'))
const sources = ['src', 'dialects', 'rules', 'codemods', 'runtime/src', 'tsconfig.json', 'tsconfig.base.json']
if (built === 0 || Math.max(...sources.map(path => changedAt(join(root, path)))) > built) {
  run(process.execPath, [join(root, 'scripts/build.mjs')])
}
