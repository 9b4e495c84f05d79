/** Which files import the runtime, and which package.json answers for them: on a real tree, before and after. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { deployments } from '../../src/migrate/deployment.js'
import { importedFrom } from '../../src/migrate/import-forms.js'
import { planMigration } from '../../src/migrate/index.js'
import { parseFile } from '../../src/sites/ast.js'

const raw = `import { Worker } from 'node:worker_threads'
new Worker('./w.js').postMessage('x')
`
let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'otp-audit-deployment-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

async function after(files: Record<string, string>, paths?: string[]) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true })
    writeFileSync(join(dir, name), text)
  }
  return deployments(await planMigration({ root: dir, types: 'off', paths }))
}

test('before by what is there, after with what is written', async () => {
  const manifest = '{ "dependencies": { "@otp-audit/runtime": "^0.1.0" } }'
  const { before, after: then } = await after({ 'package.json': manifest, 'a.ts': raw })
  expect(before).toEqual({ importing: 0, names: [], packages: [] })
  expect(then).toEqual({
    importing: 1,
    names: ['postSupervised'],
    packages: [{ file: 'package.json', field: 'dependencies', version: '^0.1.0', importing: 1 }],
  })
})

test('files without any site count as well; a mention is no import', async () => {
  const { before } = await after({
    'package.json': '{}',
    'a.ts': "import { sendSupervised } from '@otp-audit/runtime'\nexport const tell = sendSupervised\n",
    'b.ts': "// '@otp-audit/runtime'\nexport type { SendResult } from '@otp-audit/runtime'\n",
  })
  expect(before).toMatchObject({ importing: 1, names: ['sendSupervised'], packages: [{ file: 'package.json' }] })
  expect(before.packages[0]!.field).toBeUndefined()
})

test('of packages of a workspace the nearest that declares it answers, else the nearest', async () => {
  const use = "import { monitor } from '@otp-audit/runtime'\nexport { monitor }\n"
  const { before } = await after({
    'package.json': '{ "devDependencies": { "@otp-audit/runtime": "1" } }',
    'packages/a/package.json': '{ "peerDependencies": { "@otp-audit/runtime": "*" } }',
    'packages/a/x.ts': use,
    'packages/b/package.json': '{}',
    'packages/b/x.ts': use,
    'packages/b/y.ts': use,
  })
  expect(before.packages).toEqual([
    { file: 'package.json', field: 'devDependencies', version: '1', importing: 2 },
    { file: 'packages/a/package.json', field: 'peerDependencies', version: '*', importing: 1 },
  ])
})

test('a package.json that is no JSON is told, not taken for an empty one', async () => {
  const use = "import { monitor } from '@otp-audit/runtime'\nexport { monitor }\n"
  const { before } = await after({ 'package.json': '{', 'x.ts': use })
  expect(before.packages).toMatchObject([{ file: 'package.json', unreadable: expect.stringContaining('JSON') }])
})

test.each([
  ['import { a as b, type C } from "p"', ['a']],
  ['import type { A } from "p"', []],
  ['import * as p from "p"', ['*']],
  ['import { a } from "p/worker"', ['a']],
  ['import { a } from "pq"', []],
  ['export { a as b } from "p"', ['a']],
  ['export * from "p"', ['*']],
  ['import p = require("p")', ['*']],
  ['const { a, b: c } = require("p")', ['a', 'b']],
  ['const p = require("p")', ['*']],
])('%s', (text, names) => {
  expect(importedFrom(parseFile('a.cts', text), 'p')).toEqual(names)
})
