import { test } from 'vitest'
import { scan } from '/work/wt-calls/src/audit/scan.js'
test('x', async () => {
  const m = await scan({ root: process.env.TRY!, config: false, testFiles: [], types: process.env.TYPES as never })
  for (const s of m.sites) console.log(s.file, s.line, s.dialect, s.role, s.kind, s.shape, s.callee, s.resolvedBy, s.reason)
}, 60000)
