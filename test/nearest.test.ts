import { expect, test } from 'vitest'
import { nearest } from '../src/nearest.js'

test.each([
  ['jsn', 'json'],
  ['JSON', 'json'],
  ['test', 'text'],
  ['stage4', 'stage3'],
  ['xml', undefined],
  ['sta', 'stage3'],
  ['st', undefined],
  ['', undefined],
  ['jsno', 'json'],
  ['txet', 'text'],
  // two swaps in four letters are another word
  ['sjno', undefined],
])('%s is meant to be %s', (word, meant) => {
  expect(nearest(word, ['stage3', 'text', 'json'])).toBe(meant)
})
