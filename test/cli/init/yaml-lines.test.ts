import { load as parse } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { addedBelow, appended, scalar, topLevelKeys } from '../../../src/cli/init/yaml-lines.js'

describe('an item behind those of a list', () => {
  test.each([
    ['indented', 'repos:\n  - repo: a\n    hooks:\n      - id: b\n'],
    ['not indented', 'repos:\n- repo: a\n  hooks:\n  - id: b\nci:\n  skip: [b]\n'],
    ['with wide dashes', 'repos:\n-   repo: a\n    hooks:\n    -   id: b\n'],
    ['with what follows', '# head\ndefault: 1\nrepos: # those\n  - repo: a\n\n# of CI\nci:\n  skip: []\n'],
    ['that ends in a text', 'repos:\n  - repo: a\n    entry: |\n      one\n      # no comment\nci: 1\n'],
    ['without a last end of line', 'repos:\n  - repo: a'],
    ['with ends of Windows', 'repos:\r\n  - repo: a\r\n\r\nci: 1\r\n'],
    ['with ends of both kinds', 'repos:\r\n  - repo: a\n  - repo: b\r\nci: 1\n'],
    ['in a document with a mark', '---\nrepos:\n  - repo: a\n'],
    ['with quoted keys', '"minimum version": 3\nrepos:\n  - repo: a\n'],
  ])('%s', (_, before) => {
    const after = addedBelow(before, ['repos'], 'list', ['repo: local', 'hooks:', '  - id: own'])!
    const old = parse(before)
    expect(parse(after)).toEqual({ ...old, repos: [...old.repos, { repo: 'local', hooks: [{ id: 'own' }] }] })
    expectInserted(before, after)
  })

  test('a child of a child', () => {
    const before =
      'pre-push:\n  commands:\n    x:\n      run: y\npre-commit:\n  parallel: true\n  commands:\n    lint:\n      run: |\n        commands:\n          z\n# end\n'
    const after = addedBelow(before, ['pre-commit', 'commands'], 'map', ['own:', '  run: scan'])!
    const old = parse(before)
    const commands = { ...old['pre-commit'].commands, own: { run: 'scan' } }
    expect(parse(after)).toEqual({ ...old, 'pre-commit': { parallel: true, commands } })
    expectInserted(before, after)
  })
})

describe('left alone', () => {
  test.each([
    ['a list in brackets', 'repos: [{ repo: a }]\n'],
    ['brackets over lines', 'repos: [\n  a,\n]\n'],
    ['no such key', 'repositories:\n  - a\n'],
    ['a key without children', 'repos:\nci: 1\n'],
    ['a map where a list is wanted', 'repos:\n  a: 1\n'],
    ['a list of its own', '- repos:\n  - a\n'],
    ['two documents', 'a: 1\n---\nrepos:\n  - repo: a\n'],
    ['the end of a document', 'repos:\n  - repo: a\n...\n'],
    ['tabs', 'repos:\n  - repo: a\n\t\n'],
    ['texts whose last blank lines count', 'repos:\n  - repo: |+\n      a\n\n'],
    ['a directive', '%YAML 1.2\n---\nrepos:\n  - repo: a\n'],
    ['anchors', 'repos: &all\n  - repo: a\n'],
    ['nothing', ''],
  ])('%s', (_, before) => expect(addedBelow(before, ['repos'], 'list', ['repo: local'])).toBeUndefined())
})

test.each([
  ['', 'a'],
  ['x: 1\n', 'x'],
  ['x:\n- 1', 'x'],
  ['x: |\r\n  text\r\n', 'x'],
])('appended to %j', before => {
  const after = appended(before, ['own:', '  - 1'])
  expect(parse(after)).toEqual({ ...parse(before), own: [1] })
  expect(after.startsWith(before)).toBe(true)
  expect(topLevelKeys(after)?.at(-1)).toBe('own')
})

test.each([
  'npx --no a scan',
  'sh -c "cd \'a b\' && x"',
  'a: b',
  '# x',
  'x #y',
  "it's",
  '- a',
  'a\\b',
  'on',
  '1.0',
  '',
  'a ',
])('the value %s', value => {
  expect(parse(`key: ${scalar(value)}`)).toEqual({ key: value })
  expect(parse(`- ${scalar(value)}`)).toEqual([value])
})

/** Everything that was there is there, in one piece or two. */
function expectInserted(before: string, after: string): void {
  let head = 0
  while (before[head] === after[head] && head < before.length) head++
  expect(after.endsWith(before.slice(head))).toBe(true)
}
