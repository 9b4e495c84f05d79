/** What workers, children and ports hear, in which order, before the migration and after: the same. */
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { apply, planMigration } from '../../src/migrate/index.js'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))
const dir = mkdtempSync(join(tmpdir(), 'otp-audit-trace-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const options = {
  target: 'es2023',
  lib: ['es2023'],
  module: 'nodenext',
  moduleResolution: 'nodenext',
  types: ['node'],
  strict: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  outDir: 'dist',
  rootDir: 'src',
}

async function trace(): Promise<Record<string, string[]>> {
  await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', dir])
  const { stdout } = await run(process.execPath, [join(dir, 'dist/main.js')], { cwd: dir, timeout: 30_000 })
  return JSON.parse(stdout)
}

test('safe and reviewed sends: every peer hears the same in the same order, every reply comes', async () => {
  cpSync(join(root, 'fixtures/codemods/traces'), join(dir, 'src'), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(dir, 'node_modules'), 'junction')
  writeFileSync(join(dir, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['src'] }))
  writeFileSync(join(dir, 'package.json'), '{ "type": "module" }')
  const before = await trace()
  expect(before.worker).toHaveLength(22)
  const migration = await planMigration({ root: dir, config: false, safety: 'review' })
  expect(migration.manual.filter(m => m.finding.rule === 'raw-send')).toEqual([])
  await apply(migration, new Date())
  expect(await trace()).toEqual(before)
})
