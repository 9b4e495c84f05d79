import { describe, expect, it } from 'vitest'
import { defaultTestFiles } from '../../src/config/defaults.js'
import { globMatcher } from '../../src/files/match.js'

describe('globs of paths', () => {
  it.each([
    [['test/**'], 'test/a.ts', true],
    [['test/**'], 'src/test/a.ts', false],
    [['test'], 'test/deep/a.ts', true],
    [['test/'], 'test/a.ts', true],
    [['src/a.ts'], 'src/a.ts', true],
    [['./test/**'], 'test/a.ts', true],
    [['test\\**\\*.ts'], 'test/x/a.ts', true],
    [['*.ts'], 'src/a.ts', false],
    [['**/*.ts'], '.hidden/.a.ts', true],
    [['**/*.ts'], 'new\nline/a\n.ts', true],
    [['**/*.test.{ts,tsx}', 'e2e/**'], 'e2e/a.ts', true],
    [['test/**', '!test/app/**'], 'test/app/a.ts', false],
    [['test/**', '!test/app/**'], 'test/a.ts', true],
    [['!(src)/**'], 'lib/a.ts', true],
    [['!(src)/**'], 'src/a.ts', false],
    [['app/\\[id\\]/**'], 'app/[id]/a.ts', true],
    [['**/test/**'], '../shared/test/a.ts', true],
    [['../shared/**'], '../shared/a.ts', true],
    [['../shared/**'], 'shared/a.ts', false],
    [[], 'a.ts', false],
    [['!a.ts'], 'b.ts', false],
    [['.'], 'deep/a.ts', true],
    [['./'], 'deep/a.ts', true],
    [['.', '!deep'], 'deep/a.ts', false],
    [[''], 'a.ts', false],
    [['**', '!'], 'a.ts', true],
  ])('%j on %j: %s', (globs, path, expected) => {
    expect(globMatcher(globs)(path)).toBe(expected)
  })

  it.each([
    ['src/a.test.ts', true],
    ['a.spec.tsx', true],
    ['pkg/__tests__/a.ts', true],
    ['test/a.ts', true],
    ['vitest.config.ts', true],
    ['src/a-tests.ts', true],
    ['../other/tests/a.ts', true],
    ['src/contest.ts', false],
    ['src/latest/a.ts', false],
  ])('tells tests from the rest by default: %s', (path, expected) => {
    expect(globMatcher(defaultTestFiles)(path)).toBe(expected)
  })
})
