/** What the report says of traces is what the tests that run programs have seen, no more and no less. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { traced, traceOf } from '../../codemods/traced.js'
import { type MigrateOptions, planMigration } from '../../src/migrate/migration.js'
import { fixtures } from '../rules/wants.js'
import { TracedProgram } from './tracing.js'

/** As the tests migrate and run them; where two have a rewrite, the one that shows a difference tells more. */
const programs: { trace: string; fixture: string; options?: MigrateOptions }[] = [
  // trace.test.ts
  { trace: 'equal', fixture: 'traces' },
  { trace: 'equal', fixture: 'send-traces', options: { rules: ['raw-send'] } },
  { trace: 'equal', fixture: 'end-traces', options: { rules: ['unmanaged-watcher'], preset: 'stage3' } },
  { trace: 'differs as intended', fixture: 'watcher-traces', options: { rules: ['unmanaged-watcher'] } },
  // call-trace.test.ts: with answers, and without
  { trace: 'differs as intended', fixture: 'call-traces', options: { rules: ['untimed-call'] } },
]

test('the table of traces has exactly the rewrites of the programs that are run before and after', async () => {
  const seen: Record<string, Record<string, string>> = {}
  // foundation-migration.test.ts
  const foundation = await planMigration({ root: join(fixtures, 'foundation'), safety: 'review' })
  const migrations = [{ trace: 'equal', migration: foundation }]
  for (const { trace, fixture, options } of programs) {
    using program = new TracedProgram(fixture)
    migrations.push({ trace, migration: await program.migrate({ ...options, safety: 'review' }) })
  }
  for (const { trace, migration } of migrations)
    for (const { codemod, dialect } of migration.files.flatMap(f => f.fixes)) {
      seen[codemod] ??= {}
      seen[codemod]![dialect] = trace
    }
  expect(traced).toEqual(seen)
}, 180_000)

test('a rewrite that cannot be argued is never called equal', () => {
  expect(traceOf({ codemod: 'raw-send', dialect: 'node:worker_threads', safety: 'all' })).toBe('not traced')
  expect(traceOf({ codemod: 'raw-send', dialect: 'nact', safety: 'review' })).toBe('not traced')
})
