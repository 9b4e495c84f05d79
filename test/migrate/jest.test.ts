/** A package whose tests run where the runtime cannot be loaded as it is. */
import { afterEach, expect, test } from 'vitest'
import { planMigration } from '../../src/migrate/index.js'
import { Checkout } from './checkout.js'

let checkout: Checkout
afterEach(() => checkout.remove())

const program = `import { Worker } from 'node:worker_threads'\nconst worker = new Worker('./w.js')\nworker.on('error', console.error)\nworker.postMessage('go')\n`

async function reasons(files: Record<string, string>): Promise<string[]> {
  checkout = new Checkout({ 'packages/a/main.ts': program, ...files })
  const { files: made, manual } = await planMigration({ root: checkout.dir, config: false, rules: ['raw-send'] })
  return made.length > 0 ? [] : manual.map(m => m.reason)
}
const manifest = (content: object): string => JSON.stringify(content)
const cannot = ['its tests run in Jest, which loads no ES module: it has to be told to transform @otp-audit/runtime']

test.each<[string, Record<string, string>]>([
  ['a script', { 'packages/a/package.json': manifest({ scripts: { test: 'jest --ci' } }) }],
  ['a configuration', { 'packages/a/package.json': manifest({}), 'jest.config.js': 'module.exports = {}\n' }],
  ['a dependency of the root', { 'package.json': manifest({ devDependencies: { jest: '^29.0.0' } }) }],
  ['its own field', { 'package.json': manifest({ jest: { preset: 'ts-jest' } }) }],
])('%s says Jest: for review only', async (_, files) => {
  expect(await reasons(files)).toEqual(cannot)
})

test.each<[string, Record<string, string>]>([
  ['nothing', { 'package.json': manifest({}) }],
  ['a broken manifest', { 'package.json': '{' }],
  ['scripts that are none', { 'package.json': manifest({ scripts: null, dependencies: null }) }],
  ['a script that is no command', { 'package.json': manifest({ scripts: { test: 1, build: ['jest'] } }) }],
  ['a folder that is called as a configuration', { 'jest.config.js/readme.md': 'none' }],
  [
    'another runner, nearer',
    {
      'package.json': manifest({ scripts: { test: 'jest' } }),
      'packages/a/package.json': manifest({ scripts: { 'test:unit': 'vitest run' } }),
    },
  ],
  [
    'modules of its own',
    { 'package.json': manifest({ scripts: { test: 'node --experimental-vm-modules node_modules/.bin/jest' } }) },
  ],
  [
    'that the runtime is transformed',
    {
      'package.json': manifest({ scripts: { test: 'jest' } }),
      'jest.config.js': "module.exports = { transformIgnorePatterns: ['/node_modules/(?!@otp-audit/)'] }\n",
    },
  ],
])('%s: migrated', async (_, files) => {
  expect(await reasons(files)).toEqual([])
})
