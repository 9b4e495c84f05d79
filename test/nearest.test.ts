import { expect, test } from 'vitest'
import { nearest } from '../src/nearest.js'

test.each([
  ['jsn', 'json'],
  ['JSON', 'json'],
  ['test', 'text'],
  ['stage4', 'stage3'],
  ['xml', undefined],
  ['', undefined],
])('%s is meant to be %s', (word, meant) => {
  expect(nearest(word, ['stage3', 'text', 'json'])).toBe(meant)
})
