import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { ApplyError, apply, planMigration } from '../../src/migrate/index.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const dir = mkdtempSync(join(tmpdir(), 'otp-audit-types-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))
symlinkSync(join(root, 'node_modules'), join(dir, 'node_modules'), 'junction')
const compilerOptions = { module: 'nodenext', target: 'es2023', strict: true, types: ['node'], skipLibCheck: true }
writeFileSync(join(dir, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
writeFileSync(join(dir, 'package.json'), '{ "type": "module" }')
writeFileSync(
  join(dir, 'a.ts'),
  `import { fork } from 'node:child_process'

const one = fork('./one.js')
const two = fork('./two.js')
const before: number = 'wrong already'
// @ts-expect-error a symbol is no message
one.send(Symbol(String(before)))
two.send('a message')
`,
)

test('a fix that adds a diagnostic is left out with its reason; the one beside it stays', async () => {
  const { files, manual } = await planMigration({ root: dir, config: false, safety: 'review' })
  expect(files[0]!.fixes.map(f => f.line)).toEqual([8])
  const [row] = manual.filter(m => m.finding.rule === 'raw-send')
  expect([row!.finding.line, row!.reason]).toEqual([
    7,
    "the type checker would add TS2578: Unused '@ts-expect-error' directive.",
  ])
  expect(files[0]!.after).toContain("postSupervised(two, 'a message')")
})

test('where the TypeScript of the project is too old for the declarations of the runtime, nothing imports it', async () => {
  const old = mkdtempSync(join(tmpdir(), 'otp-audit-old-'))
  mkdirSync(join(old, 'node_modules/typescript'), { recursive: true })
  writeFileSync(join(old, 'node_modules/typescript/package.json'), '{ "version": "4.1.2" }')
  symlinkSync(join(root, 'node_modules/@types'), join(old, 'node_modules/@types'), 'junction')
  writeFileSync(join(old, 'a.ts'), "import { fork } from 'node:child_process'\nfork('./one.js').send('a message')\n")
  const { files, manual } = await planMigration({ root: old, config: false, safety: 'review' })
  rmSync(old, { recursive: true, force: true })
  expect(files).toEqual([])
  expect(manual.filter(m => m.finding.rule === 'raw-send').map(m => m.reason)).toEqual([
    'the project has TypeScript 4.1; the declarations of the runtime need 5.2',
  ])
})

test('a file that changes between plan and writing is not written', async () => {
  const migration = await planMigration({ root: dir, config: false, safety: 'review' })
  const mine = `${readFileSync(join(dir, 'a.ts'), 'utf8')}// mine\n`
  writeFileSync(join(dir, 'a.ts'), mine)
  await expect(apply(migration, new Date())).rejects.toThrow(ApplyError)
  expect(readFileSync(join(dir, 'a.ts'), 'utf8')).toBe(mine)
})
