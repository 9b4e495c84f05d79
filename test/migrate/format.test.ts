import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { formattersFor } from '../../src/migrate/format/find.js'
import { Checkout } from './checkout.js'

let checkout: Checkout
afterEach(() => checkout.remove())

const prettier = {
  'node_modules/prettier/package.json': '{ "name": "prettier", "version": "3.0.0", "main": "index.js" }',
  'node_modules/prettier/index.js':
    'exports.getFileInfo = async () => ({ ignored: false })\nexports.resolveConfig = async () => null\nexports.format = async text => text\n',
}
const names = async (): Promise<string[]> => (await formattersFor(checkout.dir, checkout.dir)).map(f => f.name)

test('a configuration without its formatter leaves the file to the formatter that is installed', async () => {
  checkout = new Checkout({ ...prettier, 'biome.json': '{}', '.prettierrc.json': '{}' })
  expect(await names()).toEqual(['Prettier'])
})

test('when none of those configured is installed, the first is named', async () => {
  checkout = new Checkout({ ...prettier, 'biome.json': '{}', '.prettierrc.json': '{}' })
  rmSync(join(checkout.dir, 'node_modules'), { recursive: true })
  await expect(names()).rejects.toThrow('Biome is not installed')
})
