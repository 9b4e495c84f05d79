import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Edit, Fix } from '../../src/migrate/fix.js'
import { applied, merge } from '../../src/migrate/merge.js'

const edit = (start: number, end: number, text: string): Edit => ({ file: 'a.ts', start, end, text })
const fix = (id: string, ...edits: Edit[]): Fix =>
  ({
    id,
    findings: [id],
    rule: 'raw-send',
    codemod: 'c',
    file: 'a.ts',
    edits,
    imports: [],
  }) as unknown as Fix

describe('merge', () => {
  test('fixes that touch different text are all made, in the order of the text', () => {
    const { accepted, edits } = merge([fix('b', edit(6, 7, 'X')), fix('a', edit(0, 1, 'Y'))])
    expect(accepted.map(f => f.id)).toEqual(['b', 'a'])
    expect(applied('abcdefghi', edits)).toBe('YbcdefXhi')
  })

  test('the later of two that conflict goes as a whole, and says so', () => {
    const { accepted, conflicts, edits } = merge([
      fix('a', edit(2, 5, 'A')),
      fix('b', edit(4, 6, 'B'), edit(8, 9, 'C')),
    ])
    expect(accepted.map(f => f.id)).toEqual(['a'])
    expect(conflicts.map(c => c.finding)).toEqual(['b'])
    expect(applied('abcdefghi', edits)).toBe('abAfghi')
  })

  test('the same edit of two fixes is made once', () => {
    const { accepted, edits } = merge([
      fix('a', edit(0, 0, 'import\n')),
      fix('b', edit(0, 0, 'import\n'), edit(3, 4, 'D')),
    ])
    expect(accepted).toHaveLength(2)
    expect(applied('abcdef', edits)).toBe('import\nabcDef')
  })

  test('a fix whose own edits overlap is never half made', () => {
    expect(merge([fix('a', edit(0, 3, 'x'), edit(2, 4, 'y'))]).accepted).toEqual([])
  })
})

test('whatever is merged: each fix whole or absent, and text outside of edits as it was', () => {
  const span = fc
    .tuple(fc.nat(40), fc.nat(4), fc.string({ maxLength: 3 }))
    .map(([s, n, t]) => edit(s, Math.min(44, s + n), t))
  fc.assert(
    fc.property(fc.array(fc.array(span, { minLength: 1, maxLength: 3 }), { maxLength: 6 }), lists => {
      const text = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRST'
      const fixes = lists.map((edits, i) => fix(String(i), ...edits))
      const { accepted, conflicts, edits } = merge(fixes)
      expect(accepted.length + conflicts.length).toBe(fixes.length)
      for (const f of accepted) for (const e of f.edits) expect(edits).toContainEqual(e)
      const after = applied(text, edits)
      const removed = edits.reduce((n, e) => n + e.end - e.start, 0)
      expect(after.length).toBe(text.length - removed + edits.reduce((n, e) => n + e.text.length, 0))
    }),
  )
})
