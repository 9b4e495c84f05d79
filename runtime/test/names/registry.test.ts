import { expect, test } from 'vitest'
import { createNameRegistry } from '../../src/names/registry.js'

test('whoever has two names keeps its address when it loses the one that it got last', () => {
  const names = createNameRegistry()
  const indexer = {}
  names.register('indexer', indexer)
  const second = names.register('reindexer', indexer)
  expect(names.addressOf(indexer)).toEqual({ kind: 'name', name: 'reindexer' })
  second[Symbol.dispose]()
  expect(names.nameOf(indexer)).toBe('indexer')
  expect(names.addressOf(indexer)).toEqual({ kind: 'name', name: 'indexer' })
  names.unregister('indexer')
  expect(names.addressOf(indexer)).toMatchObject({ kind: 'object' })
})
