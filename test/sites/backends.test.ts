/** Both type checkers lead to the same result, also in folders where the file alone decides most. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { scan } from '../../src/index.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const fixtures = ['foundation', ...readdirSync(join(root, 'fixtures/rules')).map(name => `rules/${name}`)].map(
  name => `fixtures/${name}`,
)
const packages = ['node_modules/piscina', 'node_modules/actor-kit', 'node_modules/electron-trpc']

test.each([...fixtures, ...packages])('%s: native and ts-morph say the same of every site', async folder => {
  const scanned = async (types: 'native' | 'ts-morph') => {
    const { sites, findings, coverage, summary } = await scan({
      root: join(root, folder),
      config: false,
      preset: 'strict',
      types,
    })
    return { sites, findings, coverage, asked: summary.types.asked }
  }
  const native = await scanned('native')
  expect(native.sites.length).toBeGreaterThan(0)
  expect(await scanned('ts-morph')).toEqual(native)
})
