import { test } from 'vitest'
import { planMigration } from '/work/wt-calls/src/migrate/migration.js'
import { unifiedDiff } from '/work/wt-calls/src/migrate/unified-diff.js'
test('x', async () => {
  const root = process.env.TRY!
  const m = await planMigration({ root, config: false, testFiles: [], safety: (process.env.SAFETY ?? 'review') as never, rules: process.env.ALLR ? undefined : ['untimed-call'], preset: process.env.PRESET as never })
  for (const f of m.files) console.log(unifiedDiff(f.file, f.raw, f.after))
  for (const r of m.manual) console.log(r.finding.file, r.finding.line, r.finding.rule, r.finding.shape, r.reason)
  console.log(m.notices)
}, 60000)
