/** The packed tool, by the judges of packages that others made. What it does is tested by the tutorial, which is followed with it. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { install } from './installed.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'otp-audit-'))
let bin: string

beforeAll(() => {
  bin = install(folder)
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function run(args: string[]) {
  // the judges pack once more, and what is packed can't be built
  const env = { ...process.env, npm_config_ignore_scripts: 'true', NO_COLOR: '1', FORCE_COLOR: '' }
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, env, encoding: 'utf8' })
  return { status, out: stdout + stderr }
}

const installed = () => join(folder, 'node_modules/otp-audit')

test('publint has nothing to say', () => {
  const { status, out } = run([join(root, 'node_modules/publint/src/cli.js'), '--strict', installed()])
  expect([status, out]).toEqual([0, expect.stringContaining('All good!')])
}, 60_000)

test('its types are found by whoever imports modules', () => {
  const attw = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js')
  const { status, out } = run([attw, '--pack', installed(), '--profile', 'esm-only'])
  expect(status, out).toBe(0)
}, 60_000)

test('every entry of its exports is there', () => {
  const { exports, version } = JSON.parse(readFileSync(join(installed(), 'package.json'), 'utf8'))
  const names = Object.keys(exports).map(name => name.replace(/^\./, 'otp-audit'))
  const load = names
    .filter(name => name !== 'otp-audit/eslint') // for those who have ESLint
    .map(name => `await import('${name}'${name.endsWith('.json') ? ", { with: { type: 'json' } }" : ''})`)
  const { status, out } = run(['--no-warnings', '--input-type=module', '-e', load.join('\n')])
  expect([status, out]).toEqual([0, ''])
  expect(run([bin, '--version']).out).toBe(`${version}\n`)
})

test.each(['native', 'ts-morph'])('a project without the runtime is lent its types: %s', types => {
  writeFileSync(
    join(folder, 'a.ts'),
    "import { Worker } from 'node:worker_threads'\nnew Worker('./w.js').postMessage(1)\n",
  )
  const { status, out } = run([bin, 'migrate', 'a.ts', '--dry-run', '--types', types])
  expect([status, out]).toEqual([1, expect.stringContaining('+postSupervised(')])
  expect(out).toContain('npm install @otp-audit/runtime')
})
