/** `npm run demo`, as the README promises it; needs the built tool, which `npm test` sees to. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

test('the demo prints the Stage 3 report on the sources of npm packages, and says where the JSON is', async () => {
  const script = join(root, 'scripts/demo.mjs')
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [script], { cwd: root, maxBuffer: 2 ** 26 })
  expect(stdout).toMatch(/^# OTP Audit Report - Stage 3: Production Code Hardening\n/)
  const file = /The same as JSON: (.+)/.exec(stderr)![1]!
  const { summary, findings } = JSON.parse(readFileSync(join(root, file), 'utf8'))
  expect(stderr).toContain(`Scanned ${summary.filesFound} files of 7 npm packages`)
  expect(findings.length).toBeGreaterThan(100)
}, 120_000)
