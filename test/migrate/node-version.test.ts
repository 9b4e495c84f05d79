/** A project that says it runs on an older Node.js than the runtime. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { planMigration } from '../../src/migrate/index.js'
import { oldestIn } from '../../src/migrate/node-version.js'

test.each([
  ['>=18', [18, 0]],
  ['^20.19.0 || >=22.12', [20, 19]],
  ['>=22 || ^18.17', [18, 17]],
  ['>= 20.19 <23', [20, 19]],
  ['18 - 22', [18, 0]],
  ['20.x', [20, 0]],
  ['v22.1.0', [22, 1]],
  ['~20.19', [20, 19]],
  ['>18', [19, 0]],
  ['>20.18', [20, 18]],
  ['<23', [0, 0]],
  ['*', [0, 0]],
  ['', [0, 0]],
  ['lts/iron', undefined],
] as const)('the oldest of `%s` is %j', (range, oldest) => {
  expect(oldestIn(range)).toEqual(oldest)
})

const root = mkdtempSync(join(tmpdir(), 'node-version-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

async function migrated(engines: object | undefined) {
  const text = `import { Worker } from 'node:worker_threads'\nconst worker = new Worker('./w.js')\nworker.on('error', console.error)\nworker.postMessage('go')\n`
  writeFileSync(join(root, 'main.ts'), text)
  writeFileSync(join(root, 'package.json'), JSON.stringify({ type: 'module', engines }))
  const { files, manual, notices } = await planMigration({ root, config: false, rules: ['raw-send'] })
  return { made: files.flatMap(f => f.fixes).length, reasons: manual.map(m => m.reason), notices }
}

test.each([
  [undefined, /no @otp-audit/],
  [{ vscode: '^1.90.0' }, /no @otp-audit/],
  [{ node: '>=20.19' }, /no @otp-audit/],
  [{ node: '>=20' }, /package\.json says Node\.js >=20; the runtime needs 20\.19: say so there as well/],
])('%j: its sends are migrated', async (engines, notice) => {
  const { made, reasons, notices } = await migrated(engines)
  expect({ made, reasons }).toEqual({ made: 1, reasons: [] })
  expect(notices.join('\n')).toMatch(notice)
  expect(notices.join('\n').includes('the runtime needs')).toBe(engines?.node === '>=20')
})

test.each(['>=18', '^18 || >=20', 'lts/iron'])('%s: they are for review', async node => {
  const { made, reasons } = await migrated({ node })
  expect(made).toBe(0)
  expect(reasons).toEqual([`the package says that it runs on Node.js ${node}; the runtime needs 20.19`])
})
