/** What the report says of traces is what the tests that run programs have seen, no more and no less. */
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { traced, traceOf } from '../../codemods/traced.js'
import { planMigration } from '../../src/migrate/migration.js'
import { fixtures } from '../rules/wants.js'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const dir = mkdtempSync(join(tmpdir(), 'otp-audit-traced-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const compilerOptions = {
  target: 'es2023',
  lib: ['es2023'],
  module: 'nodenext',
  moduleResolution: 'nodenext',
  types: ['node'],
  strict: true,
  skipLibCheck: true,
}

/** A project of the fixture's files, as the tests that run it make one. */
function projectOf(fixture: string): string {
  const root = join(dir, fixture)
  cpSync(join(fixtures, 'codemods', fixture), join(root, 'src'), { recursive: true })
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'), 'junction')
  writeFileSync(join(root, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }))
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }')
  return root
}

/** As the tests migrate and run them; where two have a rewrite, the one that shows a difference tells more. */
const programs = [
  // trace.test.ts
  { trace: 'equal', options: { root: projectOf('traces'), config: false as const } },
  // foundation-migration.test.ts
  { trace: 'equal', options: { root: join(fixtures, 'foundation') } },
  // call-trace.test.ts: with answers, and without
  {
    trace: 'differs as intended',
    options: { root: projectOf('call-traces'), config: false as const, rules: ['untimed-call' as const] },
  },
]

test('the table of traces has exactly the rewrites of the programs that are run before and after', async () => {
  const seen: Record<string, Record<string, string>> = {}
  for (const { trace, options } of programs) {
    const { files } = await planMigration({ ...options, safety: 'review' })
    for (const fix of files.flatMap(f => f.fixes)) {
      seen[fix.codemod] ??= {}
      seen[fix.codemod]![fix.dialect] = trace
    }
  }
  expect(traced).toEqual(seen)
}, 180_000)

test('a rewrite that cannot be argued is never called equal', () => {
  expect(traceOf({ codemod: 'raw-send', dialect: 'node:worker_threads', safety: 'all' })).toBe('not traced')
  expect(traceOf({ codemod: 'raw-send', dialect: 'ws', safety: 'safe' })).toBe('not traced')
})
