/** ESLint as its own process, once in one thread and once in several. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'eslint-process-')))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const send = "import { Worker } from 'node:worker_threads'\nconst w = new Worker('./x.js')\nw.postMessage(1)\n"
const built = new URL('../../dist/src/eslint/index.js', import.meta.url).href
const config = `import otpAudit from '${built}'
const settings = { 'otp-audit': { types: 'off', paths: ['src/*.js'] } }
export default [otpAudit.configs.recommended, { settings }]
`

test.each([
  ['eslint9', 'off'],
  ['eslint', '2'],
])('%s with --concurrency %s says what it has found, and ends', (version, concurrency) => {
  writeFileSync(join(root, 'eslint.config.mjs'), config)
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }')
  const files = ['a.js', 'b.js', 'c.js', 'd.js']
  mkdirSync(join(root, 'src'), { recursive: true })
  for (const name of files) writeFileSync(join(root, 'src', name), send)
  const program = fileURLToPath(new URL(`../../node_modules/${version}/bin/eslint.js`, import.meta.url))
  const args = [program, '--concurrency', concurrency, '--max-warnings', '0', '--format', 'json', 'src']
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', timeout: 60_000 })
  expect(stderr).toMatch(/^$|too many warnings|ESLintPoorConcurrencyWarning/)
  const results = JSON.parse(stdout) as { messages: { line: number; column: number; ruleId: string }[] }[]
  expect(results.map(({ messages }) => messages.map(m => `${m.line}:${m.column} ${m.ruleId}`))).toEqual(
    files.map(() => ['3:3 otp-audit/raw-send']),
  )
  expect(status).toBe(1)
})

test('a configuration that fails while the scan is at work is named, and no failure of the scan', () => {
  const folder = join(root, 'failing')
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'a.js'), send)
  writeFileSync(
    join(folder, 'eslint.config.mjs'),
    `import otpAudit from '${built}'\nexport default [otpAudit.configs.recommended, { settings: { 'otp-audit': { paths: ['*.js'] } } }]\n`,
  )
  const config = join(folder, 'otp-audit.config.mjs')
  writeFileSync(config, "setTimeout(() => {\n  throw new Error('no')\n}, 0)\nexport default {}\n")
  const program = fileURLToPath(new URL('../../node_modules/eslint/bin/eslint.js', import.meta.url))
  const args = [program, '--format', 'json', 'a.js']
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', timeout: 60_000 })
  const [result] = JSON.parse(stdout) as { messages: { message: string; ruleId: string }[] }[]
  expect([status, result!.messages.map(({ ruleId, message }) => [ruleId, message])]).toEqual([
    1,
    [
      [
        'otp-audit/unaudited',
        `otp-audit knows nothing of this file: ${config}: it failed after it was loaded: Error: no (line 2)`,
      ],
    ],
  ])
})
