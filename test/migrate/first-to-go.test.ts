/** Where a file's fixes do together what they may not, the surest of them are tried without the others. */
import { expect, test } from 'vitest'
import type { Fix } from '../../src/migrate/fix.js'
import { firstToGo } from '../../src/migrate/prove.js'

const fix = (id: string, safety: Fix['safety'], findings: string[] = [id]): Fix => ({
  id,
  findings,
  safety,
  rule: 'raw-send',
  codemod: 'raw-send',
  dialect: 'ws',
  file: 'a.ts',
  line: 1,
  column: 1,
  difference: '',
  edits: [],
  imports: [],
})
const ids = (fixes: readonly Fix[]): string[] => firstToGo(fixes).map(f => f.id)

test('steps go before fixes', () => {
  expect(ids([fix('a', 'all'), fix('step', 'review', []), fix('b', 'safe')])).toEqual(['step'])
})

test('of fixes the least sure go', () => {
  expect(ids([fix('a', 'review'), fix('b', 'safe'), fix('c', 'review')])).toEqual(['a', 'c'])
})

test('safe ones go when nothing else is left', () => {
  expect(ids([fix('a', 'safe'), fix('b', 'safe')])).toEqual(['a', 'b'])
  expect(ids([])).toEqual([])
})
