/** A fix that makes no program of its file is left out alone: the others of the file are made. */
import { expect, test } from 'vitest'
import type { Edit, Fix } from '../../src/migrate/fix.js'
import { applied } from '../../src/migrate/merge.js'
import type { FilePlan } from '../../src/migrate/plan.js'
import { unparsable } from '../../src/migrate/prove.js'

const before = 'one()\ntwo()\nthree()\n'

function fix(id: string, old: string, text: string): Fix {
  const start = before.indexOf(old)
  const edits = [{ file: 'a.ts', start, end: start + old.length, text }]
  const place = { file: 'a.ts', line: 1, column: 1, edits, imports: [] }
  return {
    id,
    findings: [id],
    safety: 'safe',
    rule: 'raw-send',
    codemod: 'raw-send',
    dialect: 'ws',
    difference: '',
    ...place,
  }
}

function plan(fixes: readonly Fix[], imports: readonly Edit[] = []): FilePlan {
  const edits = [...fixes.flatMap(f => f.edits), ...imports]
  const texts = { raw: before, before, after: applied(before, edits) }
  return { file: 'a.ts', path: '/a.ts', ...texts, fixes, edits, formatting: [] }
}

test('the one at fault goes, with what is wrong with it', () => {
  const refuted = unparsable([plan([fix('a', 'one()', '1'), fix('b', 'two()', 'two(('), fix('c', 'three()', '3')])])
  expect([...refuted.keys()]).toEqual(['b'])
  expect(refuted.get('b')).toMatch(/^the result does not parse: line \d/)
})

test('of what only holds together none goes; of what is imported all do', () => {
  const open = fix('open', 'one()', '/* ')
  const close = fix('close', 'three()', '*/ 3')
  expect([...unparsable([plan([open, close])]).keys()]).toEqual([])
  const wrong = { file: 'a.ts', start: 0, end: 0, text: 'import {' }
  expect([...unparsable([plan([fix('a', 'one()', '1'), fix('b', 'two()', '2')], [wrong])]).keys()]).toEqual(['a', 'b'])
})
