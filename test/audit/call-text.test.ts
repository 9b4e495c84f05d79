/** What a formatter may change is not in the text of a call; what changes the call is. */
import { describe, expect, test } from 'vitest'
import { callLabel, callShape, callText } from '../../src/audit/call-text.js'
import { scopePath, scopePaths } from '../../src/audit/identity.js'
import { parseFile } from '../../src/sites/ast.js'

/** The last call that a text begins, with its file. */
function call(text: string) {
  const file = parseFile('a.tsx', text)
  return { file, node: file.calls.reduce((first, c) => (c.start < first.start ? c : first)) }
}
const textOf = (text: string) => callText(call(text).node)
const shapeOf = (text: string) => callShape(call(text).node)

describe('a formatter changes nothing', () => {
  test.each([
    ['quotes', `w.post('a "b"')`, `w.post("a \\"b\\"")`],
    ['breaks and indentation', 'w.post({ a: 1, b: [1, 2] })', 'w\n  .post({\n    a: 1,\n    b: [\n1, 2,\n],\n  })'],
    ['semicolons and empty statements', 'w.on(() => { a(); b(); })', 'w.on(() => {\n  a()\n  ;\n  b()\n})'],
    ['brackets around parameters', 'w.on(m => m)', 'w.on((m) => m)'],
    ['brackets that say nothing', 'w.post((a + b))', 'w.post(a + b)'],
    ['quoted keys', `w.post({ 'kind': 1 })`, 'w.post({ kind: 1 })'],
    ['numbers', 'w.post(0XAB, .50, 1E3)', 'w.post(0xab, 0.5, 1000)'],
    ['comments', 'w.post(/* what */ 1)', 'w.post(\n  1, // which\n)'],
    ['types', 'w.post(x as A | B)', 'w.post(x as\n  | A\n  | B)'],
    ['members of types', 'w.post<{ a: 1; b: 2 }>(x)', 'w.post<{\n  a: 1,\n  b: 2\n}>(x)'],
    ['JSX', '<A b="c" onX={() => w.post(1)}> x  y </A>', `<A\n  b='c'\n  onX={() => w.post(1)}\n>\n x y\n</A>`],
  ])('%s', (_, a, b) => expect(textOf(a)).toBe(textOf(b)))
})

describe('another call is another text', () => {
  test.each([
    ['a message', `w.post('a')`, `w.post('b')`],
    ['a recipient', 'a.post(1)', 'b.post(1)'],
    ['a kind of literal', `w.post('1')`, 'w.post(1)'],
    ['nothing and zero', 'w.post(null)', 'w.post(0)'],
    ['yes and no', 'w.post(true)', 'w.post(false)'],
    ['an optional call', 'w.post(1)', 'w?.post(1)'],
    ['spaces in a message', `w.post('a b')`, `w.post('ab')`],
    ['a key that is computed', 'w.post({ a: 1 })', 'w.post({ [a]: 1 })'],
    ['an operator', 'w.post(a + b)', 'w.post(a - b)'],
    ['a place in a list', 'w.post([, 1])', 'w.post([1])'],
    ['a template', `w.post(\`a\${b}\`)`, `w.post(\`\${b}a\`)`],
    ['a regular expression', 'w.post(/a/g)', 'w.post(/a/i)'],
    ['a big number', 'w.post(1n)', 'w.post(2n)'],
    ['async', 'w.on(async () => 1)', 'w.on(() => 1)'],
    ['what a listener does', 'w.on(() => { a() })', 'w.on(() => { b() })'],
    ['where an argument ends', `w.post('a', 'b')`, `w.post(['a', 'b'])`],
  ])('%s', (_, a, b) => expect(textOf(a)).not.toBe(textOf(b)))
})

describe('the shape', () => {
  test.each([
    ['a listener with a block may be edited', `w.on('x', m => { a(m) })`, `w.on('x', (m) => { b(m); c() })`, true],
    ['but not its event', `w.on('x', m => { a(m) })`, `w.on('y', m => { a(m) })`, false],
    ['a short one is the call', `w.on('x', m => a(m))`, `w.on('x', m => b(m))`, false],
    ['nor may a Promise’s executor', 'new Promise(r => { a(r) })', 'new Promise(r => { b(r) })', false],
    [
      'one in there may',
      `new Promise(r => { w.on('x', m => { r(m) }) })`,
      `new Promise(r => { w.on('x', m => { r() }) })`,
      true,
    ],
  ])('%s', (_, a, b, same) => expect(shapeOf(a) === shapeOf(b)).toBe(same))
})

test('the label is for people: on its line, without comments and blocks of listeners', () => {
  const { file, node } = call(`w.on('x', /* why */ m => {\n  // much\n  a(m)\n}, { once: true })`)
  expect(callLabel(file, node)).toBe(`w.on('x',  m => {…}, { once: true })`)
})

test('code that nests deep is read', () => {
  const deep = `w.post(${'['.repeat(400)}1${']'.repeat(400)})`
  expect(textOf(deep)).not.toBe(textOf(deep.replace('1', '2')))
})

test('a file has the path of each of its functions, classes and fields, and of its top', () => {
  const file = parseFile(
    'a.ts',
    'class Pool { #w = () => w.post(1); run() { go(function inner() {}) } }\nconst start = () => {}\n',
  )
  expect([...scopePaths(file)].sort()).toEqual(
    ['', 'Pool', 'Pool.#w', 'Pool.#w.#w', 'Pool.run', 'Pool.run.inner', 'start'].sort(),
  )
  for (const c of file.calls) expect(scopePaths(file)).toContain(scopePath(c))
})
