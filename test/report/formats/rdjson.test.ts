import { RDFormatValidator } from '@umbrelladocs/rdformat-validator'
import { describe, expect, test } from 'vitest'
import { rdjson } from '../../../src/report/formats/rdjson.js'
import type { Finding } from '../../../src/result.js'
import { of, one, samples, viewOf } from './samples.js'

const validator = new RDFormatValidator({ strictMode: true, allowExtraFields: false })

describe('valid by the format', () => {
  test.each(samples().map(({ name, ...rest }) => [name, rest] as const))('%s', async (_, { result, view }) => {
    const { valid, errors } = await validator.validateString(rdjson(result, view))
    expect([valid, errors]).toEqual([true, []])
  })

  test('and what is not valid is refused', async () => {
    const text = rdjson(of([one('a.ts')]), viewOf())
    for (const wrong of [
      text.replace('WARNING', 'FATAL'),
      text.replace('"path"', '"file"'),
      text.replace('"line": 1', '"line": "1"'),
    ])
      expect((await validator.validateString(wrong)).valid, wrong).toBe(false)
  })
})

const only = (
  source: string,
  at: { line: number; column: number; endLine: number; endColumn: number },
  more: Partial<Finding> = {},
) => JSON.parse(rdjson(of([one('a.ts', { ...at, ...more }, at)]), viewOf({ 'a.ts': source }))).diagnostics[0]

test('columns are bytes, ends are behind the last, and a byte order mark counts', () => {
  const at = { line: 1, column: 6, endLine: 1, endColumn: 9 }
  expect(only("'é𝒳' f()", { ...at, column: 7, endColumn: 10 }).location.range).toEqual({
    start: { line: 1, column: 10 },
    end: { line: 1, column: 13 },
  })
  expect(only('\ufeffabcd f()', at).location.range.start).toEqual({ line: 1, column: 9 })
})

test('without its source, a line has to do', () => {
  expect(JSON.parse(rdjson(of([one('a.ts', {}, { line: 9 })]), viewOf())).diagnostics[0].location).toEqual({
    path: 'a.ts',
    range: { start: { line: 9 } },
  })
})

describe('suggestions', () => {
  const source = 'import a from "a"\n\nfoo.send(é, 1)\n'
  const at = { line: 3, column: 5, endLine: 3, endColumn: 15 }
  const withEdits = (edits: NonNullable<Finding['fix']['change']>['edits']) =>
    only(source, at, { fix: { verdict: 'auto', change: { difference: 'x', edits } } }).suggestions

  test('edits side by side are one, with what stands between', () => {
    expect(
      withEdits([
        { line: 3, column: 1, endLine: 3, endColumn: 10, text: 'tell(foo, ' },
        { line: 3, column: 13, endLine: 3, endColumn: 14, text: '2' },
      ]),
    ).toEqual([{ range: { start: { line: 3, column: 1 }, end: { line: 3, column: 15 } }, text: 'tell(foo, é, 2' }])
  })

  test('a fix with an import far above would be half of one: none is offered', () => {
    const far = `${source}${'\n'.repeat(40)}foo.send(1)\n`
    const low = { line: 44, column: 5, endLine: 44, endColumn: 12 }
    const edits = [
      { line: 1, column: 18, endLine: 1, endColumn: 18, text: '\nimport b from "b"' },
      { line: 44, column: 1, endLine: 44, endColumn: 12, text: 'tell(foo, 1)' },
    ]
    expect(only(far, low, { fix: { verdict: 'auto', change: { difference: 'x', edits } } })).not.toHaveProperty(
      'suggestions',
    )
  })
})

test('skipped files come first, known findings are left out', () => {
  const { result, view } = samples()[2]!
  const { diagnostics } = JSON.parse(rdjson(result, view))
  expect(diagnostics.slice(0, 2).map((d: { code: unknown }) => d.code)).toEqual([
    { value: 'skipped-file' },
    { value: 'skipped-file' },
  ])
  const paths = diagnostics.map((d: { location: { path: string } }) => d.location.path)
  expect(paths).toContain('src/state0.ts')
  expect(paths).not.toContain('src/state1.ts')
  expect(paths).not.toContain('src/state3.ts')
})
