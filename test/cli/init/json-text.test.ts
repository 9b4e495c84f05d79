import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withMember } from '../../../src/cli/init/json-text.js'

const path = ['simple-git-hooks', 'pre-commit']

test.each([
  [
    'two spaces',
    '{\n  "name": "a"\n}\n',
    '{\n  "name": "a",\n  "simple-git-hooks": {\n    "pre-commit": "x"\n  }\n}\n',
  ],
  [
    'four spaces, CRLF, no end of line',
    '{\r\n    "name": "a"\r\n}',
    '{\r\n    "name": "a",\r\n    "simple-git-hooks": {\r\n        "pre-commit": "x"\r\n    }\r\n}',
  ],
  ['tabs', '{\n\t"name": "a"\n}\n', '{\n\t"name": "a",\n\t"simple-git-hooks": {\n\t\t"pre-commit": "x"\n\t}\n}\n'],
  ['one line', '{"name":"a"}', '{"name":"a", "simple-git-hooks": { "pre-commit": "x" }}'],
  ['nothing in it', '{}\n', '{\n  "simple-git-hooks": {\n    "pre-commit": "x"\n  }\n}\n'],
  [
    'an object in one line',
    '{\n  "simple-git-hooks": { "pre-push": "y" },\n  "b": 1\n}\n',
    '{\n  "simple-git-hooks": { "pre-push": "y", "pre-commit": "x" },\n  "b": 1\n}\n',
  ],
  [
    'an object in lines',
    '{\n  "simple-git-hooks": {\n    "pre-push": "y"\n  },\n  "b": 1\n}\n',
    '{\n  "simple-git-hooks": {\n    "pre-push": "y",\n    "pre-commit": "x"\n  },\n  "b": 1\n}\n',
  ],
  [
    'a value in the place of another, behind braces in strings',
    '\uFEFF{ "a": "}\\"{", "simple-git-hooks": {"pre-commit":"old"} }',
    '\uFEFF{ "a": "}\\"{", "simple-git-hooks": {"pre-commit":"x"} }',
  ],
])('%s', (_, before, after) => expect(withMember(before, path, 'x')).toBe(after))

test('a value on the way that is no object is left alone', () => {
  for (const value of ['1', '[]', '"a"', 'true'])
    expect(withMember(`{"simple-git-hooks":${value}}`, path, 'x')).toBeUndefined()
})

test('whatever the object and its layout: one member more, and every other byte as it was', () => {
  const layouts = fc.constantFrom(undefined, 1, 2, 4, '\t')
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), layouts, fc.boolean(), (object, indent, isCrlf) => {
      fc.pre(!('simple-git-hooks' in object) && !('__proto__' in object))
      const lf = JSON.stringify(object, undefined, indent)
      const before = isCrlf ? lf.replaceAll('\n', '\r\n') : lf
      const after = withMember(before, path, 'x')!
      expect(JSON.parse(after)).toEqual({ ...JSON.parse(lf), 'simple-git-hooks': { 'pre-commit': 'x' } })
      let head = 0
      while (before[head] === after[head] && head < before.length) head++
      // but for the inside of what was empty
      if (Object.keys(object).length > 0) expect(after.endsWith(before.slice(head))).toBe(true)
      if (before.includes('\r\n')) expect(after.replaceAll('\r\n', '')).not.toContain('\n')
    }),
    { numRuns: 300 },
  )
})
