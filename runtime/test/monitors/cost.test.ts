/** The budget of a million monitors, in a process of their own: the bench's case, held to its limits. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { expect, it, onTestFinished } from 'vitest'

it('a million take at most 200 bytes each, and the death of an owner of a thousand less than 5 ms', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'otp-monitors-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const outfile = join(folder, 'monitors.mjs')
  const source = fileURLToPath(new URL('../../src/monitors/index.ts', import.meta.url))
  await build({ entryPoints: [source], outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20' })
  const bench = fileURLToPath(new URL('../../../bench/runtime/monitors.mjs', import.meta.url))
  const flags = ['--expose-gc', '--max-old-space-size=4096']
  const run = spawnSync(process.execPath, [...flags, bench, 'manager: tag only', outfile], { encoding: 'utf8' })
  expect(run.stderr).toBe('')
  const { bytes, ownerDeathMs } = JSON.parse(run.stdout) as { bytes: number; ownerDeathMs: number }
  expect(bytes).toBeLessThanOrEqual(200)
  expect(ownerDeathMs).toBeLessThan(5)
})
