import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { memberFolders } from '../../src/files/workspaces.js'
import { scan } from '../../src/index.js'

let root: string
afterEach(() => rmSync(root, { recursive: true, force: true }))

function folder(files: Record<string, string>): string {
  root = realpathSync.native(mkdtempSync(join(tmpdir(), 'workspaces-')))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  return root
}

const packages = {
  'packages/core/package.json': '{ "name": "@acme/core", "main": "dist/index.js" }',
  'packages/core/src/index.ts': `import { Worker } from 'node:worker_threads'\nexport const worker = new Worker('job.js')\n`,
  'packages/app/package.json': '{ "name": "@acme/app" }',
  'packages/app/src/main.ts': `import { worker } from '@acme/core'\nexport const tell = (): void => worker.postMessage('m')\n`,
}

test.each([
  ['a list', { 'package.json': '{ "workspaces": ["./packages/*", "!packages/app"] }' }, ['core']],
  ['an object', { 'package.json': '{ "workspaces": { "packages": ["packages/**/"] } }' }, ['app', 'core']],
  [
    'pnpm',
    {
      'pnpm-workspace.yaml': `packages:\r\n  # ours\r\n  - 'packages/*' # all\r\n\r\n  - "!packages/core"\r\ncatalog:\r\n  - x\r\n`,
    },
    ['app'],
  ],
  ['no list', { 'package.json': '{ "workspaces": 1 }' }, []],
  ['no JSON', { 'package.json': '"workspaces"{' }, []],
  ['nothing', {}, []],
])('%s names the packages', (_, files, names) => {
  expect(memberFolders(folder({ ...packages, ...files }))).toEqual(names.map(n => join(root, 'packages', n)))
})

test.each([
  ['.', 'packages/app'],
  ['packages/app', 'src'],
  ['packages', 'app/src/main.ts'],
])('in %s, a scan of %s alone follows into the other packages', async (from, path) => {
  folder({ ...packages, 'package.json': '{ "workspaces": ["packages/*"] }' })
  const { sites } = await scan({ root: join(root, from), paths: [path], types: 'off' })
  expect(sites.map(s => s.kind)).toEqual(['raw-send'])
})
