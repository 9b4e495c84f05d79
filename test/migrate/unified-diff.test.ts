import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { unifiedDiff } from '../../src/migrate/unified-diff.js'

const dir = mkdtempSync(join(tmpdir(), 'otp-audit-diff-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))
execFileSync('git', ['init', '-q'], { cwd: dir })

/** What git makes of the text with our patch. */
function gitApplied(file: string, before: string, after: string): string {
  mkdirSync(dirname(join(dir, file)), { recursive: true })
  writeFileSync(join(dir, file), before)
  const input = unifiedDiff(file, before, after)
  if (input !== '') execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: dir, input })
  return readFileSync(join(dir, file), 'utf8')
}

test.each([
  ['a line', 'a.ts', 'one\ntwo\nthree\n', 'one\n2\nthree\n'],
  ['no newline at the end', 'b.ts', 'one\ntwo', 'zero\none\ntwo'],
  ['a newline that comes', 'c.ts', 'one', 'one\n'],
  ['carriage returns', 'd.ts', 'one\r\ntwo\r\n', 'one\r\n2\r\n'],
  ['an empty file', 'e.ts', '', 'one\n'],
  ['a name with spaces, quotes and umlauts', 'a b/ö "q".ts', 'one\n', 'two\n'],
  [
    'two hunks',
    'f.ts',
    `${'x\n'.repeat(3)}a\n${'y\n'.repeat(20)}b\n`,
    `${'x\n'.repeat(3)}A\n${'y\n'.repeat(20)}B\nC\n`,
  ],
])('git applies %s', (_, file, before, after) => {
  expect(gitApplied(file, before, after)).toBe(after)
})

test('git applies whatever is changed', () => {
  const line = fc.constantFrom('a', 'b', 'c', '', '  d')
  const text = fc
    .tuple(fc.array(line, { maxLength: 14 }), fc.boolean())
    .map(([l, end]) => l.join('\n') + (end ? '\n' : ''))
  fc.assert(
    fc.property(text, text, (before, after) => {
      // git has no patch that makes a file empty and keeps it
      fc.pre(before !== '' && after !== '')
      expect(gitApplied('g.ts', before, after)).toBe(after)
    }),
    { numRuns: 60 },
  )
})
