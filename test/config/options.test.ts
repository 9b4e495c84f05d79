import { expect, test } from 'vitest'
import { type ScanOptions, scan } from '../../src/index.js'

test.each<[keyof ScanOptions, unknown, string]>([
  ['preset', 'lenient', 'preset must be one of recommended, stage3, strict, not "lenient"'],
  ['types', 'none', 'types must be one of native, ts-morph, off, not "none"'],
  ['paths', 'src', 'paths must be a list of strings, not "src"'],
  ['testFiles', [1], 'testFiles must be a list of strings, not [1]'],
])('%s: %j is a mistake that one line explains', async (option, value, message) => {
  await expect(scan({ [option]: value })).rejects.toMatchObject({ name: 'UsageError', message })
})
