/** What the report says of traces is what the tests that run programs have seen, no more and no less. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { traced, traceOf } from '../../codemods/traced.js'
import { planMigration } from '../../src/migrate/migration.js'
import { fixtures } from '../rules/wants.js'

/** Of `trace.test.ts` and `foundation-migration.test.ts`, as they migrate them. */
const programs = [
  { root: join(fixtures, 'codemods/traces'), config: false as const },
  { root: join(fixtures, 'foundation') },
]

test('the table of traces has exactly the rewrites of the programs that are run before and after', async () => {
  const seen = new Set<string>()
  for (const program of programs) {
    const { files } = await planMigration({ ...program, safety: 'review' })
    for (const fix of files.flatMap(f => f.fixes)) seen.add(`${fix.codemod} ${fix.dialect}`)
  }
  const told = Object.entries(traced).flatMap(([codemod, of]) =>
    Object.keys(of).map(dialect => `${codemod} ${dialect}`),
  )
  expect(told.sort()).toEqual([...seen].sort())
}, 60_000)

test('a rewrite that cannot be argued is never called equal', () => {
  expect(traceOf({ codemod: 'raw-send', dialect: 'node:worker_threads', safety: 'all' })).toBe('not traced')
  expect(traceOf({ codemod: 'raw-send', dialect: 'ws', safety: 'safe' })).toBe('not traced')
})
